package dev.latchkey.simulator.script;

import dev.latchkey.simulator.traffic.Headers;
import java.util.List;
import java.util.Map;

/** Reads a model's answer of a script file. */
final class YamlAnswer {
  private static final List<String> TOOL = List.of("id", "name", "arguments", "freeform");
  private static final List<String> REASONING = List.of("text", "spelling", "seal");
  private static final List<String> USAGE =
      List.of("input", "output", "cached", "cache-write", "reasoning");
  private static final List<String> PART =
      List.of("reasoning", "redacted", "text", "chunks", "refusal", "tool", "raw");
  private static final List<String> SINGLE = PART.subList(0, 5);
  private static final int ARGUMENT_CHUNK = 12;

  private YamlAnswer() {}

  static Answer of(YamlFields fields) {
    Answer answer = parts(Reply.answer(), fields, SINGLE);
    for (YamlValue tool : fields.items("tools")) {
      answer = answer.part(tool(tool));
    }
    for (YamlValue part : fields.items("parts")) {
      answer = parts(answer, part.fields(PART), PART);
    }
    return paced(outcome(answer, fields), fields);
  }

  private static Answer parts(Answer answer, YamlFields fields, List<String> kinds) {
    Answer filled = answer;
    for (String kind : kinds) {
      filled = fields.apply(kind, filled, (a, value) -> a.part(part(kind, value)));
    }
    return filled;
  }

  private static Part part(String kind, YamlValue value) {
    return switch (kind) {
      case "text" -> new Part.Text(Chunks.words(value.text()));
      case "chunks" -> new Part.Text(value.list().stream().map(YamlValue::text).toList());
      case "reasoning" -> reasoning(value);
      case "redacted" -> new Part.Redacted(value.text());
      case "refusal" -> new Part.Refusal(value.text());
      case "raw" -> new Part.Raw(value.text());
      default -> tool(value);
    };
  }

  private static Part reasoning(YamlValue value) {
    if (!(value.value() instanceof Map)) {
      return new Part.Reasoning(Chunks.words(value.text()), Spelling.USUAL, Part.Reasoning.SEAL);
    }
    YamlFields fields = value.fields(REASONING);
    return new Part.Reasoning(
        Chunks.words(fields.text("text", "")),
        fields.constant("spelling", Spelling.class, Spelling.USUAL),
        fields.text("seal", Part.Reasoning.SEAL));
  }

  private static Part tool(YamlValue value) {
    YamlFields fields = value.fields(TOOL);
    if (!fields.has("name")) {
      throw value.wrong("a tool call with a name", "Add `name: the_tool`.");
    }
    String arguments = fields.get("arguments").map(YamlReply::document).orElse("{}");
    return new Part.ToolCall(
        fields.text("id", ""),
        fields.text("name", ""),
        Chunks.of(arguments, ARGUMENT_CHUNK),
        fields.flag("freeform"));
  }

  private static Answer outcome(Answer answer, YamlFields fields) {
    Answer ended = fields.apply("usage", answer, (a, usage) -> a.usage(usage(usage)));
    ended = fields.apply("finish", ended, (a, word) -> a.finish(word.constant(Finish.class)));
    return fields.apply("model", ended, (a, model) -> a.model(model.text()));
  }

  private static Usage usage(YamlValue value) {
    YamlFields fields = value.fields(USAGE);
    int[] counts = USAGE.stream().mapToInt(name -> fields.integer(name, 0, 0)).toArray();
    try {
      return new Usage(counts[0], counts[1], counts[2], counts[3], counts[4]);
    } catch (IllegalArgumentException e) {
      throw new ScriptException("'" + value.path() + "': " + e.getMessage(), e);
    }
  }

  private static Answer paced(Answer answer, YamlFields fields) {
    Answer paced =
        fields.apply("first-byte", answer, (a, wait) -> a.firstByteAfter(wait.duration()));
    paced = fields.apply("every-chunk", paced, (a, wait) -> a.everyChunkAfter(wait.duration()));
    paced = fields.apply("chunk-size", paced, (a, size) -> a.chunked(size.integer(1)));
    paced = fields.apply("bytes-per-write", paced, (a, size) -> a.bytesPerWrite(size.integer(1)));
    for (YamlValue oddity : fields.items("odd")) {
      paced = paced.odd(oddity.constant(Oddity.class));
    }
    return fields.apply("headers", paced, YamlAnswer::withHeaders);
  }

  private static Answer withHeaders(Answer answer, YamlValue headers) {
    Answer with = answer;
    for (Headers.Field field : Headers.of(headers.strings()).fields()) {
      with = with.header(field.name(), field.value());
    }
    return with;
  }
}
