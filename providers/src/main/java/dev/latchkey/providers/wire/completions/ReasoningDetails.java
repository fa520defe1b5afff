package dev.latchkey.providers.wire.completions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code reasoning_details} of one choice, to be sent back as they came. Streams cut an entry
 * into pieces; pieces of one entry are put together again.
 */
final class ReasoningDetails {
  /** Fields that grow; of all others the last value counts. */
  private static final List<String> GROWING = List.of("text", "summary", "data");

  private final ArrayNode entries = JsonNodeFactory.instance.arrayNode();

  boolean isEmpty() {
    return entries.isEmpty();
  }

  String json() {
    return entries.toString();
  }

  /** Takes in more entries and returns the readable text in them. */
  String add(JsonNode more) {
    StringBuilder readable = new StringBuilder();
    for (JsonNode entry : more) {
      if (entry instanceof ObjectNode piece) {
        add(piece);
        readable.append(piece.path("text").asText("")).append(piece.path("summary").asText(""));
      }
    }
    return readable.toString();
  }

  private void add(ObjectNode piece) {
    ObjectNode open = sameEntry(piece);
    if (open == null) {
      entries.add(piece.deepCopy());
      return;
    }
    for (Map.Entry<String, JsonNode> field : piece.properties()) {
      if (GROWING.contains(field.getKey()) && field.getValue().isTextual()) {
        String before = open.path(field.getKey()).asText("");
        open.put(field.getKey(), before + field.getValue().textValue());
      } else if (!field.getValue().isNull()) {
        open.set(field.getKey(), field.getValue());
      }
    }
  }

  private @Nullable ObjectNode sameEntry(ObjectNode piece) {
    JsonNode last = entries.path(entries.size() - 1);
    boolean same =
        last.isObject()
            && piece.has("index")
            && last.path("index").equals(piece.path("index"))
            && last.path("type").equals(piece.path("type"));
    return same ? (ObjectNode) last : null;
  }
}
