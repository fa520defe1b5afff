package dev.latchkey.runtime.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/** Free-form values of events as trees. Loaded with the first tool call, not before. */
final class Trees {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Trees() {}

  static JsonNode of(@Nullable Object value) {
    return value instanceof JsonNode node ? node : JSON.valueToTree(value);
  }
}
