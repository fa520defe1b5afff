package dev.latchkey.providers.websocket;

import java.io.IOException;

/** The other end breaks the rules; the socket cannot be used any more. */
final class Violation extends IOException {
  /** The rules of the protocol are broken. */
  static final int PROTOCOL = 1002;

  /** A message is too long. */
  static final int TOO_LONG = 1009;

  private static final long serialVersionUID = 1L;

  private final int code;

  /** A violation that the other end is told of with {@code code}. */
  Violation(int code, String what) {
    super(what);
    this.code = code;
  }

  int code() {
    return code;
  }
}
