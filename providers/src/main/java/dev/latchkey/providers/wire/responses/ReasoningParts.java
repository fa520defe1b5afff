package dev.latchkey.providers.wire.responses;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.wire.WireJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The readable side of a reasoning item: paragraphs of a summary, or the reasoning text itself.
 *
 * <p>People see the parts joined by blank lines; {@link #field} remembers how to take them apart
 * again, because an item is replayed as it came.
 */
record ReasoningParts(Kind kind, List<String> parts) {
  private static final String GAP = "\n\n";

  /** Where the text stood. */
  enum Kind {
    SUMMARY("summary", "summary_text"),
    CONTENT("content", "reasoning_text");

    private final String field;
    private final String partType;

    Kind(String field, String partType) {
      this.field = field;
      this.partType = partType;
    }
  }

  /** What a reasoning item says: its summary, or its text when it has no summary. */
  static ReasoningParts of(JsonNode item) {
    List<String> summary = texts(item.path(Kind.SUMMARY.field));
    return summary.isEmpty()
        ? new ReasoningParts(Kind.CONTENT, texts(item.path(Kind.CONTENT.field)))
        : new ReasoningParts(Kind.SUMMARY, summary);
  }

  /** Takes apart a joined text by what {@link #field} said of it; one part when that is lost. */
  static ReasoningParts of(String text, @Nullable String field) {
    if (text.isEmpty()) {
      return new ReasoningParts(Kind.SUMMARY, List.of());
    }
    List<String> parts = new ArrayList<>();
    int at = 0;
    for (int length : lengths(field)) {
      if (at + length > text.length()) {
        return of(text, null);
      }
      parts.add(text.substring(at, at + length));
      at = Math.min(at + length + GAP.length(), text.length());
    }
    Kind kind = Kind.CONTENT.field.equals(field) ? Kind.CONTENT : Kind.SUMMARY;
    boolean whole = String.join(GAP, parts).equals(text);
    return new ReasoningParts(kind, whole ? parts : List.of(text));
  }

  String text() {
    return String.join(GAP, parts);
  }

  /** What {@link #of(String, String)} needs besides the text; null for a summary of one part. */
  @Nullable String field() {
    if (kind == Kind.CONTENT) {
      return parts.isEmpty() ? null : Kind.CONTENT.field;
    }
    return parts.size() < 2
        ? null
        : parts.stream().map(part -> "" + part.length()).collect(Collectors.joining("+"));
  }

  /** The separator people see between two parts. */
  static String gap() {
    return GAP;
  }

  void write(JsonGenerator json) throws IOException {
    array(json, Kind.SUMMARY);
    if (kind == Kind.CONTENT) {
      array(json, Kind.CONTENT);
    }
  }

  private void array(JsonGenerator json, Kind wanted) throws IOException {
    json.writeArrayFieldStart(wanted.field);
    for (String part : kind == wanted ? parts : List.<String>of()) {
      json.writeStartObject();
      json.writeStringField("type", wanted.partType);
      json.writeStringField("text", part);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static List<String> texts(JsonNode parts) {
    List<String> texts = new ArrayList<>();
    for (JsonNode part : parts) {
      String text = WireJson.text(part, "text");
      if (text != null && !text.isEmpty()) {
        texts.add(text);
      }
    }
    return texts;
  }

  private static List<Integer> lengths(@Nullable String field) {
    if (field == null || !field.matches("\\d{1,8}(\\+\\d{1,8})+")) {
      return List.of();
    }
    List<Integer> lengths = new ArrayList<>();
    for (String length : field.split("\\+", -1)) {
      lengths.add(Integer.parseInt(length));
    }
    return lengths;
  }
}
