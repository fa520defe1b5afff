package dev.latchkey.providers.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.wire.Growing;
import dev.latchkey.providers.wire.WireJson;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Visible text. A refusal is text too: it is what the model has to say. */
final class MessageItem extends Item {
  private final Growing text = new Growing();
  private @Nullable String phase;

  MessageItem(int index, String type) {
    super(index, type);
  }

  @Override
  void opened(JsonNode item, Consumer<ModelEvent> out) {
    phase = WireJson.text(item, "phase");
  }

  void delta(String piece, Consumer<ModelEvent> out) {
    if (!piece.isEmpty()) {
      text.add(piece);
      out.accept(new ModelEvent.TextDelta(index(), piece));
    }
  }

  /** A part came whole; of use only when it did not come in pieces. */
  void part(String whole, Consumer<ModelEvent> out) {
    if (text.isEmpty()) {
      delta(whole, out);
    }
  }

  @Override
  void finish(JsonNode item, Consumer<ModelEvent> out) {
    String missing = text.complete(whole(item.path("content")));
    if (!missing.isEmpty()) {
      out.accept(new ModelEvent.TextDelta(index(), missing));
    }
    String last = WireJson.text(item, "phase");
    if (!text.isEmpty()) {
      Content block = new Content.Text(text.toString(), last == null ? phase : last);
      out.accept(new ModelEvent.BlockDone(index(), block));
    }
  }

  private static String whole(JsonNode content) {
    if (content.isTextual()) {
      return content.textValue();
    }
    StringBuilder whole = new StringBuilder();
    for (JsonNode part : content) {
      String said = WireJson.text(part, "text");
      String refused = WireJson.text(part, "refusal");
      whole.append(said != null ? said : refused != null ? refused : "");
    }
    return whole.toString();
  }
}
