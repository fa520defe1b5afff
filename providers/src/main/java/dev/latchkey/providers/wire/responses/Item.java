package dev.latchkey.providers.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.wire.CallIds;
import dev.latchkey.providers.wire.WireJson;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One output item while it arrives; one block of the reply. */
abstract sealed class Item permits MessageItem, ReasoningItem, CallItem, ForeignItem {
  private final int index;
  private final String type;
  private @Nullable String id;
  private boolean closed;

  Item(int index, String type) {
    this.index = index;
    this.type = type;
  }

  /** An item of {@code type}. */
  static Item of(String type, int index, CallIds callIds) {
    return switch (type) {
      case "message" -> new MessageItem(index, type);
      case "reasoning" -> new ReasoningItem(index, type);
      case "function_call", CallItem.CUSTOM -> new CallItem(index, type, callIds);
      default -> new ForeignItem(index, type);
    };
  }

  /** The index of its block. */
  final int index() {
    return index;
  }

  /** The provider's id of it, if it has one. */
  final @Nullable String id() {
    return id;
  }

  /** The provider's name for its kind. */
  final String type() {
    return type;
  }

  final boolean closed() {
    return closed;
  }

  /** Takes in what the provider says of it at its start. */
  final void open(JsonNode item, Consumer<ModelEvent> out) {
    noteId(item);
    opened(item, out);
  }

  /** Ends it with its whole form, or with what came so far when {@code item} is empty. */
  final void close(JsonNode item, Consumer<ModelEvent> out) {
    if (!closed) {
      noteId(item);
      finish(item, out);
      closed = true;
    }
  }

  void opened(JsonNode item, Consumer<ModelEvent> out) {}

  /** Sends what is missing and its block. */
  abstract void finish(JsonNode item, Consumer<ModelEvent> out);

  private void noteId(JsonNode item) {
    String given = WireJson.text(item, "id");
    if (given != null && !given.isEmpty()) {
      id = given;
    }
  }
}
