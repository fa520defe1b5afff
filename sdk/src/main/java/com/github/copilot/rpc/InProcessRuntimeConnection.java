package com.github.copilot.rpc;

import com.github.copilot.CopilotExperimental;

/** The runtime inside this virtual machine: no process, no socket. */
@CopilotExperimental
public final class InProcessRuntimeConnection extends RuntimeConnection {

  InProcessRuntimeConnection() {}
}
