package dev.latchkey.simulator.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.simulator.script.Finish;
import dev.latchkey.simulator.script.Oddity;
import dev.latchkey.simulator.script.Part;
import java.io.IOException;
import java.util.List;

/** Writes one Anthropic stream. */
final class AnthropicStream {
  private final Call call;
  private final EventSink sink;
  private int index;

  AnthropicStream(Call call, EventSink sink) {
    this.call = call;
    this.sink = sink;
  }

  void write() throws IOException {
    boolean counted = !call.answer().is(Oddity.NO_USAGE);
    ObjectNode message = AnthropicFormat.message(call, Json.array());
    if (counted) {
      message.set("usage", AnthropicFormat.usage(call.usage(), 1));
    }
    send("message_start", Json.object("type", "message_start", "message", message));
    send("ping", Json.object("type", "ping"));
    for (Part part : call.parts()) {
      part(part);
    }
    if (call.finish() != Finish.MISSING) {
      messageDelta(counted);
    }
    if (!call.answer().is(Oddity.NO_DONE)) {
      send("message_stop", Json.object("type", "message_stop"));
    }
  }

  private void part(Part part) throws IOException {
    switch (part) {
      case Part.Text text -> text(text.chunks());
      case Part.Refusal refusal -> text(List.of(refusal.text()));
      case Part.Reasoning reasoning -> thinking(reasoning);
      case Part.Redacted redacted -> {
        start(Json.object("type", "redacted_thinking", "data", redacted.data()));
        stop();
      }
      case Part.ToolCall tool -> tool(tool);
      case Part.Raw raw -> sink.raw(raw.characters());
    }
  }

  private void text(List<String> chunks) throws IOException {
    start(Json.object("type", "text", "text", ""));
    deltas("text_delta", "text", chunks);
    stop();
  }

  private void thinking(Part.Reasoning reasoning) throws IOException {
    start(Json.object("type", "thinking", "thinking", "", "signature", ""));
    deltas("thinking_delta", "thinking", reasoning.chunks());
    if (!reasoning.seal().isEmpty()) {
      deltas("signature_delta", "signature", List.of(reasoning.seal()));
    }
    stop();
  }

  private void tool(Part.ToolCall tool) throws IOException {
    boolean atOnce = call.answer().is(Oddity.OBJECT_ARGUMENTS);
    start(AnthropicFormat.toolUse(tool, atOnce));
    if (!atOnce && !call.answer().is(Oddity.NO_ARGUMENTS)) {
      deltas("input_json_delta", "partial_json", List.of(""));
      deltas("input_json_delta", "partial_json", tool.argumentChunks());
    }
    stop();
  }

  private void start(ObjectNode block) throws IOException {
    send(
        "content_block_start",
        Json.object("type", "content_block_start", "index", index, "content_block", block));
  }

  private void deltas(String type, String field, List<String> chunks) throws IOException {
    String before =
        "{\"type\":\"content_block_delta\",\"index\":"
            + index
            + ",\"delta\":{\"type\":\""
            + type
            + "\",\""
            + field
            + "\":";
    for (String chunk : chunks) {
      sink.event("content_block_delta", before + Json.quote(chunk) + "}}");
    }
  }

  private void stop() throws IOException {
    send("content_block_stop", Json.object("type", "content_block_stop", "index", index++));
  }

  private void messageDelta(boolean counted) throws IOException {
    ObjectNode delta =
        Json.object("stop_reason", AnthropicFormat.stopReason(call), "stop_sequence", null);
    ObjectNode event = Json.object("type", "message_delta", "delta", delta);
    if (counted) {
      event.set("usage", Json.object("output_tokens", call.usage().output()));
    }
    send("message_delta", event);
  }

  private void send(String name, ObjectNode event) throws IOException {
    sink.event(name, Json.text(event));
  }
}
