package dev.latchkey.providers.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.ReasoningSeal;
import dev.latchkey.providers.ReasoningSeal.Family;
import dev.latchkey.providers.wire.WireJson;
import java.util.function.Consumer;

/** Thinking nobody may read but the provider, which comes in one piece. */
final class RedactedBlock extends Block {
  private String data = "";

  RedactedBlock(int index) {
    super(index);
  }

  @Override
  boolean is(String type) {
    return type.equals("redacted_thinking");
  }

  @Override
  void open(JsonNode block, Consumer<ModelEvent> out) {
    String given = WireJson.text(block, "data");
    data = given == null ? "" : given;
  }

  @Override
  void delta(JsonNode delta, Consumer<ModelEvent> out) {}

  @Override
  void finish(Consumer<ModelEvent> out) {
    if (!data.isEmpty()) {
      ReasoningSeal seal = new ReasoningSeal(Family.ANTHROPIC_REDACTED, null, data, null);
      out.accept(new ModelEvent.BlockDone(index(), new Content.Reasoning("", seal)));
    }
  }
}
