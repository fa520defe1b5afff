package dev.latchkey.providers.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.wire.CallIds;
import dev.latchkey.providers.wire.WireJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The blocks of one reply in the order they appeared; an index used again is another block. */
final class Blocks {
  private final List<Block> all = new ArrayList<>();
  private final Map<Long, Block> byIndex = new HashMap<>();
  private final CallIds ids;

  Blocks(CallIds ids) {
    this.ids = ids;
  }

  void start(JsonNode event, Consumer<ModelEvent> out) {
    Long index = WireJson.count(event, "index");
    Block before = byIndex.get(index);
    if (before != null) {
      before.close(out);
    }
    JsonNode block = event.path("content_block");
    create(block.path("type").asText(), index, block, out);
  }

  void delta(JsonNode event, Consumer<ModelEvent> out) {
    JsonNode delta = event.path("delta");
    String type = Block.typeFor(delta.path("type").asText());
    if (!type.isEmpty()) {
      Long index = WireJson.count(event, "index");
      Block block = open(index);
      if (block == null || !block.is(type)) {
        block = create(type, index, MissingNode.getInstance(), out);
      }
      block.delta(delta, out);
    }
  }

  void stop(JsonNode event, Consumer<ModelEvent> out) {
    Block block = open(WireJson.count(event, "index"));
    if (block != null) {
      block.close(out);
    }
  }

  /** A block that came whole. */
  void whole(JsonNode block, Consumer<ModelEvent> out) {
    create(block.path("type").asText(), null, block, out).close(out);
  }

  void closeAll(Consumer<ModelEvent> out) {
    all.forEach(block -> block.close(out));
  }

  boolean called() {
    return all.stream().anyMatch(CallBlock.class::isInstance);
  }

  /** The open block of that index; the newest when the server gives none. */
  private @Nullable Block open(@Nullable Long index) {
    Block block = index != null ? byIndex.get(index) : all.isEmpty() ? null : all.getLast();
    return block == null || block.closed() ? null : block;
  }

  private Block create(
      String type, @Nullable Long index, JsonNode content, Consumer<ModelEvent> out) {
    Block block = Block.of(type, all.size(), ids);
    all.add(block);
    if (index != null) {
      byIndex.put(index, block);
    }
    block.open(content, out);
    return block;
  }
}
