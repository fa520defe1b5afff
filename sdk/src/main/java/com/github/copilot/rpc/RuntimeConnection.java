package com.github.copilot.rpc;

import com.github.copilot.CopilotExperimental;

/** How a client reaches its runtime; made by the static methods. */
@CopilotExperimental
public abstract sealed class RuntimeConnection
    permits StdioRuntimeConnection,
        TcpRuntimeConnection,
        UriRuntimeConnection,
        InProcessRuntimeConnection {

  RuntimeConnection() {}

  /** Returns a connection to a child process of the default program over its standard streams. */
  public static StdioRuntimeConnection forStdio() {
    return new StdioRuntimeConnection();
  }

  /** Returns a connection to a child process over its standard streams; null is the default. */
  public static StdioRuntimeConnection forStdio(String path) {
    return new StdioRuntimeConnection().setPath(path);
  }

  /** Returns a connection to a child process over TCP. */
  public static TcpRuntimeConnection forTcp() {
    return new TcpRuntimeConnection();
  }

  /**
   * Returns a connection to a server that runs already.
   *
   * @param url {@code 8080}, {@code host:port}, {@code http://host:port} or {@code
   *     https://host:port}; always a plain TCP socket
   * @throws IllegalArgumentException if the address is null or empty
   */
  public static UriRuntimeConnection forUri(String url) {
    return new UriRuntimeConnection(url);
  }

  /** Returns a connection to the runtime inside this virtual machine. */
  @CopilotExperimental
  public static InProcessRuntimeConnection forInProcess() {
    return new InProcessRuntimeConnection();
  }
}
