package com.github.copilot.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** Pieces of Java source: literals, and maps and lists as expressions. */
final class SourceText {

  private static final ObjectMapper JSON = new ObjectMapper();

  private SourceText() {}

  static String literal(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ' || c > '~') {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }

  static String entry(String name, String valueSource) {
    return "Map.entry(" + literal(name) + ", " + valueSource + ")";
  }

  /** A map of any size. */
  static String map(List<String> entries) {
    return entries.isEmpty() ? map() : "Map.ofEntries(" + String.join(", ", entries) + ")";
  }

  /** A small map: sources of keys and values in turn. */
  static String map(String... keysAndValues) {
    return "Map.of(" + String.join(", ", keysAndValues) + ")";
  }

  static String list(List<String> values) {
    return "List.of(" + String.join(", ", values) + ")";
  }

  static boolean isJsonObject(String json) {
    try {
      JsonNode node = JSON.readTree(json);
      return node != null && node.isObject();
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /** Returns an expression that builds a JSON value; nulls are left out. */
  static String json(String json) {
    try {
      return json(JSON.readTree(json));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + json, e);
    }
  }

  private static String json(JsonNode node) {
    if (node.isObject()) {
      List<String> entries = new ArrayList<>();
      node.properties()
          .forEach(field -> {
            if (!field.getValue().isNull()) {
              entries.add(entry(field.getKey(), json(field.getValue())));
            }
          });
      return map(entries);
    }
    if (node.isArray()) {
      List<String> values = new ArrayList<>();
      node.forEach(value -> values.add(json(value)));
      return list(values);
    }
    if (node.isTextual()) {
      return literal(node.textValue());
    }
    return node.isIntegralNumber() && !node.isInt() ? node.asText() + "L" : node.asText();
  }
}
