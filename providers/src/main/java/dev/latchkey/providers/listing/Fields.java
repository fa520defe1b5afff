package dev.latchkey.providers.listing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fields of listings, which every server names as it likes. */
final class Fields {
  private Fields() {}

  /** The first of these that is a text with something in it. */
  static @Nullable String text(JsonNode entry, String... fields) {
    for (String field : fields) {
      String text = entry.path(field).asText("");
      if (!text.isBlank()) {
        return text;
      }
    }
    return null;
  }

  /** The first of these that is a positive whole number. */
  static @Nullable Integer number(JsonNode entry, List<String> fields) {
    for (String field : fields) {
      JsonNode value = entry.path(field);
      if (value.isIntegralNumber() && value.canConvertToInt() && value.intValue() > 0) {
        return value.intValue();
      }
    }
    return null;
  }

  /** The first of these that is true or false. */
  static @Nullable Boolean flag(JsonNode entry, String... fields) {
    for (String field : fields) {
      if (entry.path(field).isBoolean()) {
        return entry.path(field).booleanValue();
      }
    }
    return null;
  }

  /** Whether a list of words has this one; null when there is no such list. */
  static @Nullable Boolean among(JsonNode words, String wanted) {
    if (!words.isArray() || words.isEmpty()) {
      return null;
    }
    for (JsonNode word : words) {
      if (word.asText().equals(wanted)) {
        return true;
      }
    }
    return false;
  }
}
