package dev.latchkey.providers.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** What a provider's content filter found, where it says so (Azure OpenAI and Foundry). */
final class ContentFilter {
  private static final List<String> RESULTS =
      List.of("content_filter_result", "content_filter_results");

  private ContentFilter() {}

  /** The categories that filtered, e.g. {@code (filtered: hate high, jailbreak)}; else empty. */
  static String found(JsonNode error) {
    StringJoiner found = new StringJoiner(", ", " (filtered: ", ")").setEmptyValue("");
    for (JsonNode holder : List.of(error.path("innererror"), error)) {
      for (String field : RESULTS) {
        for (Map.Entry<String, JsonNode> category : holder.path(field).properties()) {
          if (category.getValue().path("filtered").asBoolean()) {
            found.add((category.getKey() + " " + severity(category.getValue())).strip());
          }
        }
      }
    }
    return found.toString();
  }

  private static String severity(JsonNode verdict) {
    String severity = verdict.path("severity").asText("");
    return severity.equals("safe") ? "" : severity;
  }
}
