package dev.latchkey.simulator.script;

import dev.latchkey.simulator.traffic.Headers;
import java.util.List;

/**
 * What a provider does with one request: answer it like a model, refuse it over HTTP, or break.
 *
 * <p>Replies are values: the same one can be given any number of times, to any wire.
 */
public sealed interface Reply permits Answer, HttpReply, FaultReply {

  /** A model's answer of one text, streamed word by word. */
  static Answer text(String text) {
    return answer().text(text);
  }

  /** A model's answer of one text, streamed in exactly these pieces. */
  static Answer chunks(String... chunks) {
    return answer().part(new Part.Text(List.of(chunks)));
  }

  /** A model's answer that calls one tool. */
  static Answer toolCall(String name, String argumentsJson) {
    return answer().toolCall(name, argumentsJson);
  }

  /** An answer without parts, to be filled with the methods of {@link Answer}. */
  static Answer answer() {
    return Answer.EMPTY;
  }

  /** An error in the provider's own shape, e.g. {@code status(429, "rate_limit_exceeded", "…")}. */
  static HttpReply status(int status, String code, String message) {
    return HttpReply.error(status, code, message);
  }

  /** An error in the provider's own shape with a message that names the status. */
  static HttpReply status(int status) {
    return HttpReply.error(status, "", "Simulated error " + status + ".");
  }

  /** Any HTTP response with exactly this body. */
  static HttpReply http(int status, String contentType, String body) {
    return new HttpReply(
        status, Headers.of("content-type", contentType), new HttpReply.Content.Exact(body));
  }

  /** A 200 event stream with exactly these characters, e.g. from a recorded file. */
  static HttpReply rawStream(String events) {
    return http(200, "text/event-stream", events);
  }

  /** A failure in place of an answer, or in the middle of a short one. */
  static FaultReply fault(Fault fault) {
    return FaultReply.of(fault);
  }
}
