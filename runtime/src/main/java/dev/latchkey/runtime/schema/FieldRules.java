package dev.latchkey.runtime.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;

/**
 * What a schema says of the fields of an object: {@code required}, {@code properties}, {@code
 * patternProperties}, {@code additionalProperties}, {@code propertyNames}, {@code
 * dependentRequired}, {@code dependentSchemas} (draft 7: {@code dependencies}), {@code
 * unevaluatedProperties}.
 */
final class FieldRules {
  private static final List<String> DEPENDENT =
      List.of("dependentRequired", "dependentSchemas", "dependencies");

  private final SchemaCheck check;
  private final SchemaDocument document;
  private final JsonNode schema;
  private final String at;

  FieldRules(SchemaCheck check, SchemaDocument document, JsonNode schema, String at) {
    this.check = check;
    this.document = document;
    this.schema = schema;
    this.at = at;
  }

  void check(JsonNode value, Evaluated seen) {
    for (JsonNode name : schema.path("required")) {
      if (!value.has(name.asText())) {
        check.add(at, "lacks the required field \"" + name.asText() + "\"");
      }
    }
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      name(field.getKey());
      field(field.getKey(), field.getValue(), seen);
    }
    DEPENDENT.forEach(keyword -> dependent(schema.path(keyword), value, seen));
    // last: all others have said by now what they speak of
    if (schema.has("unevaluatedProperties")) {
      unevaluated(schema.get("unevaluatedProperties"), value, seen);
    }
  }

  private void name(String name) {
    JsonNode rule = schema.path("propertyNames");
    if (!rule.isMissingNode() && check.fits(rule, TextNode.valueOf(name)) == null) {
      check.add(at, "has a field whose name the schema does not allow: \"" + name + "\"");
    }
  }

  private void field(String name, JsonNode value, Evaluated seen) {
    String inside = at + "." + name;
    JsonNode named = schema.path("properties").path(name);
    boolean known = !named.isMissingNode();
    if (known) {
      check.check(named, value, inside, new Evaluated());
    }
    for (Map.Entry<String, JsonNode> pattern : schema.path("patternProperties").properties()) {
      if (document.patterns().match(pattern.getKey(), name)) {
        known = true;
        check.check(pattern.getValue(), value, inside, new Evaluated());
      }
    }
    JsonNode others = schema.path("additionalProperties");
    if (!known && !others.isMissingNode()) {
      known = true;
      check.check(others, value, inside, new Evaluated());
    }
    if (known) {
      seen.field(name);
    }
  }

  private void dependent(JsonNode rules, JsonNode value, Evaluated seen) {
    for (Map.Entry<String, JsonNode> rule : rules.properties()) {
      if (!value.has(rule.getKey())) {
        continue;
      }
      if (!rule.getValue().isArray()) {
        check.check(rule.getValue(), value, at, seen);
        continue;
      }
      for (JsonNode name : rule.getValue()) {
        if (!value.has(name.asText())) {
          check.add(
              at,
              "lacks the field \"%s\", required beside \"%s\""
                  .formatted(name.asText(), rule.getKey()));
        }
      }
    }
  }

  private void unevaluated(JsonNode rule, JsonNode value, Evaluated seen) {
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      if (!seen.has(field.getKey())) {
        check.check(rule, field.getValue(), at + "." + field.getKey(), new Evaluated());
        seen.field(field.getKey());
      }
    }
  }
}
