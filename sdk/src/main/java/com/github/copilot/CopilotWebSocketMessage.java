package com.github.copilot;

import java.nio.charset.StandardCharsets;

/**
 * One WebSocket message. The array is not copied.
 *
 * @param data the payload
 * @param binary whether it is a binary message; otherwise the payload is UTF-8 text
 */
@SuppressWarnings("ArrayRecordComponent") // the public API has it so
public record CopilotWebSocketMessage(byte[] data, boolean binary) {

  /** Returns the payload as text. */
  public String text() {
    return new String(data, StandardCharsets.UTF_8);
  }

  /** Returns a text message. */
  public static CopilotWebSocketMessage fromText(String text) {
    return new CopilotWebSocketMessage(text.getBytes(StandardCharsets.UTF_8), false);
  }
}
