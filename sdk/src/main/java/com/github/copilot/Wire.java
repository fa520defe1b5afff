package com.github.copilot;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.protocol.Json;
import dev.latchkey.protocol.JsonBody;
import org.jspecify.annotations.Nullable;

/** Binds objects to JSON as the protocol wants it: unset properties are left out. */
final class Wire {

  static final ObjectMapper MAPPER =
      JsonMapper.builder()
          // A null value inside a map says something; an unset property does not.
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .build();

  private Wire() {}

  /** Returns the params or result; null becomes an empty object. */
  static JsonBody body(@Nullable Object value) {
    return value == null ? JsonBody.EMPTY : JsonBody.of(tree(value));
  }

  static JsonNode tree(Object value) {
    return value instanceof JsonNode node ? node : MAPPER.valueToTree(value);
  }

  static ObjectNode object(Object value) {
    return MAPPER.valueToTree(value);
  }

  /** Converts a result; a null node stays null. */
  static <T> @Nullable T read(JsonNode node, Class<T> type) {
    if (type == JsonNode.class) {
      return type.cast(node);
    }
    if (type == Void.class || node.isNull() || node.isMissingNode()) {
      return null;
    }
    try {
      return MAPPER.treeToValue(node, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "the runtime's answer does not fit "
              + type.getSimpleName()
              + ": "
              + e.getOriginalMessage(),
          e);
    }
  }

  static ObjectNode params(String sessionId) {
    return Json.object().put("sessionId", sessionId);
  }

  static @Nullable String text(JsonNode node, String name) {
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : value.asText();
  }
}
