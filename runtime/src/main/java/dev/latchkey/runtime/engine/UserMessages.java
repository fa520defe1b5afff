package dev.latchkey.runtime.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.copilot.generated.BinaryAssetType;
import com.github.copilot.generated.SessionBinaryAssetEvent;
import com.github.copilot.generated.SessionBinaryAssetEvent.SessionBinaryAssetEventData;
import com.github.copilot.generated.SessionEvent;
import com.github.copilot.generated.UserMessageAgentMode;
import com.github.copilot.generated.UserMessageDelivery;
import com.github.copilot.generated.UserMessageEvent;
import com.github.copilot.generated.UserMessageEvent.UserMessageEventData;
import dev.latchkey.runtime.UserInput;
import dev.latchkey.runtime.context.PromptText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A user's input as events. What attached files say at this moment goes into the journal, so that
 * history needs no files.
 */
final class UserMessages {
  /** Larger pictures and documents are not sent; providers refuse them. */
  private static final long MAX_MEDIA_BYTES = 20L << 20;

  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "png", "image/png",
          "jpg", "image/jpeg",
          "jpeg", "image/jpeg",
          "gif", "image/gif",
          "webp", "image/webp",
          "pdf", "application/pdf");

  private final Path workingDirectory;
  private final List<SessionEvent> events = new ArrayList<>();

  private UserMessages(Path workingDirectory) {
    this.workingDirectory = workingDirectory;
  }

  /**
   * The events of a message: the bytes of attached media first, the {@code user.message} last.
   *
   * @param notice put in front of the prompt for the model only; may be empty
   */
  static List<SessionEvent> of(
      Work.Message message,
      String interactionId,
      Path workingDirectory,
      Instant now,
      String notice) {
    UserMessages all = new UserMessages(workingDirectory);
    UserInput input = message.input();
    List<JsonNode> attachments = input.attachments().stream().map(all::enriched).toList();
    boolean steering = message.delivery() == UserMessageDelivery.STEERING;
    String text =
        steering && attachments.isEmpty()
            ? input.prompt()
            : PromptText.transformed(notice + input.prompt(), attachments, now);
    UserMessageEvent event = new UserMessageEvent();
    event.setData(
        UserMessageEventData.builder()
            .content(input.display())
            .messageId(message.messageId())
            .transformedContent(text)
            .attachments(steering && attachments.isEmpty() ? null : List.copyOf(attachments))
            .source(input.source())
            .delivery(message.delivery())
            .agentMode(agentMode(input.agentMode()))
            .interactionId(interactionId)
            .build());
    all.events.add(event);
    return all.events;
  }

  /** A message nobody typed. */
  static SessionEvent ofRuntime(String text, String interactionId) {
    UserMessageEvent event = new UserMessageEvent();
    event.setData(
        UserMessageEventData.builder()
            .content(text)
            .transformedContent(text)
            .source("system")
            .interactionId(interactionId)
            .build());
    return event;
  }

  private static @Nullable UserMessageAgentMode agentMode(@Nullable String mode) {
    for (UserMessageAgentMode known : UserMessageAgentMode.values()) {
      if (known.getValue().equals(mode)) {
        return known;
      }
    }
    return null;
  }

  private JsonNode enriched(JsonNode attachment) {
    String type = attachment.path("type").asText("");
    if (!attachment.isObject() || !(type.equals("file") || type.equals("directory"))) {
      return attachment;
    }
    ObjectNode copy = attachment.deepCopy();
    Path path = workingDirectory.resolve(attachment.path("path").asText(""));
    copy.put("path", path.toString());
    if (!copy.has("displayName")) {
      copy.put("displayName", String.valueOf(path.getFileName()));
    }
    String described = described(type, path, copy);
    if (!copy.has("assetId") || !copy.path("mimeType").asText().startsWith("image/")) {
      copy.put("taggedFilesEntry", "* " + path + " (" + described + ")");
    }
    return copy;
  }

  private String described(String type, Path path, ObjectNode attachment) {
    try {
      if (type.equals("directory")) {
        try (Stream<Path> entries = Files.list(path)) {
          return entries.count() + " items";
        }
      }
      String media = mediaType(path);
      if (media != null) {
        media(path, media, attachment);
      }
      return lines(path, attachment.path("lineRange"), media != null);
    } catch (IOException | SecurityException e) {
      return "error: " + e.getClass().getSimpleName();
    }
  }

  private static String lines(Path path, JsonNode range, boolean binary) throws IOException {
    if (binary) {
      return Files.size(path) + " bytes";
    }
    long count = 1;
    for (byte b : Files.readAllBytes(path)) {
      count += b == '\n' ? 1 : 0;
    }
    if (!range.isObject()) {
      return count + " lines";
    }
    int first = range.path("start").asInt();
    int last = range.path("end").asInt(first);
    String part = first == last ? "line " + first : "lines " + first + "-" + last;
    return part + " of " + count + " lines";
  }

  private static @Nullable String mediaType(Path path) {
    String name = path.toString();
    return MEDIA_TYPES.get(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
  }

  private void media(Path path, String mediaType, ObjectNode attachment) throws IOException {
    long size = Files.size(path);
    attachment.put("mimeType", mediaType).put("byteLength", size);
    if (size > MAX_MEDIA_BYTES) {
      attachment.put("omittedReason", "too_large");
      return;
    }
    String assetId = UUID.randomUUID().toString();
    attachment.put("assetId", assetId);
    boolean image = mediaType.startsWith("image/");
    SessionBinaryAssetEvent event = new SessionBinaryAssetEvent();
    event.setData(
        SessionBinaryAssetEventData.builder()
            .assetId(assetId)
            .type(image ? BinaryAssetType.IMAGE : BinaryAssetType.RESOURCE)
            .mimeType(mediaType)
            .byteLength(size)
            .data(Base64.getEncoder().encodeToString(Files.readAllBytes(path)))
            .build());
    events.add(event);
  }
}
