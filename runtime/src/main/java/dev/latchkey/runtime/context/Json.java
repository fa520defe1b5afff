package dev.latchkey.runtime.context;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Loosely typed parts of events, whether they are maps, trees or records. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** The value as a tree; missing if it cannot be one. */
  static JsonNode tree(@Nullable Object value) {
    try {
      return value instanceof JsonNode node ? node : MAPPER.valueToTree(value);
    } catch (IllegalArgumentException _) {
      return MissingNode.getInstance();
    }
  }

  /** The tree as the maps and lists that reading JSON gives. */
  static Object plain(JsonNode tree) {
    return MAPPER.convertValue(tree, Object.class);
  }

  /** The tree as a record; null if it does not fit. */
  static <T> @Nullable T as(Class<T> type, JsonNode tree) {
    try {
      return MAPPER.treeToValue(tree, type);
    } catch (JsonProcessingException _) {
      return null;
    }
  }

  /** The tree in a text; missing if it is not exactly one JSON value. */
  static JsonNode parse(String text) {
    try (JsonParser parser = MAPPER.createParser(text)) {
      JsonNode tree = MAPPER.readTree(parser);
      return tree == null || parser.nextToken() != null ? MissingNode.getInstance() : tree;
    } catch (IOException _) {
      return MissingNode.getInstance();
    }
  }

  static String write(JsonNode tree) {
    try {
      return MAPPER.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The text of a field; null if there is none. */
  static @Nullable String text(JsonNode node, String field) {
    return node.path(field).textValue();
  }

  static String text(JsonNode node, String field, String otherwise) {
    String text = text(node, field);
    return text == null ? otherwise : text;
  }
}
