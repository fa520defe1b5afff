package dev.latchkey.runtime.context;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.copilot.generated.UserMessageEvent.UserMessageEventData;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.Content.Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a model is told of a user message and its attachments. */
final class UserContent {
  private static final Text NOTHING = new Text("(empty message)");

  private UserContent() {}

  static List<Content> of(UserMessageEventData data, BinaryAssets assets) {
    List<JsonNode> attachments = new ArrayList<>();
    if (data.attachments() != null) {
      data.attachments().forEach(attachment -> attachments.add(Json.tree(attachment)));
    }
    String text =
        data.transformedContent() != null
            ? data.transformedContent()
            : PromptText.of(data.content() == null ? "" : data.content(), attachments);
    List<Content> content = new ArrayList<>();
    if (!text.isBlank()) {
      content.add(new Text(text));
    }
    attachments.forEach(attachment -> attach(attachment, assets, content));
    return content.isEmpty() ? List.of(NOTHING) : content;
  }

  /** A plain text that is no person's. */
  static List<Content> text(@Nullable String text) {
    return List.of(text == null || text.isBlank() ? NOTHING : new Text(text));
  }

  /** A notice of the system, marked as such. */
  static List<Content> notification(@Nullable String text) {
    String body = text == null ? "" : text;
    return List.of(
        new Text(
            body.contains("<system_notification>")
                ? body
                : "<system_notification>\n" + body + "\n</system_notification>"));
  }

  private static void attach(JsonNode attachment, BinaryAssets assets, List<Content> content) {
    String type = Json.text(attachment, "type", "");
    String mediaType = assets.mediaType(attachment);
    if (type.equals("blob")) {
      blob(attachment, mediaType, assets, content);
    } else if (type.equals("file") && BinaryAssets.readable(mediaType)) {
      String path = Json.text(attachment, "path", "");
      content.add(
          new Text((mediaType.startsWith("image/") ? "Image file" : "File") + " at path " + path));
      content.add(assets.media(attachment, Json.text(attachment, "displayName", path)));
    }
  }

  private static void blob(
      JsonNode blob, String mediaType, BinaryAssets assets, List<Content> content) {
    String name = Json.text(blob, "displayName");
    String base64 = assets.base64(blob);
    if (base64 != null && textual(mediaType)) {
      content.add(new Text(quoted(decoded(base64), mediaType, name)));
      return;
    }
    if (name != null && !name.isBlank() && mediaType.startsWith("image/")) {
      content.add(new Text(name));
    }
    content.add(assets.media(blob, name));
  }

  private static String quoted(String text, String mediaType, @Nullable String name) {
    String named = name == null ? "" : " name=\"" + name + "\"";
    return "<attachment mimeType=\"" + mediaType + "\"" + named + ">\n" + text + "\n</attachment>";
  }

  private static boolean textual(String mediaType) {
    return mediaType.startsWith("text/")
        || mediaType.equals("application/json")
        || mediaType.endsWith("+json")
        || mediaType.endsWith("xml")
        || mediaType.endsWith("yaml");
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return "[unreadable: not base64]";
    }
  }
}
