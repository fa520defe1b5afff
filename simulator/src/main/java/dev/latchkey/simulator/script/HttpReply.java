package dev.latchkey.simulator.script;

import dev.latchkey.simulator.traffic.Headers;

/**
 * A plain HTTP response.
 *
 * @param status HTTP status
 * @param headers added to the response
 * @param content what it says
 */
public record HttpReply(int status, Headers headers, Content content) implements Reply {

  /** The body of a plain response. */
  public sealed interface Content {
    /** Exactly these characters, in UTF-8. */
    record Exact(String characters) implements Content {}

    /** An error body in the shape of the provider that is simulated. */
    record Shaped(String code, String message) implements Content {}
  }

  public HttpReply {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException(
          "status must be a final HTTP status from 200 to 599, got " + status + ".");
    }
  }

  static HttpReply error(int status, String code, String message) {
    return new HttpReply(status, Headers.EMPTY, new Content.Shaped(code, message));
  }

  /** Adds a response header, e.g. {@code retry-after}. */
  public HttpReply header(String name, String value) {
    return new HttpReply(status, headers.with(name, value), content);
  }
}
