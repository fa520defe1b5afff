package dev.latchkey.runtime.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No schema and no value make the check fail or go on without end, and its parts agree. */
class SchemaFuzzTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final List<String> SCHEMAS =
      List.of(
          "additionalProperties",
          "propertyNames",
          "items",
          "additionalItems",
          "contains",
          "not",
          "if",
          "then",
          "else",
          "unevaluatedProperties",
          "unevaluatedItems");
  private static final List<String> LISTS = List.of("allOf", "anyOf", "oneOf", "prefixItems");
  private static final List<String> MAPS =
      List.of(
          "properties", "patternProperties", "dependentSchemas", "dependencies", "$defs", "then");
  private static final List<String> NUMBERS =
      List.of(
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "multipleOf",
          "minLength",
          "maxItems",
          "minContains",
          "maxContains",
          "minProperties");
  private static final List<String> REFERENCES =
      List.of(
          "#", "#/$defs/a", "#/properties/b", "#/allOf/0", "#x", "%", "#%zz", "http://x/#", "#/~2");
  private static final List<String> WORDS =
      List.of(
          "a",
          "b",
          "",
          "(a+)+$",
          "[",
          "date",
          "regex",
          "uri",
          "string",
          "object",
          "~",
          "2026-01-01");

  /** Schemas as they may come: any value may stand anywhere, references lead anywhere. */
  @Test
  @Timeout(value = 120, unit = TimeUnit.SECONDS)
  void isTotal() {
    for (int seed = 0; seed < 3000; seed++) {
      Random random = new Random(seed);
      JsonNode schema = schema(random, 4, true);
      JsonNode value = value(random, 4);
      assertThat(SchemaCheck.problems(schema, value)).as("seed " + seed).hasSizeLessThan(6);
      assertThat(SchemaCheck.problems(value, schema)).as("seed " + seed).hasSizeLessThan(6);
    }
  }

  /** Without references, a value fits exactly one of a schema and its opposite. */
  @Test
  void aSchemaAndItsOppositeShareNothing() {
    for (int seed = 0; seed < 3000; seed++) {
      Random random = new Random(seed);
      JsonNode schema = schema(random, 3, false);
      JsonNode value = value(random, 3);
      ObjectNode opposite = JSON.objectNode();
      opposite.set("not", schema);
      boolean fits = SchemaCheck.problems(schema, value).isEmpty();

      assertThat(SchemaCheck.problems(opposite, value).isEmpty())
          .as("seed " + seed)
          .isEqualTo(!fits);
      for (String keyword : List.of("allOf", "anyOf", "oneOf")) {
        ObjectNode wrapped = JSON.objectNode();
        wrapped.putArray(keyword).add(schema);
        assertThat(SchemaCheck.problems(wrapped, value).isEmpty())
            .as(keyword + " seed " + seed)
            .isEqualTo(fits);
      }
    }
  }

  private static JsonNode schema(Random random, int depth, boolean wild) {
    if (depth == 0 || random.nextInt(8) == 0) {
      return wild && random.nextInt(6) == 0
          ? value(random, 1)
          : JSON.booleanNode(random.nextInt(3) > 0);
    }
    ObjectNode schema = JSON.objectNode();
    for (int i = random.nextInt(5); i >= 0; i--) {
      keyword(schema, random, depth - 1, wild);
    }
    return schema;
  }

  private static void keyword(ObjectNode schema, Random random, int depth, boolean wild) {
    switch (random.nextInt(wild ? 9 : 8)) {
      case 0, 1 -> schema.set(any(SCHEMAS, random), schema(random, depth, wild));
      case 2 -> {
        ArrayNode list = schema.putArray(any(LISTS, random));
        for (int i = random.nextInt(3); i >= 0; i--) {
          list.add(schema(random, depth, wild));
        }
      }
      case 3 -> {
        ObjectNode map = schema.putObject(any(MAPS, random));
        map.set(any(WORDS, random), schema(random, depth, wild));
      }
      case 4 -> schema.put(any(NUMBERS, random), random.nextInt(5) - 1);
      case 5 -> schema.put(random.nextBoolean() ? "pattern" : "format", any(WORDS, random));
      case 6 -> schema.set(random.nextBoolean() ? "const" : "enum", value(random, 2));
      case 7 -> schema.putObject("dependentRequired").putArray(any(WORDS, random)).add("b");
      default -> {
        schema.put(random.nextBoolean() ? "$ref" : "$dynamicRef", any(REFERENCES, random));
        schema.put(random.nextBoolean() ? "$anchor" : "$id", "x");
      }
    }
  }

  private static JsonNode value(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 5 : 7)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.booleanNode(random.nextBoolean());
      case 2 -> JSON.numberNode(random.nextInt(6) - 2);
      case 3 -> JSON.numberNode(random.nextInt(4) / 2.0);
      case 4 -> JSON.textNode(any(WORDS, random));
      case 5 -> {
        ArrayNode array = JSON.arrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
          array.add(value(random, depth - 1));
        }
        yield array;
      }
      default -> {
        ObjectNode object = JSON.objectNode();
        for (int i = random.nextInt(4); i > 0; i--) {
          object.set(any(WORDS, random), value(random, depth - 1));
        }
        yield object;
      }
    };
  }

  private static String any(List<String> words, Random random) {
    return words.get(random.nextInt(words.size()));
  }
}
