package dev.latchkey.runtime.context;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text of a user message with everything around it that is text too: the selection before it,
 * the tagged files and references after it. Pictures and documents follow as blocks of their own.
 */
public final class PromptText {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxxx").withZone(ZoneOffset.UTC);

  /** Together with the gap of a list: recorded conversations have four line ends there. */
  private static final String GAP = "\n\n";

  private PromptText() {}

  /**
   * What goes into {@code user.message.transformedContent}.
   *
   * @param now the time the message was sent, told to the model
   * @param attachments in the public form; files and directories with a {@code taggedFilesEntry}
   *     are listed by it, else by their path
   */
  public static String transformed(String prompt, List<JsonNode> attachments, Instant now) {
    String time = "<current_datetime>" + TIME.format(now) + "</current_datetime>\n\n";
    return selections(attachments) + time + prompt + after(attachments);
  }

  /** The same without a time, for messages stored without their transformed text. */
  static String of(String prompt, List<JsonNode> attachments) {
    return selections(attachments) + prompt + after(attachments);
  }

  private static String selections(List<JsonNode> attachments) {
    StringBuilder text = new StringBuilder();
    for (JsonNode attachment : attachments) {
      if ("selection".equals(Json.text(attachment, "type"))) {
        text.append(
            "<ide_selection>\nThe user selected this in the editor; it may or may not matter.\n");
        text.append("File: ").append(Json.text(attachment, "displayName", ""));
        text.append(" (").append(lines(attachment.path("selection"))).append(")\n```\n");
        text.append(Json.text(attachment, "text", "")).append("\n```\n</ide_selection>\n\n");
      }
    }
    return text.toString();
  }

  private static String lines(JsonNode selection) {
    int first = selection.path("start").path("line").asInt() + 1;
    int last = selection.path("end").path("line").asInt() + 1;
    return first == last ? "line " + first : "lines " + first + "-" + last;
  }

  private static String after(List<JsonNode> attachments) {
    List<String> files = new ArrayList<>();
    List<String> references = new ArrayList<>();
    for (JsonNode attachment : attachments) {
      switch (Json.text(attachment, "type", "")) {
        case "file", "directory" -> {
          if (!shown(attachment)) {
            files.add(tagged(attachment));
          }
        }
        case "selection", "blob" -> {}
        case "github_reference" -> references.add(reference(attachment));
        default -> references.add(other(attachment));
      }
    }
    String lists = list("tagged_files", files) + list("github_references", references);
    return lists.isEmpty() ? "" : GAP + lists;
  }

  /** Pictures follow as blocks with their path. */
  private static boolean shown(JsonNode attachment) {
    return attachment.has("assetId") && Json.text(attachment, "mimeType", "").startsWith("image/");
  }

  private static String list(String tag, List<String> lines) {
    return lines.isEmpty()
        ? ""
        : "\n\n<" + tag + ">\n" + String.join("\n", lines) + "\n</" + tag + ">";
  }

  private static String tagged(JsonNode attachment) {
    String entry = Json.text(attachment, "taggedFilesEntry");
    return entry == null ? "* " + Json.text(attachment, "path", "") : entry;
  }

  private static String reference(JsonNode attachment) {
    return "#%d - %s [%s] [%s] (%s)"
        .formatted(
            attachment.path("number").asLong(),
            Json.text(attachment, "title", ""),
            Json.text(attachment, "referenceType", ""),
            Json.text(attachment, "state", ""),
            Json.text(attachment, "url", ""));
  }

  /** Kinds without a form of their own: what they are called and where they are. */
  private static String other(JsonNode attachment) {
    String title = firstOf(attachment, "title", "message", "tagName", "jobName", "path");
    String url = Json.text(attachment, "url");
    String type = Json.text(attachment, "type", "attachment");
    JsonNode payload = attachment.path("payload");
    return type
        + (title == null ? "" : " " + title)
        + (url == null ? "" : " (" + url + ")")
        + (payload.isMissingNode() ? "" : " " + Json.write(payload));
  }

  private static @Nullable String firstOf(JsonNode node, String... fields) {
    for (String field : fields) {
      String text = Json.text(node, field);
      if (text != null) {
        return text;
      }
    }
    return null;
  }
}
