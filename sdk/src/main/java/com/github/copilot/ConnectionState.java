package com.github.copilot;

/** Where a client stands with its runtime. */
public enum ConnectionState {
  /** Not started yet, or stopped. */
  DISCONNECTED,
  /** Starting. */
  CONNECTING,
  /** Ready. */
  CONNECTED,
  /** The start failed, or the runtime went away. */
  ERROR
}
