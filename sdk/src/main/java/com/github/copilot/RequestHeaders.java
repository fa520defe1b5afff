package com.github.copilot;

import java.util.Locale;
import java.util.Set;

/** Headers that belong to a connection, not to what it carries, and are never passed on. */
final class RequestHeaders {

  private static final Set<String> FORBIDDEN =
      Set.of(
          "host",
          "connection",
          "content-length",
          "transfer-encoding",
          "keep-alive",
          "upgrade",
          "proxy-connection",
          "te",
          "trailer");

  private RequestHeaders() {}

  static boolean forbidden(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return FORBIDDEN.contains(lower) || lower.startsWith("sec-websocket-");
  }
}
