package dev.latchkey.runtime.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Says what is wrong with a value by a JSON Schema.
 *
 * <p>Checked: {@code type}, {@code enum}, {@code const}, {@code properties}, {@code required},
 * {@code additionalProperties}, {@code patternProperties}, {@code items}, {@code prefixItems},
 * {@code allOf}, {@code anyOf}, {@code oneOf}, {@code not}, {@code $ref} within the document, and
 * the limits of {@link ValueLimits}. Everything else ({@code format}, {@code if}, {@code contains},
 * {@code propertyNames}, {@code dependent...}, {@code unevaluated...}, references to other
 * documents) counts as fulfilled. Total: no schema and no value make it fail.
 */
public final class SchemaCheck {
  /** Enough for somebody to correct a value by. */
  private static final int MOST = 5;

  /** Deeper than people nest; a schema that refers to itself without end stops here. */
  private static final int DEPTH = 200;

  private final JsonNode root;
  private final List<String> problems = new ArrayList<>();
  private int depth;

  private SchemaCheck(JsonNode root) {
    this.root = root;
  }

  /** What is wrong with {@code value}, each with its place; empty when nothing is. */
  public static List<String> problems(JsonNode schema, JsonNode value) {
    SchemaCheck check = new SchemaCheck(schema);
    check.check(schema, value, "$");
    return check.problems;
  }

  private void check(JsonNode schema, JsonNode value, String at) {
    if (depth >= DEPTH || problems.size() >= MOST) {
      return;
    }
    depth++;
    if (schema.isBoolean()) {
      if (!schema.booleanValue()) {
        add(at, "is not allowed");
      }
    } else if (schema.isObject()) {
      keywords(schema, value, at);
    }
    depth--;
  }

  private void keywords(JsonNode schema, JsonNode value, String at) {
    JsonNode reference = schema.path("$ref");
    if (reference.isTextual()) {
      check(referred(reference.textValue()), value, at);
    }
    if (schema.has("type") && !Types.any(schema.path("type"), value)) {
      add(at, "must be " + Types.named(schema.path("type")) + ", not " + Types.of(value));
      return;
    }
    choices(schema, value, at);
    combinations(schema, value, at);
    if (value.isObject()) {
      fields(schema, value, at);
    } else if (value.isArray()) {
      elements(schema, value, at);
    }
    ValueLimits.problem(schema, value).ifPresent(problem -> add(at, problem));
  }

  /** The part of the document that a reference names; anything when it names none. */
  private JsonNode referred(String reference) {
    if (!reference.startsWith("#") || (reference.length() > 1 && reference.charAt(1) != '/')) {
      return BooleanNode.TRUE;
    }
    JsonNode found = root.at(JsonPointer.compile(reference.substring(1)));
    return found.isMissingNode() ? BooleanNode.TRUE : found;
  }

  private void choices(JsonNode schema, JsonNode value, String at) {
    JsonNode allowed = schema.path("enum");
    boolean found = !allowed.isArray();
    for (JsonNode one : allowed) {
      found |= Types.equal(one, value);
    }
    if (!found) {
      add(at, "must be one of " + allowed);
    }
    if (schema.has("const") && !Types.equal(schema.get("const"), value)) {
      add(at, "must be " + schema.get("const"));
    }
  }

  private void combinations(JsonNode schema, JsonNode value, String at) {
    schema.path("allOf").forEach(part -> check(part, value, at));
    if (schema.path("anyOf").isArray() && fitting(schema.path("anyOf"), value) == 0) {
      add(at, "fits none of the schemas in anyOf");
    }
    if (schema.path("oneOf").isArray()) {
      int fitting = fitting(schema.path("oneOf"), value);
      if (fitting != 1) {
        add(at, "fits " + fitting + " of the schemas in oneOf instead of one");
      }
    }
    if (schema.has("not") && fits(schema.get("not"), value)) {
      add(at, "is what the schema excludes by not");
    }
  }

  private int fitting(JsonNode schemas, JsonNode value) {
    int fitting = 0;
    for (JsonNode schema : schemas) {
      fitting += fits(schema, value) ? 1 : 0;
    }
    return fitting;
  }

  private boolean fits(JsonNode schema, JsonNode value) {
    SchemaCheck apart = new SchemaCheck(root);
    apart.depth = depth;
    apart.check(schema, value, "");
    return apart.problems.isEmpty();
  }

  private void fields(JsonNode schema, JsonNode value, String at) {
    for (JsonNode name : schema.path("required")) {
      if (!value.has(name.asText())) {
        add(at, "lacks the required field \"" + name.asText() + "\"");
      }
    }
    JsonNode named = schema.path("properties");
    JsonNode others = schema.path("additionalProperties");
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      String name = field.getKey();
      String inside = at + "." + name;
      boolean known = named.has(name);
      if (known) {
        check(named.get(name), field.getValue(), inside);
      }
      for (Map.Entry<String, JsonNode> pattern : schema.path("patternProperties").properties()) {
        if (ValueLimits.matches(pattern.getKey(), name)) {
          known = true;
          check(pattern.getValue(), field.getValue(), inside);
        }
      }
      if (!known) {
        check(others, field.getValue(), inside);
      }
    }
  }

  private void elements(JsonNode schema, JsonNode value, String at) {
    JsonNode first = schema.path("prefixItems");
    // before 2020 a list of schemas stood in items
    JsonNode positions = schema.path("items").isArray() ? schema.path("items") : first;
    JsonNode rest = schema.path("items").isArray() ? BooleanNode.TRUE : schema.path("items");
    for (int i = 0; i < value.size(); i++) {
      JsonNode part = i < positions.size() ? positions.get(i) : rest;
      check(part, value.get(i), at + "[" + i + "]");
    }
  }

  private void add(String at, String problem) {
    if (problems.size() < MOST) {
      problems.add(at + " " + problem);
    }
  }
}
