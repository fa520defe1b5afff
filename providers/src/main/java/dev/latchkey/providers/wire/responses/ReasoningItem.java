package dev.latchkey.providers.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.ReasoningSeal;
import dev.latchkey.providers.wire.Growing;
import dev.latchkey.providers.wire.WireJson;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the model thought: as a summary, as text, in encrypted form, or any of these. */
final class ReasoningItem extends Item {
  private final Growing text = new Growing();
  private ReasoningParts.@Nullable Kind shown;
  private int part;
  private @Nullable String encrypted;

  ReasoningItem(int index, String type) {
    super(index, type);
  }

  @Override
  void opened(JsonNode item, Consumer<ModelEvent> out) {
    encrypted = WireJson.text(item, "encrypted_content");
  }

  /**
   * More text of part number {@code at}. When both summary and text arrive, the one that came first
   * is shown: the other says the same.
   */
  void delta(ReasoningParts.Kind kind, int at, String piece, Consumer<ModelEvent> out) {
    if (piece.isEmpty() || (shown != null && shown != kind)) {
      return;
    }
    if (shown != null && part != at) {
      append(ReasoningParts.gap(), out);
    }
    shown = kind;
    part = at;
    append(piece, out);
  }

  /** A part came whole; of use only when nothing came in pieces. */
  void part(ReasoningParts.Kind kind, int at, String whole, Consumer<ModelEvent> out) {
    if (shown == null || (shown == kind && at > part)) {
      delta(kind, at, whole, out);
    }
  }

  private void append(String piece, Consumer<ModelEvent> out) {
    text.add(piece);
    out.accept(new ModelEvent.ReasoningDelta(index(), piece));
  }

  @Override
  void finish(JsonNode item, Consumer<ModelEvent> out) {
    ReasoningParts parts = ReasoningParts.of(item);
    String missing = text.complete(parts.text());
    if (!missing.isEmpty()) {
      out.accept(new ModelEvent.ReasoningDelta(index(), missing));
    }
    String last = WireJson.text(item, "encrypted_content");
    String data = last == null ? encrypted : last;
    if (!text.isEmpty() || data != null) {
      ReasoningSeal seal =
          new ReasoningSeal(ReasoningSeal.Family.RESPONSES, id(), data, parts.field());
      Content block = new Content.Reasoning(text.toString(), seal);
      out.accept(new ModelEvent.BlockDone(index(), block));
    }
  }
}
