package dev.latchkey.runtime.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * What a schema says of the elements of an array: {@code prefixItems}, {@code items} (draft 7:
 * {@code additionalItems}), {@code contains}, {@code minContains}, {@code maxContains}, {@code
 * unevaluatedItems}.
 */
final class ElementRules {
  private final SchemaCheck check;
  private final JsonNode schema;
  private final String at;

  ElementRules(SchemaCheck check, JsonNode schema, String at) {
    this.check = check;
    this.schema = schema;
    this.at = at;
  }

  void check(JsonNode value, Evaluated seen) {
    JsonNode items = schema.path("items");
    // before 2020 a list of schemas stood in items, and what follows it in additionalItems
    JsonNode positions = items.isArray() ? items : schema.path("prefixItems");
    JsonNode rest = items.isArray() ? schema.path("additionalItems") : items;
    for (int i = 0; i < value.size(); i++) {
      element(i < positions.size() ? positions.get(i) : rest, value.get(i), i, seen);
    }
    contains(value, seen);
    for (int i = 0; i < value.size() && schema.has("unevaluatedItems"); i++) {
      if (!seen.has(i)) {
        element(schema.get("unevaluatedItems"), value.get(i), i, seen);
      }
    }
  }

  private void element(JsonNode rule, JsonNode value, int index, Evaluated seen) {
    if (!(rule instanceof MissingNode)) {
      check.check(rule, value, at + "[" + index + "]", new Evaluated());
      seen.element(index);
    }
  }

  private void contains(JsonNode value, Evaluated seen) {
    if (!schema.has("contains")) {
      return;
    }
    int found = 0;
    for (int i = 0; i < value.size(); i++) {
      if (check.fits(schema.get("contains"), value.get(i)) != null) {
        seen.element(i);
        found++;
      }
    }
    long least = schema.path("minContains").asLong(1);
    long most = schema.path("maxContains").asLong(Long.MAX_VALUE);
    if (found < least) {
      check.add(at, "needs at least %d elements as in contains, has %d".formatted(least, found));
    } else if (found > most) {
      check.add(
          at, "has %d elements as in contains, at most %d are allowed".formatted(found, most));
    }
  }
}
