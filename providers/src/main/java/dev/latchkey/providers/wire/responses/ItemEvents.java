package dev.latchkey.providers.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.wire.WireJson;
import dev.latchkey.providers.wire.responses.ReasoningParts.Kind;
import java.util.function.Consumer;

/** The events that add to an item. */
final class ItemEvents {
  private ItemEvents() {}

  /** Applies one event; a kind that adds nothing is skipped. */
  static void apply(String kind, JsonNode event, Items items, Consumer<ModelEvent> out) {
    switch (kind) {
      case "response.output_text.delta", "response.refusal.delta" ->
          items.target(event, "message", MessageItem.class).delta(text(event, "delta"), out);
      case "response.output_text.done" -> messagePart(text(event, "text"), event, items, out);
      case "response.refusal.done" -> messagePart(text(event, "refusal"), event, items, out);
      case "response.reasoning_summary_text.delta" ->
          thought(Kind.SUMMARY, text(event, "delta"), event, items, out);
      case "response.reasoning_summary_text.done" ->
          thoughtPart(Kind.SUMMARY, text(event, "text"), event, items, out);
      case "response.reasoning_text.delta" ->
          thought(Kind.CONTENT, text(event, "delta"), event, items, out);
      case "response.reasoning_text.done" ->
          thoughtPart(Kind.CONTENT, text(event, "text"), event, items, out);
      case "response.function_call_arguments.delta" ->
          items.target(event, "function_call", CallItem.class).delta(text(event, "delta"), out);
      case "response.custom_tool_call_input.delta" ->
          items.target(event, "custom_tool_call", CallItem.class).delta(text(event, "delta"), out);
      case "response.function_call_arguments.done" ->
          callWhole(text(event, "arguments"), event, items, out);
      case "response.custom_tool_call_input.done" ->
          callWhole(text(event, "input"), event, items, out);
      default -> {}
    }
  }

  private static void messagePart(
      String whole, JsonNode event, Items items, Consumer<ModelEvent> out) {
    MessageItem item = items.existing(event, MessageItem.class);
    if (item != null) {
      item.part(whole, out);
    }
  }

  private static void thought(
      Kind kind, String piece, JsonNode event, Items items, Consumer<ModelEvent> out) {
    items
        .target(event, "reasoning", ReasoningItem.class)
        .delta(kind, partOf(kind, event), piece, out);
  }

  private static void thoughtPart(
      Kind kind, String whole, JsonNode event, Items items, Consumer<ModelEvent> out) {
    ReasoningItem item = items.existing(event, ReasoningItem.class);
    if (item != null) {
      item.part(kind, partOf(kind, event), whole, out);
    }
  }

  private static void callWhole(
      String whole, JsonNode event, Items items, Consumer<ModelEvent> out) {
    CallItem item = items.existing(event, CallItem.class);
    if (item != null) {
      item.whole(whole, out);
    }
  }

  private static int partOf(Kind kind, JsonNode event) {
    return event.path(kind == Kind.SUMMARY ? "summary_index" : "content_index").asInt(0);
  }

  private static String text(JsonNode event, String field) {
    String text = WireJson.text(event, field);
    return text == null ? "" : text;
  }
}
