package dev.latchkey.conformance.client;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A tool in Node whose behaviour is data.
 *
 * @param fields the public definition, and {@code returns}, {@code throws}, {@code sends} or {@code
 *     silent}
 */
public record ToolSpec(Map<String, Object> fields) {
  public ToolSpec {
    fields = Map.copyOf(fields);
  }

  /** A tool with one argument {@code city}. */
  public static ToolSpec weather() {
    return new ToolSpec(
            Map.of(
                "name",
                "weather",
                "description",
                "Tells the weather of a city.",
                "parameters",
                Map.of(
                    "type",
                    "object",
                    "properties",
                    Map.of("city", Map.of("type", "string")),
                    "required",
                    java.util.List.of("city"))))
        .returns("sunny in Oslo");
  }

  /** Returns this value. */
  public ToolSpec returns(Object value) {
    return with("returns", value);
  }

  /** Throws an error with this message. */
  public ToolSpec fails(String message) {
    return with("throws", message);
  }

  /** Sends a message to its session before it returns. */
  public ToolSpec sends(String prompt, String mode) {
    return with("sends", Map.of("prompt", prompt, "mode", mode));
  }

  /** Never returns. */
  public ToolSpec silent() {
    return with("silent", true);
  }

  /** Sets any field. */
  public ToolSpec with(String field, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(fields);
    more.put(field, value);
    return new ToolSpec(more);
  }
}
