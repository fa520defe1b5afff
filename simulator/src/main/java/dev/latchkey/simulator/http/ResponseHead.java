package dev.latchkey.simulator.http;

import dev.latchkey.simulator.traffic.Headers;
import java.nio.charset.StandardCharsets;

/** Writes status line and header fields. */
final class ResponseHead {
  private final StringBuilder text = new StringBuilder(256);

  ResponseHead(int status) {
    text.append("HTTP/1.1 ").append(status).append(' ').append(phrase(status)).append("\r\n");
  }

  ResponseHead field(String name, String value) {
    text.append(name).append(": ").append(value).append("\r\n");
    return this;
  }

  ResponseHead fields(Headers headers) {
    headers.fields().forEach(f -> field(f.name(), f.value()));
    return this;
  }

  ResponseHead connection(boolean keepAlive) {
    return keepAlive ? this : field("connection", "close");
  }

  byte[] bytes() {
    return text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Reason phrases are optional in HTTP; the usual ones help people who read a capture. */
  private static String phrase(int status) {
    return switch (status) {
      case 101 -> "Switching Protocols";
      case 200 -> "OK";
      case 204 -> "No Content";
      case 307 -> "Temporary Redirect";
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 413 -> "Content Too Large";
      case 422 -> "Unprocessable Content";
      case 429 -> "Too Many Requests";
      case 500 -> "Internal Server Error";
      case 502 -> "Bad Gateway";
      case 503 -> "Service Unavailable";
      case 504 -> "Gateway Timeout";
      default -> status < 400 ? "OK" : "Error";
    };
  }
}
