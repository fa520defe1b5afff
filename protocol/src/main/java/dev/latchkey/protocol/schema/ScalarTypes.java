package dev.latchkey.protocol.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.protocol.events.Timestamps;
import java.time.DateTimeException;
import java.util.regex.Pattern;

/** Which JSON values the scalar types of the description accept. */
final class ScalarTypes {
  private static final Pattern UUID =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private ScalarTypes() {}

  static boolean accepts(String name, JsonNode value) {
    return switch (name) {
      case "any" -> !value.isMissingNode();
      case "null", "undefined" -> value.isNull() || value.isMissingNode();
      case "string" -> value.isTextual();
      case "uuid" -> value.isTextual() && UUID.matcher(value.textValue()).matches();
      case "date-time" -> value.isTextual() && isTimestamp(value.textValue());
      case "integer" -> value.isIntegralNumber() || isWhole(value);
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "true" -> value.isBoolean() && value.booleanValue();
      case "false" -> value.isBoolean() && !value.booleanValue();
      default -> throw new IllegalArgumentException("Unknown scalar in the description: " + name);
    };
  }

  private static boolean isWhole(JsonNode value) {
    return value.isNumber() && value.doubleValue() == Math.rint(value.doubleValue());
  }

  private static boolean isTimestamp(String text) {
    try {
      Timestamps.parse(text);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
