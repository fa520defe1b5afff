package dev.latchkey.providers.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.ModelEvent;
import java.util.function.Consumer;

/** An item no agent acts on, such as a search the provider ran by itself. */
final class ForeignItem extends Item {
  ForeignItem(int index, String type) {
    super(index, type);
  }

  @Override
  void finish(JsonNode item, Consumer<ModelEvent> out) {}
}
