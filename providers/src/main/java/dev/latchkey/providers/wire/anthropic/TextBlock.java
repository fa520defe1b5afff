package dev.latchkey.providers.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.wire.WireJson;
import java.util.function.Consumer;

/** Visible text. */
final class TextBlock extends Block {
  private final StringBuilder text = new StringBuilder();

  TextBlock(int index) {
    super(index);
  }

  @Override
  boolean is(String type) {
    return type.equals("text");
  }

  @Override
  void open(JsonNode block, Consumer<ModelEvent> out) {
    delta(block, out);
  }

  @Override
  void delta(JsonNode delta, Consumer<ModelEvent> out) {
    String piece = WireJson.text(delta, "text");
    if (piece != null && !piece.isEmpty()) {
      text.append(piece);
      out.accept(new ModelEvent.TextDelta(index(), piece));
    }
  }

  @Override
  void finish(Consumer<ModelEvent> out) {
    if (!text.isEmpty()) {
      out.accept(new ModelEvent.BlockDone(index(), new Content.Text(text.toString())));
    }
  }
}
