package dev.latchkey.providers.net;

import java.io.IOException;

/** There is no way to the proxy, and so none to the server; the message names the proxy. */
public final class ProxyUnreachable extends IOException {
  private static final long serialVersionUID = 1L;

  /** Says why; without a cause, which would be taken for the server's. */
  ProxyUnreachable(String message) {
    super(message);
  }
}
