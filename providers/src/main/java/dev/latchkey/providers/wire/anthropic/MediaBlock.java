package dev.latchkey.providers.wire.anthropic;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.Quirks;
import dev.latchkey.providers.wire.MediaNote;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A picture or document as the API takes it.
 *
 * @param type of the block: {@code image}, {@code document} or, for a note, {@code text}
 * @param source kind of its source: {@code base64} or {@code text}; null for a note
 */
record MediaBlock(
    String type, @Nullable String source, String mediaType, String data, @Nullable String title) {
  private static final Set<String> PICTURES =
      Set.of("image/jpeg", "image/png", "image/gif", "image/webp");

  static MediaBlock of(Content.Media media, Quirks quirks) {
    String mediaType = media.mediaType().equals("image/jpg") ? "image/jpeg" : media.mediaType();
    if (!quirks.media()) {
      return note(media);
    }
    if (PICTURES.contains(mediaType)) {
      return new MediaBlock("image", "base64", mediaType, media.base64(), null);
    }
    if (mediaType.equals("application/pdf")) {
      return new MediaBlock("document", "base64", mediaType, media.base64(), media.name());
    }
    return mediaType.startsWith("text/") ? plain(media) : note(media);
  }

  private static MediaBlock plain(Content.Media media) {
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(media.base64());
      String text = new String(bytes, StandardCharsets.UTF_8);
      return text.isBlank()
          ? note(media)
          : new MediaBlock("document", "text", "text/plain", text, media.name());
    } catch (IllegalArgumentException notBase64) {
      return note(media);
    }
  }

  private static MediaBlock note(Content.Media media) {
    return new MediaBlock("text", null, "text/plain", MediaNote.of(media), null);
  }

  /** Whether it is more than a note that says what is missing. */
  boolean rich() {
    return source != null;
  }

  /** Writes the fields of its block; documents may be cited if {@code citations}. */
  void write(JsonGenerator json, boolean citations) throws IOException {
    json.writeStringField("type", type);
    if (source == null) {
      json.writeStringField("text", data);
      return;
    }
    json.writeObjectFieldStart("source");
    json.writeStringField("type", source);
    json.writeStringField("media_type", mediaType);
    json.writeStringField("data", data);
    json.writeEndObject();
    if (title != null && !title.isBlank()) {
      json.writeStringField("title", title);
    }
    if (citations && type.equals("document")) {
      json.writeObjectFieldStart("citations");
      json.writeBooleanField("enabled", true);
      json.writeEndObject();
    }
  }
}
