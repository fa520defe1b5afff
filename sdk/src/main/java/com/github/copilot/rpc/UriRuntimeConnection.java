package com.github.copilot.rpc;

import com.github.copilot.CopilotExperimental;

/** A server that runs already. */
@CopilotExperimental
public final class UriRuntimeConnection extends RuntimeConnection {

  private final String url;
  private String connectionToken;

  UriRuntimeConnection(String url) {
    if (url == null || url.isEmpty()) {
      throw new IllegalArgumentException(
          "url must name a server, for example localhost:8080; it is null or empty");
    }
    this.url = url;
  }

  /** Returns the address as it was given. */
  public String getUrl() {
    return url;
  }

  /** Returns the token that the server asks for, or null when unset. */
  public String getConnectionToken() {
    return connectionToken;
  }

  /** Sets the token that the server asks for. */
  public UriRuntimeConnection setConnectionToken(String connectionToken) {
    this.connectionToken = connectionToken;
    return this;
  }
}
