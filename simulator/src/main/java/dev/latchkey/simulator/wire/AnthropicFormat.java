package dev.latchkey.simulator.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.simulator.script.Oddity;
import dev.latchkey.simulator.script.Part;
import dev.latchkey.simulator.script.Usage;
import dev.latchkey.simulator.traffic.RecordedRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Anthropic Messages. */
final class AnthropicFormat implements WireFormat {

  @Override
  public void stream(Call call, RecordedRequest request, EventSink sink) throws IOException {
    new AnthropicStream(call, sink).write();
  }

  @Override
  public void error(EventSink sink, String code, String message) throws IOException {
    ObjectNode error = Json.object("type", code, "message", message);
    sink.event("error", Json.text(Json.object("type", "error", "error", error)));
  }

  @Override
  public ObjectNode whole(Call call) {
    ArrayNode content = Json.array();
    for (Part part : call.parts()) {
      switch (part) {
        case Part.Text text -> content.add(Json.object("type", "text", "text", text.text()));
        case Part.Refusal refusal ->
            content.add(Json.object("type", "text", "text", refusal.text()));
        case Part.Reasoning r ->
            content.add(
                Json.object("type", "thinking", "thinking", r.text(), "signature", r.seal()));
        case Part.Redacted r ->
            content.add(Json.object("type", "redacted_thinking", "data", r.data()));
        case Part.ToolCall tool -> content.add(toolUse(tool, true));
        case Part.Raw _ -> {}
      }
    }
    ObjectNode message = message(call, content);
    message.put("stop_reason", stopReason(call));
    if (!call.answer().is(Oddity.NO_USAGE)) {
      message.set("usage", usage(call.usage(), call.usage().output()));
    }
    return message;
  }

  static ObjectNode toolUse(Part.ToolCall tool, boolean withInput) {
    return Json.object(
        "type",
        "tool_use",
        "id",
        tool.id(),
        "name",
        tool.name(),
        "input",
        withInput ? Json.parseOrText(tool.arguments()) : Json.object());
  }

  static ObjectNode message(Call call, ArrayNode content) {
    return Json.object(
        "id",
        call.id(),
        "type",
        "message",
        "role",
        "assistant",
        "model",
        call.model(),
        "content",
        content,
        "stop_reason",
        null,
        "stop_sequence",
        null);
  }

  static @Nullable String stopReason(Call call) {
    return switch (call.finish()) {
      case NATURAL, STOP ->
          call.parts().stream().anyMatch(Part.Refusal.class::isInstance) ? "refusal" : "end_turn";
      case TOOL_CALLS -> call.answer().is(Oddity.STOP_WITH_TOOLS) ? "end_turn" : "tool_use";
      case LENGTH -> "max_tokens";
      case PAUSE -> "pause_turn";
      case CONTENT_FILTER -> "refusal";
      case UNKNOWN -> "eos_of_some_kind";
      case MISSING -> null;
    };
  }

  static ObjectNode usage(Usage usage, int output) {
    return Json.object(
        "input_tokens",
        usage.input() - usage.cached() - usage.cacheWrite(),
        "cache_creation_input_tokens",
        usage.cacheWrite(),
        "cache_read_input_tokens",
        usage.cached(),
        "output_tokens",
        output);
  }
}
