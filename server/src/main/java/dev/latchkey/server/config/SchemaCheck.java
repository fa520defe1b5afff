package dev.latchkey.server.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks a document against a JSON Schema, as far as ours uses the language: {@code $ref}, {@code
 * type}, {@code properties}, {@code additionalProperties}, {@code required}, {@code items}, {@code
 * enum}, {@code oneOf} of required fields, {@code minimum}, {@code exclusiveMinimum}, {@code
 * pattern}, {@code propertyNames}. Any other keyword that asserts something is an error of the
 * schema.
 */
final class SchemaCheck {
  /** Keywords that assert nothing. */
  static final List<String> SILENT =
      List.of("$schema", "$id", "$defs", "title", "description", "default", "examples");

  private final JsonNode schema;
  private @Nullable Mistake first;

  /** What is wrong with the value at a path. */
  record Mistake(String path, String problem) {}

  private SchemaCheck(JsonNode schema) {
    this.schema = schema;
  }

  /** The first mistake of {@code document}; null for none. */
  static @Nullable Mistake find(JsonNode schema, JsonNode document) {
    SchemaCheck check = new SchemaCheck(schema);
    check.value(schema, document, "");
    return check.first;
  }

  private void value(JsonNode rule, JsonNode value, String path) {
    for (Map.Entry<String, JsonNode> keyword : rule.properties()) {
      if (first == null) {
        keyword(rule, keyword.getKey(), keyword.getValue(), value, path);
      }
    }
  }

  private void keyword(JsonNode rule, String name, JsonNode said, JsonNode value, String path) {
    switch (name) {
      case "$ref" -> value(definition(said.textValue()), value, path);
      case "type" -> type(said, value, path);
      case "properties" -> properties(said, value, path);
      case "additionalProperties" -> others(rule, said, value, path);
      case "required" -> required(said, value, path);
      case "items" -> items(said, value, path);
      case "enum" -> choice(said, value, path);
      case "oneOf" -> oneOf(said, value, path);
      case "minimum" -> bound(said, value, path, 0, "at least ");
      case "exclusiveMinimum" -> bound(said, value, path, 1, "more than ");
      case "pattern" -> pattern(rule, said, value, path);
      case "propertyNames" ->
          value.fieldNames().forEachRemaining(field -> names(said, field, path));
      default -> {
        if (!SILENT.contains(name)) {
          throw new IllegalStateException("The schema uses " + name + ", which nobody checks");
        }
      }
    }
  }

  private JsonNode definition(String reference) {
    return schema.path("$defs").path(reference.substring("#/$defs/".length()));
  }

  private void wrong(String path, String problem) {
    if (first == null) {
      first = new Mistake(path, problem);
    }
  }

  private void type(JsonNode said, JsonNode value, String path) {
    List<String> types = new ArrayList<>();
    if (said.isTextual()) {
      types.add(said.textValue());
    }
    said.forEach(type -> types.add(type.textValue()));
    if (types.stream().noneMatch(type -> is(type, value))) {
      String shape = value.getNodeType().name().toLowerCase(Locale.ROOT);
      wrong(path, "must be " + String.join(" or ", types) + ", not " + shape);
    }
  }

  private static boolean is(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      default -> value.isNull();
    };
  }

  private void properties(JsonNode said, JsonNode value, String path) {
    for (Map.Entry<String, JsonNode> property : said.properties()) {
      JsonNode field = value.path(property.getKey());
      if (!field.isMissingNode()) {
        value(property.getValue(), field, at(path, property.getKey()));
      }
    }
  }

  private void others(JsonNode rule, JsonNode said, JsonNode value, String path) {
    JsonNode known = rule.has("properties") ? rule.path("properties") : MissingNode.getInstance();
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      String name = field.getKey();
      if (known.has(name)) {
        continue;
      }
      if (said.isBoolean() && !said.booleanValue()) {
        wrong(at(path, name), "is unknown; " + SimilarNames.advice(name, known));
      } else if (said.isObject()) {
        value(said, field.getValue(), at(path, name));
      }
    }
  }

  private void required(JsonNode said, JsonNode value, String path) {
    for (JsonNode name : said) {
      if (value.isObject() && !value.has(name.textValue())) {
        wrong(path, "has no '" + name.textValue() + "', which it needs");
      }
    }
  }

  private void items(JsonNode said, JsonNode value, String path) {
    for (int i = 0; value.isArray() && i < value.size(); i++) {
      value(said, value.get(i), path + "[" + i + "]");
    }
  }

  private void choice(JsonNode said, JsonNode value, String path) {
    List<String> choices = new ArrayList<>();
    for (JsonNode choice : said) {
      if (choice.equals(value)) {
        return;
      }
      choices.add(choice.asText());
    }
    wrong(path, "must be one of " + String.join(", ", choices));
  }

  /** Branches that each require one field: exactly one of them has to be there. */
  private void oneOf(JsonNode said, JsonNode value, String path) {
    List<String> names = new ArrayList<>();
    said.forEach(branch -> names.add(branch.path("required").path(0).textValue()));
    if (value.isObject() && names.stream().filter(value::has).count() != 1) {
      wrong(path, "must have exactly one of " + String.join(", ", names));
    }
  }

  private void bound(JsonNode said, JsonNode value, String path, int least, String words) {
    if (value.isNumber() && value.decimalValue().compareTo(said.decimalValue()) < least) {
      wrong(path, "must be " + words + said.asText());
    }
  }

  private void pattern(JsonNode rule, JsonNode said, JsonNode value, String path) {
    if (value.isTextual() && !Pattern.compile(said.textValue()).matcher(value.textValue()).find()) {
      wrong(path, "must be " + rule.path("title").asText("of the form " + said.textValue()));
    }
  }

  private void names(JsonNode said, String field, String path) {
    if (!Pattern.compile(said.path("pattern").asText()).matcher(field).find()) {
      wrong(at(path, field), "is no " + said.path("title").asText("name"));
    }
  }

  private static String at(String path, String field) {
    return path.isEmpty() ? field : path + "." + field;
  }
}
