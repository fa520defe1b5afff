package dev.latchkey.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of an object that a client sent. Null counts as absent; unknown fields are
 * ignored; a wrong type is an error that names the field.
 */
final class Params {
  private final JsonNode node;
  private final String path;

  private Params(JsonNode node, String path) {
    this.node = node.isObject() ? node : MissingNode.getInstance();
    this.path = path;
  }

  static Params of(JsonNode node) {
    return new Params(node, "");
  }

  boolean has(String name) {
    return node.hasNonNull(name);
  }

  /** The field as it is; a missing node when absent. */
  JsonNode raw(String name) {
    return node.path(name);
  }

  /** The object in a field; one without fields when absent. */
  Params object(String name) {
    JsonNode value = node.path(name);
    if (!absent(value) && !value.isObject()) {
      throw wrong(name, "an object", value);
    }
    return new Params(value, path + name + ".");
  }

  /** An object that must be there, as it is. */
  ObjectNode tree(String name) {
    if (!has(name)) {
      throw missing(name);
    }
    if (!(node.path(name) instanceof ObjectNode tree)) {
      throw wrong(name, "an object", node.path(name));
    }
    return tree;
  }

  private IllegalArgumentException missing(String name) {
    return new IllegalArgumentException("missing parameter '" + path + name + "'");
  }

  /** A field that must be there. */
  String text(String name) {
    String value = textOrNull(name);
    if (value == null) {
      throw missing(name);
    }
    return value;
  }

  @Nullable String textOrNull(String name) {
    JsonNode value = node.path(name);
    if (absent(value)) {
      return null;
    }
    if (!value.isTextual()) {
      throw wrong(name, "a string", value);
    }
    return value.textValue();
  }

  String text(String name, String otherwise) {
    String value = textOrNull(name);
    return value == null ? otherwise : value;
  }

  boolean flag(String name, boolean otherwise) {
    JsonNode value = node.path(name);
    if (absent(value)) {
      return otherwise;
    }
    if (!value.isBoolean()) {
      throw wrong(name, "true or false", value);
    }
    return value.booleanValue();
  }

  @Nullable Integer number(String name) {
    JsonNode value = node.path(name);
    if (absent(value)) {
      return null;
    }
    if (!value.isNumber() || !value.canConvertToInt()) {
      throw wrong(name, "a whole number", value);
    }
    return value.intValue();
  }

  int number(String name, int otherwise) {
    Integer value = number(name);
    return value == null ? otherwise : value;
  }

  /** The elements of an array; none when absent. */
  List<JsonNode> elements(String name) {
    JsonNode value = node.path(name);
    if (absent(value)) {
      return List.of();
    }
    if (!value.isArray()) {
      throw wrong(name, "an array", value);
    }
    List<JsonNode> elements = new ArrayList<>();
    value.forEach(elements::add);
    return elements;
  }

  /** The objects of an array; none when absent. */
  List<Params> objects(String name) {
    List<Params> objects = new ArrayList<>();
    for (JsonNode element : elements(name)) {
      if (!element.isObject()) {
        throw wrong(name, "an array of objects", element);
      }
      objects.add(new Params(element, path + name + "[" + objects.size() + "]."));
    }
    return objects;
  }

  @Nullable List<String> textsOrNull(String name) {
    return has(name) ? texts(name) : null;
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : elements(name)) {
      if (!element.isTextual()) {
        throw wrong(name, "an array of strings", element);
      }
      texts.add(element.textValue());
    }
    return texts;
  }

  /** An object of strings; none when absent. */
  Map<String, String> textMap(String name) {
    Map<String, String> map = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : object(name).node.properties()) {
      if (!field.getValue().isTextual()) {
        throw wrong(name + "." + field.getKey(), "a string", field.getValue());
      }
      map.put(field.getKey(), field.getValue().textValue());
    }
    return map;
  }

  /** The names of the fields, in order. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static boolean absent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  /** The message names the shape, never the value: it may be a key. */
  private IllegalArgumentException wrong(String name, String wanted, JsonNode value) {
    String shape = value.getNodeType().name().toLowerCase(java.util.Locale.ROOT);
    return new IllegalArgumentException(
        "parameter '" + path + name + "' must be " + wanted + ", not " + shape);
  }
}
