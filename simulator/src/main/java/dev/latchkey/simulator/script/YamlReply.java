package dev.latchkey.simulator.script;

import dev.latchkey.simulator.traffic.Headers;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Reads one reply of a script file. */
final class YamlReply {
  /** Every field a reply may have. */
  static final List<String> FIELDS =
      List.of(
          "text",
          "chunks",
          "reasoning",
          "redacted",
          "refusal",
          "tools",
          "parts",
          "usage",
          "finish",
          "model",
          "first-byte",
          "every-chunk",
          "chunk-size",
          "bytes-per-write",
          "odd",
          "headers",
          "times",
          "fault",
          "after",
          "status",
          "code",
          "message",
          "body",
          "content-type",
          "raw");

  private YamlReply() {}

  /** The reply as often as its {@code times} says. */
  static List<Reply> repeated(YamlValue reply) {
    YamlFields fields = reply.fields(FIELDS);
    return Collections.nCopies(fields.integer("times", 1, 1), of(fields));
  }

  static Reply of(YamlFields fields) {
    if (fields.has("fault")) {
      return fault(fields);
    }
    if (fields.has("status")) {
      return http(fields);
    }
    if (fields.has("raw")) {
      return Reply.rawStream(fields.text("raw", ""));
    }
    Answer answer = YamlAnswer.of(fields);
    if (answer.parts().isEmpty() && !fields.has("finish")) {
      throw fields
          .owner()
          .wrong("a reply", "Give it text, chunks, reasoning, tools, parts, fault, status or raw.");
    }
    return answer;
  }

  private static Reply fault(YamlFields fields) {
    FaultReply plain = Reply.fault(fields.constant("fault", Fault.class, Fault.RESET));
    Answer scripted = YamlAnswer.of(fields);
    return new FaultReply(
        plain.fault(),
        scripted.parts().isEmpty() ? plain.answer() : scripted,
        fields.integer("after", 0, plain.afterEvents()));
  }

  private static Reply http(YamlFields fields) {
    int status = fields.integer("status", 200, 200);
    if (status > 599) {
      throw fields
          .get("status")
          .orElseThrow()
          .wrong("an HTTP status from 200 to 599", "Write it without quotes.");
    }
    HttpReply bare =
        fields
            .get("body")
            .map(body ->
                Reply.http(status, fields.text("content-type", "application/json"), document(body)))
            .orElseGet(() ->
                Reply.status(
                    status, fields.text("code", ""), fields.text("message", "Simulated.")));
    return fields.apply("headers", bare, YamlReply::withHeaders);
  }

  private static HttpReply withHeaders(HttpReply reply, YamlValue headers) {
    HttpReply with = reply;
    for (Headers.Field field : Headers.of(headers.strings()).fields()) {
      with = with.header(field.name(), field.value());
    }
    return with;
  }

  /** A string as it stands; a map or list as JSON. */
  static String document(YamlValue value) {
    return switch (value.value()) {
      case Map<?, ?> map -> YamlJson.write(map);
      case List<?> list -> YamlJson.write(list);
      case null, default -> value.text();
    };
  }
}
