package dev.latchkey.providers.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.ModelException;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says went wrong, in whatever shape it says it: OpenAI and Anthropic objects,
 * {@code {"error":"text"}}, FastAPI {@code detail}, Gemini's array, {@code errors[]}, problem
 * documents, plain text, HTML.
 *
 * @param message its words for people; empty when it gave none
 * @param code its code, else its type or status word
 * @param type its type or status word, if it gave one
 * @param status the HTTP status it names in the body, if any
 */
public record ReportedError(
    String message, @Nullable String code, @Nullable String type, @Nullable Integer status) {

  private static final List<String> MESSAGE_FIELDS =
      List.of("message", "Message", "msg", "error_message", "error_description", "faultstring");
  private static final int SHOWN = 400;
  private static final Pattern TITLE =
      Pattern.compile("<title[^>]*>(.*?)</title>", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern INVISIBLE =
      Pattern.compile("(?is)<(script|style|head)\\b.*?</\\1>|<[^>]*>");

  /** The error in an answer's body. */
  public static ReportedError ofBody(String body) {
    String text = body.strip();
    if (text.startsWith("{") || text.startsWith("[") || text.startsWith("\"")) {
      JsonNode tree = WireJson.tree(text);
      if (tree != null) {
        return of(tree);
      }
    }
    return ofText(text.startsWith("<") ? visible(text) : text);
  }

  /** The error in plain words. */
  public static ReportedError ofText(String words) {
    String text = words.strip();
    return new ReportedError(
        text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text, null, null, null);
  }

  private static String visible(String html) {
    var title = TITLE.matcher(html);
    String text = title.find() ? title.group(1) : INVISIBLE.matcher(html).replaceAll(" ");
    return text.replaceAll("\\s+", " ").strip();
  }

  /** The error in a JSON document. */
  public static ReportedError of(JsonNode document) {
    JsonNode body = document.isArray() && !document.isEmpty() ? document.get(0) : document;
    JsonNode error = inner(body);
    String type = first(WireJson.text(error, "type"), WireJson.text(error, "status"));
    String code = first(WireJson.text(error, "code"), type);
    if (code == null && !body.equals(error)) {
      code = first(WireJson.text(body, "code"), WireJson.text(body, "error"));
    }
    boolean fields = type == null && !body.path("detail").path(0).path("loc").isMissingNode();
    return new ReportedError(
        words(error, body) + ContentFilter.found(error),
        code,
        fields ? "validation_error" : type,
        status(error, body));
  }

  /** The object that describes the error; {@code body} itself when there is none inside. */
  private static JsonNode inner(JsonNode body) {
    for (String field : List.of("error", "fault", "detail")) {
      if (body.path(field).isObject()) {
        return body.path(field);
      }
    }
    return body;
  }

  private static String words(JsonNode error, JsonNode body) {
    for (JsonNode holder : List.of(error, body)) {
      for (String field : MESSAGE_FIELDS) {
        JsonNode said = holder.path(field);
        // Mistral puts a list of field errors where others put words
        String words = said.isObject() ? flat(said.path("detail")) : said.asText("");
        if (!words.isBlank()) {
          return withUpstream(words, error);
        }
      }
    }
    for (String field : List.of("error", "detail", "errors", "title")) {
      String words = flat(body.path(field));
      if (!words.isBlank()) {
        return words;
      }
    }
    return flat(body.isTextual() ? body : error);
  }

  /** Gateways put the words of the provider behind them into {@code metadata.raw}. */
  private static String withUpstream(String words, JsonNode error) {
    String raw = WireJson.text(error.path("metadata"), "raw");
    return raw == null || raw.isBlank() || words.contains(raw) ? words : words + ": " + raw;
  }

  /** Text, or the texts in a list of errors (FastAPI: {@code [{"loc":[...],"msg":"..."}]}). */
  private static String flat(JsonNode value) {
    if (value.isTextual()) {
      return value.textValue();
    }
    if (value.isArray()) {
      StringJoiner joined = new StringJoiner("; ");
      value.forEach(entry -> joined.add(entry(entry)));
      return joined.toString();
    }
    return value.isContainerNode() && !value.isEmpty() ? value.toString() : "";
  }

  private static String entry(JsonNode entry) {
    for (String field : MESSAGE_FIELDS) {
      if (entry.path(field).isTextual()) {
        JsonNode place = entry.path("loc");
        return (place.isArray() ? place + " " : "") + entry.path(field).textValue();
      }
    }
    return entry.isTextual() ? entry.textValue() : entry.toString();
  }

  private static @Nullable Integer status(JsonNode error, JsonNode body) {
    for (JsonNode holder : List.of(error, body)) {
      for (String field : List.of("code", "status", "statusCode", "status_code")) {
        int status = holder.path(field).asInt(0);
        if (status >= 400 && status < 600) {
          return status;
        }
      }
    }
    return null;
  }

  private static @Nullable String first(@Nullable String one, @Nullable String other) {
    return one == null || one.isEmpty() ? other : one;
  }

  /** The exception for an error found inside a reply. */
  ModelException toException() {
    return ErrorClasses.of(this, status, null);
  }
}
