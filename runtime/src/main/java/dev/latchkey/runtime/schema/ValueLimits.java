package dev.latchkey.runtime.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Sizes and ranges: {@code minLength}, {@code maxLength}, {@code pattern}, {@code minimum}, {@code
 * maximum}, {@code exclusiveMinimum}, {@code exclusiveMaximum}, {@code multipleOf}, {@code
 * minItems}, {@code maxItems}, {@code uniqueItems}, {@code minProperties}, {@code maxProperties}.
 */
final class ValueLimits {
  private ValueLimits() {}

  /** The first limit that {@code value} breaks. */
  static Optional<String> problem(JsonNode schema, JsonNode value, Patterns patterns) {
    return switch (value.getNodeType()) {
      case STRING -> text(schema, value.textValue(), patterns);
      case NUMBER -> Types.finite(value) ? number(schema, value.decimalValue()) : Optional.empty();
      case ARRAY -> elements(schema, value);
      case OBJECT -> size(schema, value.size(), "Properties", "fields");
      case BINARY, BOOLEAN, MISSING, NULL, POJO -> Optional.empty();
    };
  }

  private static Optional<String> text(JsonNode schema, String text, Patterns patterns) {
    JsonNode pattern = schema.path("pattern");
    if (pattern.isTextual() && !patterns.match(pattern.textValue(), text)) {
      return Optional.of("does not match the pattern " + pattern.textValue());
    }
    return size(schema, text.codePointCount(0, text.length()), "Length", "characters");
  }

  private static Optional<String> number(JsonNode schema, BigDecimal number) {
    if (below(number, schema.path("minimum"), 0)) {
      return Optional.of("must be at least " + schema.path("minimum"));
    }
    if (above(number, schema.path("maximum"), 0)) {
      return Optional.of("must be at most " + schema.path("maximum"));
    }
    if (below(number, schema.path("exclusiveMinimum"), 1)) {
      return Optional.of("must be more than " + schema.path("exclusiveMinimum"));
    }
    if (above(number, schema.path("exclusiveMaximum"), -1)) {
      return Optional.of("must be less than " + schema.path("exclusiveMaximum"));
    }
    JsonNode step = schema.path("multipleOf");
    // a remainder of 1e999999 would take the digits it stands for
    boolean stepped =
        Types.finite(step) && step.decimalValue().signum() > 0 && Math.abs(number.scale()) < 400;
    if (stepped && number.remainder(step.decimalValue()).signum() != 0) {
      return Optional.of("must be a multiple of " + step);
    }
    return Optional.empty();
  }

  private static boolean below(BigDecimal number, JsonNode limit, int least) {
    return Types.finite(limit) && number.compareTo(limit.decimalValue()) < least;
  }

  private static boolean above(BigDecimal number, JsonNode limit, int most) {
    return Types.finite(limit) && number.compareTo(limit.decimalValue()) > most;
  }

  private static Optional<String> elements(JsonNode schema, JsonNode value) {
    if (schema.path("uniqueItems").asBoolean()) {
      Set<JsonNode> seen = new HashSet<>();
      for (JsonNode element : value) {
        if (!seen.add(Types.plain(element))) {
          return Optional.of("has the same element twice");
        }
      }
    }
    return size(schema, value.size(), "Items", "elements");
  }

  private static Optional<String> size(JsonNode schema, int size, String what, String unit) {
    JsonNode least = schema.path("min" + what);
    JsonNode most = schema.path("max" + what);
    if (least.isNumber() && size < least.asLong()) {
      return Optional.of("needs at least " + least.asLong() + " " + unit + ", has " + size);
    }
    if (most.isNumber() && size > most.asLong()) {
      return Optional.of(
          "has " + size + " " + unit + ", at most " + most.asLong() + " are allowed");
    }
    return Optional.empty();
  }
}
