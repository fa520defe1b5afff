package dev.latchkey.simulator.http;

import dev.latchkey.simulator.traffic.Headers;
import dev.latchkey.simulator.traffic.RequestLine;

/** A request read completely. */
public final class HttpRequest {
  private final RequestReader.Head head;
  private final byte[] body;

  HttpRequest(RequestReader.Head head, byte[] body) {
    this.head = head;
    this.body = body;
  }

  /** Method, path and query. */
  public RequestLine line() {
    return head.line();
  }

  /** As sent. */
  public Headers headers() {
    return head.headers();
  }

  /** The bytes themselves, for the receiver to keep; empty when there was no body. */
  public byte[] body() {
    return body;
  }

  /** True when the connection may carry another request afterwards. */
  boolean keepsAlive() {
    String connection = head.headers().first("connection").orElse("");
    return head.version().equals("HTTP/1.1")
        ? !connection.equalsIgnoreCase("close")
        : connection.equalsIgnoreCase("keep-alive");
  }
}
