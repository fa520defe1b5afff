package dev.latchkey.simulator.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Short ways to write JSON. */
public final class Json {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Json() {}

  /** An object of names and values alternating; values as in {@link #node(Object)}. */
  public static ObjectNode object(@Nullable Object... namesAndValues) {
    ObjectNode object = NODES.objectNode();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.set(String.valueOf(namesAndValues[i]), node(namesAndValues[i + 1]));
    }
    return object;
  }

  /** An array; values as in {@link #node(Object)}. */
  public static ArrayNode array(@Nullable Object... values) {
    ArrayNode array = NODES.arrayNode();
    for (Object value : values) {
      array.add(node(value));
    }
    return array;
  }

  /** A string, number, boolean, list, node or null as a node. */
  static JsonNode node(@Nullable Object value) {
    return switch (value) {
      case null -> NODES.nullNode();
      case JsonNode node -> node;
      case String text -> NODES.textNode(text);
      case Integer number -> NODES.numberNode(number);
      case Long number -> NODES.numberNode(number);
      case Boolean flag -> NODES.booleanNode(flag);
      case List<?> list -> array(list.toArray());
      case Object other ->
          throw new IllegalArgumentException("Not a JSON value: " + other.getClass().getName());
    };
  }

  /** The node as text without line breaks. */
  public static String text(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of plain nodes can always be written.", e);
    }
  }

  /** A JSON string literal. */
  static String quote(String text) {
    return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
  }

  /** The document as a tree, or null when it is not JSON. */
  public static @Nullable JsonNode parse(byte[] document) {
    try {
      return MAPPER.readTree(document);
    } catch (java.io.IOException notJson) {
      return null;
    }
  }

  /** The document as a tree, or its text as a string node when it is not JSON. */
  public static JsonNode parseOrText(String document) {
    try {
      JsonNode node = MAPPER.readTree(document);
      return node.isMissingNode() ? NODES.objectNode() : node;
    } catch (JsonProcessingException notJson) {
      return NODES.textNode(document);
    }
  }
}
