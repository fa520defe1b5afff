package dev.latchkey.runtime.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.StringJoiner;

/** The types of JSON as schemas name them. */
final class Types {
  private Types() {}

  /** Whether {@code value} is of one of the types; {@code types} is a name or a list of names. */
  static boolean any(JsonNode types, JsonNode value) {
    if (!types.isArray()) {
      return is(types.asText(), value);
    }
    boolean found = types.isEmpty();
    for (JsonNode type : types) {
      found |= is(type.asText(), value);
    }
    return found;
  }

  private static boolean is(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "boolean" -> value.isBoolean();
      case "null" -> value.isNull();
      case "number" -> value.isNumber();
      case "integer" -> whole(value);
      default -> true;
    };
  }

  /** 1.0 is a whole number, too. */
  private static boolean whole(JsonNode value) {
    return value.isIntegralNumber()
        || (finite(value) && value.decimalValue().stripTrailingZeros().scale() <= 0);
  }

  /** Whether it is a number one can calculate with: 1e999 read as a double is infinite. */
  static boolean finite(JsonNode value) {
    return value.isNumber()
        && (value.isBigDecimal()
            || Double.isFinite(value.doubleValue())
            || value.isIntegralNumber());
  }

  /** Numbers are equal by what they count, not by how they are written. */
  static boolean equal(JsonNode one, JsonNode other) {
    return plain(one).equals(plain(other));
  }

  /** The same value with all its numbers written in one way. */
  static JsonNode plain(JsonNode value) {
    if (finite(value)) {
      return DecimalNode.valueOf(value.decimalValue().stripTrailingZeros());
    }
    if (value.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode(value.size());
      value.forEach(element -> array.add(plain(element)));
      return array;
    }
    if (value.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      value.properties().forEach(field -> object.set(field.getKey(), plain(field.getValue())));
      return object;
    }
    return value;
  }

  static String of(JsonNode value) {
    if (value.isMissingNode()) {
      return "nothing";
    }
    return switch (value.getNodeType()) {
      case OBJECT -> "an object";
      case ARRAY -> "an array";
      case STRING -> "a string";
      case BOOLEAN -> "true or false";
      case NULL -> "null";
      case NUMBER -> "a number";
      case BINARY, MISSING, POJO -> "something else";
    };
  }

  static String named(JsonNode types) {
    if (!types.isArray()) {
      return "of type " + types.asText();
    }
    StringJoiner names = new StringJoiner(" or ", "of type ", "");
    types.forEach(type -> names.add(type.asText()));
    return names.toString();
  }
}
