package dev.latchkey.runtime.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what is wrong with a value by a JSON Schema (draft 2020-12, and the spellings of draft 7).
 *
 * <p>Checked are all keywords of its applicator, validation and unevaluated vocabularies, {@code
 * format} for the names in {@link Formats}, and {@code $ref} within the document. References to
 * other documents count as fulfilled, and so does what would take too long to find out, see {@link
 * SchemaDocument}. Total: no schema and no value make it fail or go on without end.
 */
public final class SchemaCheck {
  /** Enough for somebody to correct a value by. */
  private static final int MOST = 5;

  private final SchemaDocument document;
  private final int most;
  private final List<String> problems = new ArrayList<>();

  private SchemaCheck(SchemaDocument document, int most) {
    this.document = document;
    this.most = most;
  }

  /** What is wrong with {@code value}, each with its place; empty when nothing is. */
  public static List<String> problems(JsonNode schema, JsonNode value) {
    SchemaCheck check = new SchemaCheck(new SchemaDocument(schema), MOST);
    check.check(schema, value, "$", new Evaluated());
    return check.problems;
  }

  /** Checks {@code value}; what of it {@code schema} speaks of is added to {@code seen}. */
  void check(JsonNode schema, JsonNode value, String at, Evaluated seen) {
    if (problems.size() >= most) {
      return;
    }
    if (schema.isBoolean()) {
      if (!schema.booleanValue()) {
        add(at, "is not allowed");
      }
      return;
    }
    if (!schema.isObject() || !document.enter(schema, value)) {
      return;
    }
    // a schema does not know what its neighbours speak of, only its parts
    Evaluated own = new Evaluated();
    keywords(schema, value, at, own);
    seen.add(own);
    document.leave(schema, value);
  }

  private void keywords(JsonNode schema, JsonNode value, String at, Evaluated seen) {
    document.referred(schema).forEach(part -> check(part, value, at, seen));
    if (schema.has("type") && !Types.any(schema.path("type"), value)) {
      add(at, "must be " + Types.named(schema.path("type")) + ", not " + Types.of(value));
      return;
    }
    choices(schema, value, at);
    combinations(schema, value, at, seen);
    if (value.isObject()) {
      new FieldRules(this, document, schema, at).check(value, seen);
    } else if (value.isArray()) {
      new ElementRules(this, schema, at).check(value, seen);
    } else if (value.isTextual()) {
      Formats.problem(schema.path("format").asText(), value.textValue())
          .ifPresent(problem -> add(at, problem));
    }
    ValueLimits.problem(schema, value, document.patterns()).ifPresent(problem -> add(at, problem));
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

  private void combinations(JsonNode schema, JsonNode value, String at, Evaluated seen) {
    schema.path("allOf").forEach(part -> check(part, value, at, seen));
    if (schema.path("anyOf").isArray() && fitting(schema.path("anyOf"), value, seen) == 0) {
      add(at, "fits none of the schemas in anyOf");
    }
    if (schema.path("oneOf").isArray()) {
      int fitting = fitting(schema.path("oneOf"), value, seen);
      if (fitting != 1) {
        add(at, "fits " + fitting + " of the schemas in oneOf instead of one");
      }
    }
    if (schema.has("not") && fits(schema.get("not"), value) != null) {
      add(at, "is what the schema excludes by not");
    }
    if (schema.has("if")) {
      Evaluated condition = fits(schema.get("if"), value);
      seen.add(condition);
      check(schema.path(condition == null ? "else" : "then"), value, at, seen);
    }
  }

  private int fitting(JsonNode schemas, JsonNode value, Evaluated seen) {
    int fitting = 0;
    for (JsonNode schema : schemas) {
      Evaluated spoken = fits(schema, value);
      seen.add(spoken);
      fitting += spoken == null ? 0 : 1;
    }
    return fitting;
  }

  /** What a schema that {@code value} fits speaks of; null when it does not fit. */
  @Nullable Evaluated fits(JsonNode schema, JsonNode value) {
    SchemaCheck apart = new SchemaCheck(document, 1);
    Evaluated seen = new Evaluated();
    apart.check(schema, value, "", seen);
    return apart.problems.isEmpty() ? seen : null;
  }

  void add(String at, String problem) {
    if (problems.size() < most) {
      problems.add(at + " " + problem);
    }
  }
}
