package dev.latchkey.providers.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.ModelEvent;
import java.util.function.Consumer;

/** A block no agent acts on: the provider's own tools and their results. */
final class ForeignBlock extends Block {
  ForeignBlock(int index) {
    super(index);
  }

  @Override
  boolean is(String type) {
    return true;
  }

  @Override
  void open(JsonNode block, Consumer<ModelEvent> out) {}

  @Override
  void delta(JsonNode delta, Consumer<ModelEvent> out) {}

  @Override
  void finish(Consumer<ModelEvent> out) {}
}
