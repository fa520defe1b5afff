package dev.latchkey.providers.wire.responses;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.wire.MediaNote;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** Writes what stands inside input messages and tool outputs: texts, pictures, files. */
final class PartWriter {
  private final JsonGenerator json;
  private final boolean media;

  PartWriter(JsonGenerator json, boolean media) {
    this.json = json;
    this.media = media;
  }

  /** Whether a block is one of those and not empty. */
  static boolean says(Content block) {
    return switch (block) {
      case Content.Text text -> !text.text().isEmpty();
      case Content.Media _ -> true;
      case Content.Reasoning _, Content.ToolCall _, Content.ToolResult _ -> false;
    };
  }

  void writeAll(List<Content> blocks) throws IOException {
    json.writeStartArray();
    for (Content block : blocks) {
      json.writeStartObject();
      if (block instanceof Content.Media picture && sendable(picture)) {
        media(picture);
      } else {
        json.writeStringField("type", "input_text");
        json.writeStringField("text", plain(block));
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** A tool's output: a plain string unless media is in it, because every server takes that. */
  void writeOutput(List<Content> blocks) throws IOException {
    boolean rich = blocks.stream().anyMatch(b -> b instanceof Content.Media m && sendable(m));
    if (rich) {
      writeAll(blocks);
    } else {
      json.writeString(blocks.stream().map(PartWriter::plain).collect(Collectors.joining("\n")));
    }
  }

  private static String plain(Content block) {
    return switch (block) {
      case Content.Text text -> text.text();
      case Content.Media picture -> MediaNote.of(picture);
      case Content.Reasoning _, Content.ToolCall _, Content.ToolResult _ -> "";
    };
  }

  private boolean sendable(Content.Media picture) {
    String type = picture.mediaType();
    return media && !type.startsWith("audio/") && !type.startsWith("video/");
  }

  private void media(Content.Media picture) throws IOException {
    String url = "data:" + picture.mediaType() + ";base64," + picture.base64();
    if (picture.image()) {
      json.writeStringField("type", "input_image");
      json.writeStringField("detail", "auto");
      json.writeStringField("image_url", url);
    } else {
      json.writeStringField("type", "input_file");
      json.writeStringField("filename", fileName(picture));
      json.writeStringField("file_data", url);
    }
  }

  /** The provider goes by the extension. */
  private static String fileName(Content.Media file) {
    if (file.name() != null && !file.name().isBlank()) {
      return file.name();
    }
    String subtype = file.mediaType().substring(file.mediaType().indexOf('/') + 1);
    return "file." + (subtype.equals("plain") ? "txt" : subtype);
  }
}
