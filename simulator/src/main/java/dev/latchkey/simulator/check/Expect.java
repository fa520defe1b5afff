package dev.latchkey.simulator.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks that all wires share. */
final class Expect {
  private static final Pattern TOOL_NAME = Pattern.compile("[a-zA-Z0-9_-]{1,128}");

  private Expect() {}

  /** A string with something in it. */
  static String text(JsonNode parent, String name, String path) {
    JsonNode value = parent.path(name);
    if (!value.isTextual() || value.asText().isBlank()) {
      throw Complaint.invalid(
          path, "'" + path + "' must be a non-empty string, got " + shape(value) + ".");
    }
    return value.asText();
  }

  /** An array with something in it. */
  static JsonNode items(JsonNode parent, String name) {
    JsonNode value = parent.path(name);
    if (!value.isArray() || value.isEmpty()) {
      throw Complaint.invalid(
          name, "'" + name + "' must be a non-empty array, got " + shape(value) + ".");
    }
    return value;
  }

  static void object(JsonNode value, String path) {
    if (!value.isObject()) {
      throw Complaint.invalid(path, "'" + path + "' must be an object, got " + shape(value) + ".");
    }
  }

  static void positive(JsonNode body, String name) {
    JsonNode value = body.path(name);
    if (!value.isMissingNode() && (!value.isIntegralNumber() || value.asLong() < 1)) {
      throw Complaint.invalid(
          name, "'" + name + "' must be an integer of 1 or more, got " + shape(value) + ".");
    }
  }

  static void between(JsonNode body, String name, double low, double high) {
    JsonNode value = body.path(name);
    boolean fits = value.isNumber() && value.asDouble() >= low && value.asDouble() <= high;
    if (!value.isMissingNode() && !fits) {
      throw Complaint.invalid(
          name, "'" + name + "' must be a number from " + low + " to " + high + ".");
    }
  }

  static void bool(JsonNode body, String name) {
    JsonNode value = body.path(name);
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw Complaint.invalid(name, "'" + name + "' must be true or false, got " + shape(value));
    }
  }

  static void oneOf(String value, Set<String> legal, String path) {
    if (!legal.contains(value)) {
      throw Complaint.invalid(
          path,
          "Invalid value: '" + value + "'. Supported values of '" + path + "' are: " + legal + ".");
    }
  }

  /** A function: its name is legal and new, its parameters are the schema of an object. */
  static void function(JsonNode function, String schemaField, String path, Set<String> names) {
    String name = text(function, "name", path + ".name");
    if (!TOOL_NAME.matcher(name).matches()) {
      throw Complaint.invalid(
          path + ".name", "'" + path + ".name' must match " + TOOL_NAME.pattern() + ".");
    }
    if (!names.add(name)) {
      throw Complaint.invalid(
          path + ".name", "Tool names must be unique, got '" + name + "' twice.");
    }
    JsonNode schema = function.path(schemaField);
    if (!schema.isMissingNode()) {
      schema(schema, path + "." + schemaField, name);
    }
  }

  private static void schema(JsonNode schema, String path, String tool) {
    object(schema, path);
    if (!schema.path("type").asText().equals("object")) {
      throw Complaint.invalid(
          path,
          "Invalid schema for function '"
              + tool
              + "': schema must be of type \"object\", got "
              + shape(schema.path("type"))
              + ".");
    }
    JsonNode properties = schema.path("properties");
    if (!properties.isMissingNode()) {
      object(properties, path + ".properties");
    }
    for (JsonNode required : schema.path("required")) {
      if (!properties.has(required.asText())) {
        throw Complaint.invalid(
            path + ".required",
            "Invalid schema for function '"
                + tool
                + "': '"
                + required.asText()
                + "' is required but not in properties.");
      }
    }
  }

  /** A set that starts empty; reads better at the call. */
  static Set<String> noneYet() {
    return new HashSet<>();
  }

  /** What a value is, without showing it. */
  static String shape(JsonNode value) {
    return switch (value.getNodeType()) {
      case MISSING -> "nothing";
      case NULL -> "null";
      case STRING -> value.asText().isEmpty() ? "an empty string" : "a string";
      case NUMBER -> "a number";
      case BOOLEAN -> "a boolean";
      case ARRAY -> value.isEmpty() ? "an empty array" : "an array";
      case OBJECT -> "an object";
      case BINARY, POJO -> "something that is not JSON";
    };
  }
}
