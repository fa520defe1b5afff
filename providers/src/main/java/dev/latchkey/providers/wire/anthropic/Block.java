package dev.latchkey.providers.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.wire.CallIds;
import java.util.function.Consumer;

/** One content block while it arrives. */
abstract sealed class Block
    permits TextBlock, ThinkingBlock, RedactedBlock, CallBlock, ForeignBlock {
  private final int index;
  private boolean closed;

  Block(int index) {
    this.index = index;
  }

  /** A block of {@code type}. */
  static Block of(String type, int index, CallIds ids) {
    return switch (type) {
      case "text" -> new TextBlock(index);
      case "thinking" -> new ThinkingBlock(index);
      case "redacted_thinking" -> new RedactedBlock(index);
      case "tool_use" -> new CallBlock(index, ids);
      default -> new ForeignBlock(index);
    };
  }

  /** The type of block a delta adds to; empty when it adds to any. */
  static String typeFor(String delta) {
    return switch (delta) {
      case "text_delta" -> "text";
      case "thinking_delta", "signature_delta" -> "thinking";
      case "input_json_delta" -> "tool_use";
      default -> "";
    };
  }

  final int index() {
    return index;
  }

  final boolean closed() {
    return closed;
  }

  /** Takes in its first form, which may already be the whole of it. */
  abstract void open(JsonNode block, Consumer<ModelEvent> out);

  /** Whether deltas for blocks of {@code type} are for it. */
  abstract boolean is(String type);

  abstract void delta(JsonNode delta, Consumer<ModelEvent> out);

  final void close(Consumer<ModelEvent> out) {
    if (!closed) {
      closed = true;
      finish(out);
    }
  }

  /** Sends its block unless there is nothing in it. */
  abstract void finish(Consumer<ModelEvent> out);
}
