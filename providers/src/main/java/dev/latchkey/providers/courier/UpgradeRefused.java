package dev.latchkey.providers.courier;

import java.io.IOException;
import java.net.http.HttpHeaders;

/** A server answered the request for a WebSocket with something else. */
public final class UpgradeRefused extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient HttpHeaders headers;
  private final String body;

  /** An answer of this status; {@code body} is as much of it as is known. */
  public UpgradeRefused(int status, HttpHeaders headers, String body) {
    super("HTTP " + status + " instead of a WebSocket");
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  public int status() {
    return status;
  }

  public HttpHeaders headers() {
    return headers;
  }

  public String body() {
    return body;
  }
}
