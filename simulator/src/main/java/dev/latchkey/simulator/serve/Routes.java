package dev.latchkey.simulator.serve;

import dev.latchkey.simulator.traffic.RequestLine;
import dev.latchkey.simulator.traffic.Wire;

/** Which wire a path belongs to. Prefixes are free, but a doubled part is nobody's path. */
public final class Routes {
  private Routes() {}

  /** The wire of a model call, or {@link Wire#NONE}. */
  public static Wire wire(RequestLine line) {
    String path = line.path();
    if (!line.method().equals("POST") || isMalformed(path)) {
      return Wire.NONE;
    }
    if (path.endsWith("/chat/completions")) {
      return Wire.COMPLETIONS;
    }
    if (path.endsWith("/responses")) {
      return Wire.RESPONSES;
    }
    return path.endsWith("/v1/messages") ? Wire.ANTHROPIC : Wire.NONE;
  }

  /** True for the mistakes of clients that glue paths together. */
  static boolean isMalformed(String path) {
    return path.contains("//")
        || path.contains("/v1/v1/")
        || path.contains("/openai/openai/")
        || path.contains("/chat/completions/")
        || path.contains("/responses/responses")
        || path.contains("/messages/v1/");
  }
}
