package dev.latchkey.providers.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.wire.CallIds;
import dev.latchkey.providers.wire.WireJson;
import java.util.function.Consumer;

/** A tool call. Its input comes in pieces of JSON text, or whole at its start, or not at all. */
final class CallBlock extends Block {
  private final CallIds ids;
  private final StringBuilder input = new StringBuilder();
  private String whole = "";
  private String id = "";
  private String name = "";

  CallBlock(int index, CallIds ids) {
    super(index);
    this.ids = ids;
  }

  @Override
  boolean is(String type) {
    return type.equals("tool_use");
  }

  @Override
  void open(JsonNode block, Consumer<ModelEvent> out) {
    String given = WireJson.text(block, "name");
    name = given == null ? "" : given;
    id = ids.assign(WireJson.text(block, "id"));
    JsonNode start = block.path("input");
    whole = start.isTextual() ? start.textValue() : start.isEmpty() ? "" : start.toString();
    out.accept(new ModelEvent.ToolCallDelta(index(), id, name, ""));
  }

  @Override
  void delta(JsonNode delta, Consumer<ModelEvent> out) {
    String piece = WireJson.text(delta, "partial_json");
    if (piece != null && !piece.isEmpty()) {
      input.append(piece);
      out.accept(new ModelEvent.ToolCallDelta(index(), null, null, piece));
    }
  }

  @Override
  void finish(Consumer<ModelEvent> out) {
    if (input.isEmpty() && !whole.isEmpty()) {
      input.append(whole);
      out.accept(new ModelEvent.ToolCallDelta(index(), null, null, whole));
    }
    String arguments = input.isEmpty() ? "{}" : input.toString();
    out.accept(new ModelEvent.BlockDone(index(), Content.ToolCall.of(id, name, arguments)));
  }
}
