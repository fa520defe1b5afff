package dev.latchkey.protocol;

import java.io.IOException;

/** The connection ended before the answer came. */
public final class ConnectionClosedException extends IOException {
  private static final long serialVersionUID = 1L;

  /** With the reason as the message. */
  public ConnectionClosedException(String message) {
    super(message);
  }
}
