package com.github.copilot.rpc;

import com.github.copilot.CopilotExperimental;
import java.util.List;

/** A child process that listens on a loopback port. */
@CopilotExperimental
public final class TcpRuntimeConnection extends RuntimeConnection {

  private String path;
  private int port;
  private String connectionToken;
  private List<String> args;

  TcpRuntimeConnection() {}

  /** Returns the program, or null for the default one. */
  public String getPath() {
    return path;
  }

  /** Sets the program; null is the default one. */
  public TcpRuntimeConnection setPath(String path) {
    this.path = path;
    return this;
  }

  /** Returns the port; 0 lets the program choose. */
  public int getPort() {
    return port;
  }

  /** Sets the port; 0 lets the program choose. */
  public TcpRuntimeConnection setPort(int port) {
    this.port = port;
    return this;
  }

  /** Returns the token that connections present, or null for a random one. */
  public String getConnectionToken() {
    return connectionToken;
  }

  /** Sets the token that connections present; null is a random one. */
  public TcpRuntimeConnection setConnectionToken(String connectionToken) {
    this.connectionToken = connectionToken;
    return this;
  }

  /** Returns the arguments before those of the SDK, or null when unset. */
  public List<String> getArgs() {
    return args;
  }

  /** Sets the arguments before those of the SDK. */
  public TcpRuntimeConnection setArgs(List<String> args) {
    this.args = args == null ? null : List.copyOf(args);
    return this;
  }
}
