package dev.latchkey.providers.wire.completions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.wire.WireJson;
import org.jspecify.annotations.Nullable;

/**
 * What one entry of {@code tool_calls} says; empty strings count as unsaid.
 *
 * @param extra Gemini's {@code extra_content}, as JSON text
 */
record Fragment(
    @Nullable Integer index,
    @Nullable String id,
    @Nullable String name,
    String arguments,
    @Nullable String extra) {

  static Fragment of(JsonNode entry) {
    JsonNode function = entry.path("function").isObject() ? entry.path("function") : entry;
    JsonNode index = entry.path("index");
    JsonNode extra = entry.path("extra_content");
    return new Fragment(
        index.isIntegralNumber() ? index.intValue() : null,
        said(entry, "id"),
        said(function, "name"),
        arguments(function.path("arguments")),
        extra.isObject() ? extra.toString() : null);
  }

  /** A whole call that came as text. */
  static Fragment of(WrittenCall call) {
    return new Fragment(null, null, call.name(), call.arguments(), null);
  }

  /** The legacy {@code function_call}. */
  static Fragment ofFunction(JsonNode function) {
    return new Fragment(
        null, null, said(function, "name"), arguments(function.path("arguments")), null);
  }

  private static @Nullable String said(JsonNode object, String field) {
    String text = WireJson.text(object, field);
    return text == null || text.isEmpty() ? null : text;
  }

  /** A piece of JSON text, or (Ollama and its kin) the arguments as JSON themselves. */
  private static String arguments(JsonNode value) {
    if (value.isTextual()) {
      return value.textValue();
    }
    return value.isContainerNode() ? value.toString() : "";
  }
}
