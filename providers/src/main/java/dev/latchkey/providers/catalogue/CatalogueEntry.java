package dev.latchkey.providers.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads an entry of the table; what is not in it is not known. */
final class CatalogueEntry {
  private CatalogueEntry() {}

  static ModelFacts read(JsonNode entry) {
    FactsBuilder facts =
        ModelFacts.said(Origin.CATALOGUE)
            .contextWindow(number(entry, "window"))
            .promptTokens(number(entry, "prompt"))
            .outputTokens(number(entry, "output"))
            .vision(flag(entry, "vision"))
            .tools(flag(entry, "tools"))
            .schema(flag(entry, "schema"))
            .chat(flag(entry, "chat"));
    JsonNode efforts = entry.path("effort");
    if (efforts.isArray()) {
      List<String> words = new ArrayList<>();
      efforts.forEach(word -> words.add(word.textValue()));
      facts.effort(true).efforts(words);
    } else {
      facts.effort(flag(entry, "effort"));
    }
    if (entry.has("thinking")) {
      facts.thinking(Thinking.valueOf(entry.path("thinking").textValue().toUpperCase(Locale.ROOT)));
    }
    return facts.build();
  }

  private static @Nullable Integer number(JsonNode entry, String field) {
    return entry.path(field).isInt() ? entry.path(field).intValue() : null;
  }

  private static @Nullable Boolean flag(JsonNode entry, String field) {
    return entry.path(field).isBoolean() ? entry.path(field).booleanValue() : null;
  }
}
