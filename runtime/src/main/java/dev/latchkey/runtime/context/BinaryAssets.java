package dev.latchkey.runtime.context;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.copilot.generated.SessionBinaryAssetEvent.SessionBinaryAssetEventData;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.Content.Media;
import dev.latchkey.providers.Content.Text;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bytes that events carry or refer to: attachments and what tools returned. */
final class BinaryAssets {
  private final Map<String, Asset> assets = new HashMap<>();

  private record Asset(String mediaType, String base64) {}

  void add(SessionBinaryAssetEventData data) {
    if (data.assetId() != null && data.mimeType() != null && data.data() != null) {
      assets.put(data.assetId(), new Asset(data.mimeType(), data.data()));
    }
  }

  /** The base64 of a binary: its own, else that of the asset it names; null if neither is there. */
  @Nullable String base64(JsonNode binary) {
    String own = Json.text(binary, "data");
    Asset asset = assets.get(Json.text(binary, "assetId", ""));
    return own != null && !own.isEmpty() ? own : asset == null ? null : asset.base64;
  }

  /** The media type of a binary: its own, else that of the asset it names. */
  String mediaType(JsonNode binary) {
    Asset asset = assets.get(Json.text(binary, "assetId", ""));
    String known = asset == null ? "application/octet-stream" : asset.mediaType;
    return Json.text(binary, "mimeType", known);
  }

  /** The binary as media, or a note on why it is not there. */
  Content media(JsonNode binary, @Nullable String name) {
    String type = mediaType(binary);
    String base64 = base64(binary);
    if (base64 != null && readable(type)) {
      return new Media(type, base64, name);
    }
    String reason =
        base64 != null
            ? "models cannot read this type"
            : switch (Json.text(binary, "omittedReason", "")) {
              case "too_large" -> "it is too large";
              default -> "its content is not available";
            };
    return new Text(
        "[" + type + (name == null ? "" : " \"" + name + "\"") + " left out: " + reason + "]");
  }

  /** Whether models read such files as media at all. */
  static boolean readable(String mediaType) {
    return mediaType.startsWith("image/") || mediaType.equals("application/pdf");
  }
}
