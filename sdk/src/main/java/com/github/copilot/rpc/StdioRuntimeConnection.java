package com.github.copilot.rpc;

import com.github.copilot.CopilotExperimental;
import java.util.List;

/** A child process that talks over its standard streams. */
@CopilotExperimental
public final class StdioRuntimeConnection extends RuntimeConnection {

  private String path;
  private List<String> args;

  StdioRuntimeConnection() {}

  /** Returns the program, or null for the default one. */
  public String getPath() {
    return path;
  }

  /** Sets the program; null is the default one. */
  public StdioRuntimeConnection setPath(String path) {
    this.path = path;
    return this;
  }

  /** Returns the arguments before those of the SDK, or null when unset. */
  public List<String> getArgs() {
    return args;
  }

  /** Sets the arguments before those of the SDK. */
  public StdioRuntimeConnection setArgs(List<String> args) {
    this.args = args == null ? null : List.copyOf(args);
    return this;
  }
}
