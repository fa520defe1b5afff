package dev.latchkey.providers.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.ReasoningSeal;
import dev.latchkey.providers.ReasoningSeal.Family;
import dev.latchkey.providers.wire.WireJson;
import java.util.function.Consumer;

/** What the model thought, with the signature that lets it read it again. */
final class ThinkingBlock extends Block {
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder signature = new StringBuilder();

  ThinkingBlock(int index) {
    super(index);
  }

  @Override
  boolean is(String type) {
    return type.equals("thinking");
  }

  @Override
  void open(JsonNode block, Consumer<ModelEvent> out) {
    delta(block, out);
  }

  @Override
  void delta(JsonNode delta, Consumer<ModelEvent> out) {
    String piece = WireJson.text(delta, "thinking");
    if (piece != null && !piece.isEmpty()) {
      text.append(piece);
      out.accept(new ModelEvent.ReasoningDelta(index(), piece));
    }
    String signed = WireJson.text(delta, "signature");
    if (signed != null) {
      signature.append(signed);
    }
  }

  @Override
  void finish(Consumer<ModelEvent> out) {
    if (text.isEmpty() && signature.isEmpty()) {
      return;
    }
    String proof = signature.isEmpty() ? null : signature.toString();
    ReasoningSeal seal = new ReasoningSeal(Family.ANTHROPIC, null, proof, null);
    Content block = new Content.Reasoning(text.toString(), seal);
    out.accept(new ModelEvent.BlockDone(index(), block));
  }
}
