package dev.latchkey.providers.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.providers.ResponseFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The schema of an answer as providers take it. What their strict forms cannot say is not changed
 * into something else: a schema is closed (it then allows less, and nothing that the original does
 * not), or sent as it is without the promise, or not sent at all.
 */
public final class FormatSchema {
  /** What neither OpenAI's strict mode nor Anthropic can enforce. */
  private static final Set<String> BEYOND =
      Set.of(
          "allOf",
          "oneOf",
          "not",
          "if",
          "then",
          "else",
          "patternProperties",
          "propertyNames",
          "dependentRequired",
          "dependentSchemas",
          "unevaluatedProperties",
          "contains",
          "prefixItems");

  /** Limits Anthropic refuses; answers are checked for them afterwards. */
  private static final List<String> LIMITS =
      List.of(
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "multipleOf",
          "minLength",
          "maxLength",
          "pattern",
          "minItems",
          "maxItems",
          "uniqueItems",
          "minProperties",
          "maxProperties",
          "$schema");

  private FormatSchema() {}

  /** Writes the fields both OpenAI wires have: name, description, strict and schema. */
  public static void write(JsonGenerator json, ResponseFormat format, boolean mayBeStrict)
      throws IOException {
    boolean wanted = mayBeStrict && !Boolean.FALSE.equals(format.strict());
    ObjectNode strict = wanted ? strict(format.schema()) : null;
    json.writeStringField("name", format.name());
    if (format.description() != null) {
      json.writeStringField("description", format.description());
    }
    if (mayBeStrict) {
      json.writeBooleanField("strict", strict != null);
    }
    json.writeFieldName("schema");
    WireJson.write(json, strict == null ? format.schema() : strict);
  }

  /** The schema for OpenAI's strict mode; null when it does not qualify. */
  static @Nullable ObjectNode strict(ObjectNode schema) {
    return closable(schema, true) && isObject(schema) ? closed(schema) : null;
  }

  /** The schema for Anthropic, without limits; null when it cannot be said there. */
  public static @Nullable ObjectNode plain(ObjectNode schema) {
    if (!closable(schema, false)) {
      return null;
    }
    ObjectNode plain = closed(schema);
    unlimited(plain);
    return plain;
  }

  /** Whether all that is in it can be enforced; {@code complete} wants every property required. */
  private static boolean closable(JsonNode schema, boolean complete) {
    if (!(schema instanceof ObjectNode object) || BEYOND.stream().anyMatch(object::has)) {
      return false;
    }
    if (isObject(object) && !closableObject(object, complete)) {
      return false;
    }
    for (JsonNode part : parts(object)) {
      if (!closable(part, complete)) {
        return false;
      }
    }
    return true;
  }

  private static boolean closableObject(ObjectNode object, boolean complete) {
    JsonNode more = object.path("additionalProperties");
    boolean closed = more.isMissingNode() || (more.isBoolean() && !more.booleanValue());
    if (!closed || object.path("properties").isEmpty()) {
      return false;
    }
    Set<String> required = new HashSet<>();
    object.path("required").forEach(name -> required.add(name.asText()));
    Set<String> named = new HashSet<>();
    object.path("properties").fieldNames().forEachRemaining(named::add);
    return !complete || required.equals(named);
  }

  private static boolean isObject(ObjectNode schema) {
    boolean typed = "object".equals(schema.path("type").asText());
    for (JsonNode type : schema.path("type")) {
      typed |= "object".equals(type.asText());
    }
    return typed || schema.has("properties");
  }

  /** The schemas inside a schema. */
  private static List<JsonNode> parts(ObjectNode schema) {
    List<JsonNode> parts = new ArrayList<>();
    for (String map : List.of("properties", "$defs", "definitions")) {
      schema.path(map).forEach(parts::add);
    }
    schema.path("anyOf").forEach(parts::add);
    if (schema.has("items")) {
      parts.add(schema.path("items"));
    }
    return parts;
  }

  private static ObjectNode closed(ObjectNode schema) {
    ObjectNode copy = schema.deepCopy();
    close(copy);
    return copy;
  }

  private static void close(ObjectNode schema) {
    if (isObject(schema)) {
      schema.put("additionalProperties", false);
    }
    parts(schema).forEach(part -> close((ObjectNode) part));
  }

  private static void unlimited(ObjectNode schema) {
    schema.remove(LIMITS);
    parts(schema).forEach(part -> unlimited((ObjectNode) part));
  }
}
