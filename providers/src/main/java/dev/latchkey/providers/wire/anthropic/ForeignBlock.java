package dev.latchkey.providers.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.ReasoningSeal;
import dev.latchkey.providers.ReasoningSeal.Family;
import dev.latchkey.providers.wire.WireJson;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A block no agent acts on. Calls and results of the provider's own tools are kept whole, because
 * the provider wants them back when it goes on; anything else is left out.
 */
final class ForeignBlock extends Block {
  private final StringBuilder input = new StringBuilder();
  private @Nullable ObjectNode own;

  ForeignBlock(int index) {
    super(index);
  }

  @Override
  boolean is(String type) {
    return true;
  }

  @Override
  void open(JsonNode block, Consumer<ModelEvent> out) {
    String type = block.path("type").asText();
    boolean kept = type.endsWith("_tool_use") || type.endsWith("_tool_result");
    own = kept && block instanceof ObjectNode object ? object : null;
  }

  @Override
  void delta(JsonNode delta, Consumer<ModelEvent> out) {
    String piece = WireJson.text(delta, "partial_json");
    if (piece != null) {
      input.append(piece);
    }
  }

  @Override
  void finish(Consumer<ModelEvent> out) {
    if (own == null) {
      return;
    }
    JsonNode whole = input.isEmpty() ? null : WireJson.tree(input.toString());
    if (whole != null) {
      own.set("input", whole);
    }
    ReasoningSeal seal = new ReasoningSeal(Family.ANTHROPIC_OWN, null, own.toString(), null);
    out.accept(new ModelEvent.BlockDone(index(), new Content.Reasoning("", seal)));
  }
}
