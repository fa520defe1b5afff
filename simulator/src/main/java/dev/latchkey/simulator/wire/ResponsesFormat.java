package dev.latchkey.simulator.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.simulator.script.Oddity;
import dev.latchkey.simulator.script.Part;
import dev.latchkey.simulator.script.Usage;
import dev.latchkey.simulator.traffic.RecordedRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** OpenAI Responses. */
final class ResponsesFormat implements WireFormat {

  @Override
  public void stream(Call call, RecordedRequest request, EventSink sink) throws IOException {
    new ResponsesStream(call, sink).write();
  }

  @Override
  public void error(EventSink sink, String code, String message) throws IOException {
    ObjectNode error = Json.object("type", "error", "code", code, "message", message);
    sink.event("error", Json.text(error.putNull("param")));
  }

  @Override
  public ObjectNode whole(Call call) {
    ArrayNode output = Json.array();
    for (int i = 0; i < call.parts().size(); i++) {
      if (!(call.parts().get(i) instanceof Part.Raw)) {
        output.add(item(call, i));
      }
    }
    return response(call, status(call), output, true);
  }

  /** The response object in a given state. */
  static ObjectNode response(Call call, String status, ArrayNode output, boolean counted) {
    ObjectNode response =
        Json.object("id", call.id(), "object", "response", "created_at", call.created());
    response.put("status", status).put("model", call.model());
    response.putNull("error");
    response.set("incomplete_details", Json.node(counted ? incompleteDetails(call) : null));
    response.set("output", output);
    boolean reported = counted && !call.answer().is(Oddity.NO_USAGE);
    response.set("usage", Json.node(reported ? usage(call.usage()) : null));
    return response;
  }

  static String status(Call call) {
    return switch (call.finish()) {
      case NATURAL, STOP, TOOL_CALLS, PAUSE -> "completed";
      case LENGTH, CONTENT_FILTER -> "incomplete";
      case UNKNOWN, MISSING -> "eos_of_some_kind";
    };
  }

  private static @Nullable ObjectNode incompleteDetails(Call call) {
    return switch (call.finish()) {
      case LENGTH -> Json.object("reason", "max_output_tokens");
      case CONTENT_FILTER -> Json.object("reason", "content_filter");
      case NATURAL, STOP, TOOL_CALLS, PAUSE, UNKNOWN, MISSING -> null;
    };
  }

  /** The finished output item of the part at this position. */
  static ObjectNode item(Call call, int position) {
    String suffix = call.id().substring(call.id().indexOf('_')) + "_" + position;
    return switch (call.parts().get(position)) {
      case Part.Text text -> message("msg" + suffix, Json.array(outputText(text.text())));
      case Part.Refusal refusal ->
          message(
              "msg" + suffix,
              Json.array(Json.object("type", "refusal", "refusal", refusal.text())));
      case Part.Reasoning r -> reasoning("rs" + suffix, r.text(), r.seal());
      case Part.Redacted r -> reasoning("rs" + suffix, "", r.data());
      case Part.ToolCall tool -> toolCall(suffix, tool, call);
      case Part.Raw _ -> Json.object();
    };
  }

  static ObjectNode outputText(String text) {
    return Json.object("type", "output_text", "text", text, "annotations", Json.array());
  }

  private static ObjectNode message(String id, ArrayNode content) {
    return Json.object(
        "id",
        id,
        "type",
        "message",
        "status",
        "completed",
        "role",
        "assistant",
        "content",
        content);
  }

  private static ObjectNode reasoning(String id, String text, String seal) {
    ArrayNode summary = Json.array();
    if (!text.isEmpty()) {
      summary.add(Json.object("type", "summary_text", "text", text));
    }
    ObjectNode item = Json.object("id", id, "type", "reasoning", "summary", summary);
    return seal.isEmpty() ? item : item.put("encrypted_content", seal);
  }

  private static ObjectNode toolCall(String suffix, Part.ToolCall tool, Call call) {
    ObjectNode item = Json.object();
    item.put("id", (tool.freeform() ? "ctc" : "fc") + suffix);
    item.put("type", tool.freeform() ? "custom_tool_call" : "function_call");
    item.put("status", "completed");
    if (!call.answer().is(Oddity.NO_TOOL_ID)) {
      item.put("call_id", tool.id());
    }
    item.put("name", tool.name());
    if (call.answer().is(Oddity.OBJECT_ARGUMENTS)) {
      return item.set("arguments", Json.parseOrText(tool.arguments()));
    }
    return call.answer().is(Oddity.NO_ARGUMENTS)
        ? item
        : item.put(tool.freeform() ? "input" : "arguments", tool.arguments());
  }

  private static ObjectNode usage(Usage usage) {
    return Json.object(
        "input_tokens",
        usage.input(),
        "input_tokens_details",
        Json.object("cached_tokens", usage.cached()),
        "output_tokens",
        usage.output(),
        "output_tokens_details",
        Json.object("reasoning_tokens", usage.reasoning()),
        "total_tokens",
        usage.input() + usage.output());
  }
}
