package dev.latchkey.providers.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.providers.dialect.Dialects.Place;
import dev.latchkey.providers.wire.WireJson;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Dialects as they are kept and shown. Reading is total: what makes no sense is left out. */
final class DialectsJson {
  private static final int LONGEST = 4 * 1024 * 1024;

  private DialectsJson() {}

  static ObjectNode write(Map<Place, Dialect> dialects, Duration lifetime) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    ArrayNode all = document.putArray("dialects");
    dialects.forEach((place, dialect) -> all.add(written(place, dialect, lifetime)));
    return document;
  }

  private static ObjectNode written(Place place, Dialect dialect, Duration lifetime) {
    ObjectNode one = JsonNodeFactory.instance.objectNode();
    one.put("endpoint", place.endpoint()).put("model", place.model());
    one.set("quirks", dialect.quirks().deepCopy());
    if (dialect.contextWindow() > 0) {
      one.put("maxContextWindowTokens", dialect.contextWindow());
    }
    if (dialect.largestPrompt() > 0) {
      one.put("largestPromptTokens", dialect.largestPrompt());
    }
    return one.put("learnedAt", dialect.learnt().toString())
        .put("expiresAt", dialect.learnt().plus(lifetime).toString());
  }

  /** What is written in {@code text}; empty when it is null, torn or something else. */
  static Map<Place, Dialect> read(@Nullable String text) {
    Map<Place, Dialect> dialects = new LinkedHashMap<>();
    JsonNode document = text == null || text.length() > LONGEST ? null : WireJson.tree(text);
    if (document != null) {
      for (JsonNode entry : document.path("dialects")) {
        Dialect dialect = dialect(entry);
        if (dialect != null && dialect.usable()) {
          Place place = new Place(entry.path("endpoint").asText(), entry.path("model").asText());
          dialects.put(place, dialect);
        }
      }
    }
    return dialects;
  }

  private static @Nullable Dialect dialect(JsonNode entry) {
    try {
      return entry.path("quirks") instanceof ObjectNode quirks
              && entry.path("endpoint").isTextual()
              && entry.path("model").isTextual()
          ? new Dialect(
              quirks,
              Math.max(0, entry.path("maxContextWindowTokens").asInt()),
              Math.max(0, entry.path("largestPromptTokens").asInt()),
              Instant.parse(entry.path("learnedAt").asText()))
          : null;
    } catch (DateTimeParseException _) {
      return null;
    }
  }
}
