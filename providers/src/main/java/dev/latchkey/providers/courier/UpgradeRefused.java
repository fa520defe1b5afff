package dev.latchkey.providers.courier;

import java.io.IOException;
import java.net.http.HttpHeaders;

/** A server answered the request for a WebSocket with something else. */
public final class UpgradeRefused extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient HttpHeaders headers;

  /** An answer of this status. */
  public UpgradeRefused(int status, HttpHeaders headers) {
    super("HTTP " + status + " instead of a WebSocket");
    this.status = status;
    this.headers = headers;
  }

  public int status() {
    return status;
  }

  public HttpHeaders headers() {
    return headers;
  }
}
