package dev.latchkey.simulator.http;

import dev.latchkey.simulator.traffic.Headers;
import dev.latchkey.simulator.traffic.RequestLine;

/** A request read completely. The body belongs to the receiver. */
public record HttpRequest(RequestLine line, String version, Headers headers, byte[] body) {

  /** True when the connection may carry another request afterwards. */
  boolean keepsAlive() {
    String connection = headers.first("connection").orElse("");
    return version.equals("HTTP/1.1")
        ? !connection.equalsIgnoreCase("close")
        : connection.equalsIgnoreCase("keep-alive");
  }
}
