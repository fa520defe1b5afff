package dev.latchkey.providers.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.latchkey.providers.CallFailure;
import dev.latchkey.providers.ModelException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The fields of an object in a provider's configuration; errors name the field, never a value. */
record ConfigNode(JsonNode node, String path) {
  private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

  /** The object; one without fields when it is missing or null. */
  static ConfigNode of(JsonNode node, String path) {
    if (node.isObject()) {
      return new ConfigNode(node, path);
    }
    if (absent(node)) {
      return new ConfigNode(MissingNode.getInstance(), path);
    }
    throw invalid(path, "must be an object, not " + shape(node));
  }

  boolean has(String field) {
    return node.hasNonNull(field);
  }

  ConfigNode object(String field) {
    return of(node.path(field), path + "." + field);
  }

  @Nullable String textOrNull(String field) {
    JsonNode value = node.path(field);
    if (absent(value)) {
      return null;
    }
    if (!value.isTextual()) {
      throw wrong(field, "a string", value);
    }
    String text = value.textValue().strip();
    if (text.isEmpty()) {
      throw invalid(path + "." + field, "is empty");
    }
    return text;
  }

  String text(String field) {
    String text = textOrNull(field);
    if (text == null) {
      throw invalid(path + "." + field, "is missing");
    }
    return text;
  }

  /** False when it is missing or null. */
  boolean flag(String field) {
    JsonNode value = node.path(field);
    if (!absent(value) && !value.isBoolean()) {
      throw wrong(field, "true or false", value);
    }
    return value.booleanValue();
  }

  /** A whole number that is not negative. */
  @Nullable Integer count(String field) {
    JsonNode value = node.path(field);
    if (absent(value)) {
      return null;
    }
    if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 0) {
      throw wrong(field, "a whole number, 0 or more", value);
    }
    return value.intValue();
  }

  /** A time longer than none: seconds, or an ISO 8601 duration. */
  @Nullable Duration time(String field) {
    Duration time = timeOrZero(field);
    if (time != null && time.isZero()) {
      throw invalid(path + "." + field, "must be longer than 0");
    }
    return time;
  }

  /** A time that may be none: seconds, or an ISO 8601 duration. */
  @Nullable Duration timeOrZero(String field) {
    JsonNode value = node.path(field);
    if (absent(value)) {
      return null;
    }
    Duration time = null;
    if (value.isNumber() && value.decimalValue().abs().compareTo(BigDecimal.valueOf(1e9)) < 0) {
      time = Duration.ofNanos(value.decimalValue().multiply(NANOS).longValue());
    } else if (value.isTextual()) {
      time = iso(value.textValue());
    }
    if (time == null || time.isNegative()) {
      throw wrong(field, "seconds or an ISO 8601 duration such as \"PT90S\"", value);
    }
    return time;
  }

  private static @Nullable Duration iso(String text) {
    try {
      return Duration.parse(text.strip());
    } catch (DateTimeParseException _) {
      return null;
    }
  }

  /** The one of these fields that is set. */
  String only(List<String> fields) {
    List<String> set = fields.stream().filter(this::has).toList();
    if (set.size() == 1) {
      return set.getFirst();
    }
    String found = set.isEmpty() ? "none" : String.join(" and ", set);
    throw invalid(
        path, "must have exactly one of " + String.join(", ", fields) + ", but has " + found);
  }

  ModelException wrong(String field, String wanted, JsonNode value) {
    return invalid(path + "." + field, "must be " + wanted + ", not " + shape(value));
  }

  static ModelException invalid(String field, String problem) {
    return new ModelException.InvalidRequest(
        CallFailure.of(
            "Provider configuration: " + field + " " + problem + ".", "Correct that field."));
  }

  private static boolean absent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  private static String shape(JsonNode value) {
    return value.isTextual()
        ? "this text"
        : value.isNumber() ? "this number" : value.getNodeType().name().toLowerCase(Locale.ROOT);
  }
}
