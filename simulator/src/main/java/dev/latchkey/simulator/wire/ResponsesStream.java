package dev.latchkey.simulator.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.simulator.script.Finish;
import dev.latchkey.simulator.script.Oddity;
import dev.latchkey.simulator.script.Part;
import java.io.IOException;
import java.util.List;

/** Writes one Responses stream, events numbered from 0. */
final class ResponsesStream {
  private final Call call;
  private final EventSink sink;
  private final ArrayNode output = Json.array();
  private int sequence;

  ResponsesStream(Call call, EventSink sink) {
    this.call = call;
    this.sink = sink;
  }

  void write() throws IOException {
    state("response.created", "in_progress");
    state("response.in_progress", "in_progress");
    for (int i = 0; i < call.parts().size(); i++) {
      part(call.parts().get(i), i);
    }
    if (call.finish() != Finish.MISSING) {
      last();
    }
  }

  private void part(Part part, int position) throws IOException {
    if (part instanceof Part.Raw raw) {
      sink.raw(raw.characters());
      return;
    }
    ObjectNode item = ResponsesFormat.item(call, position);
    item("response.output_item.added", opened(item));
    String id = item.path("id").asText();
    switch (part) {
      case Part.Text text -> text(id, text.chunks());
      case Part.Refusal refusal -> refusal(id, refusal.text());
      case Part.Reasoning reasoning -> summary(id, reasoning.chunks());
      case Part.ToolCall tool -> arguments(id, tool);
      case Part.Redacted _, Part.Raw _ -> {}
    }
    item("response.output_item.done", item);
    output.add(item);
  }

  /** The item as it is announced: same identity, nothing in it yet. */
  private static ObjectNode opened(ObjectNode item) {
    ObjectNode opened = item.deepCopy();
    if (opened.has("status")) {
      opened.put("status", "in_progress");
    }
    for (String filled : List.of("content", "summary")) {
      if (opened.has(filled)) {
        opened.set(filled, Json.array());
      }
    }
    for (String filled : List.of("arguments", "input")) {
      if (opened.has(filled)) {
        opened.put(filled, "");
      }
    }
    opened.remove("encrypted_content");
    return opened;
  }

  private void text(String id, List<String> chunks) throws IOException {
    Address at = new Address(id, "content_index");
    add("response.content_part.added", at, "part", ResponsesFormat.outputText(""));
    deltas("response.output_text.delta", at, chunks);
    String whole = String.join("", chunks);
    add("response.output_text.done", at, "text", whole);
    add("response.content_part.done", at, "part", ResponsesFormat.outputText(whole));
  }

  private void refusal(String id, String text) throws IOException {
    Address at = new Address(id, "content_index");
    add("response.content_part.added", at, "part", Json.object("type", "refusal", "refusal", ""));
    deltas("response.refusal.delta", at, List.of(text));
    add("response.refusal.done", at, "refusal", text);
    add("response.content_part.done", at, "part", Json.object("type", "refusal", "refusal", text));
  }

  private void summary(String id, List<String> chunks) throws IOException {
    if (chunks.isEmpty()) {
      return;
    }
    Address at = new Address(id, "summary_index");
    String whole = String.join("", chunks);
    ObjectNode part = Json.object("type", "summary_text", "text", whole);
    ObjectNode empty = Json.object("type", "summary_text", "text", "");
    add("response.reasoning_summary_part.added", at, "part", empty);
    deltas("response.reasoning_summary_text.delta", at, chunks);
    add("response.reasoning_summary_text.done", at, "text", whole);
    add("response.reasoning_summary_part.done", at, "part", part);
  }

  private void arguments(String id, Part.ToolCall tool) throws IOException {
    if (call.answer().is(Oddity.NO_ARGUMENTS) || call.answer().is(Oddity.OBJECT_ARGUMENTS)) {
      return;
    }
    Address at = new Address(id, "");
    String event =
        tool.freeform() ? "response.custom_tool_call_input" : "response.function_call_arguments";
    deltas(event + ".delta", at, tool.argumentChunks());
    add(event + ".done", at, tool.freeform() ? "input" : "arguments", tool.arguments());
  }

  private void deltas(String type, Address at, List<String> chunks) throws IOException {
    ObjectNode address = at.in(Json.object("type", type), output.size());
    String all = Json.text(address);
    String before = all.substring(0, all.length() - 1) + ",\"sequence_number\":";
    for (String chunk : chunks) {
      sink.event(type, before + sequence++ + ",\"delta\":" + Json.quote(chunk) + "}");
    }
  }

  private void add(String type, Address at, String field, Object value) throws IOException {
    ObjectNode event = at.in(Json.object("type", type), output.size());
    event.put("sequence_number", sequence++);
    sink.event(type, Json.text(event.set(field, Json.node(value))));
  }

  private void item(String type, ObjectNode item) throws IOException {
    ObjectNode event = Json.object("type", type, "sequence_number", sequence++);
    event.put("output_index", output.size());
    sink.event(type, Json.text(event.set("item", item)));
  }

  private void state(String type, String status) throws IOException {
    ObjectNode response = ResponsesFormat.response(call, status, Json.array(), false);
    sink.event(
        type,
        Json.text(Json.object("type", type, "sequence_number", sequence++, "response", response)));
  }

  private void last() throws IOException {
    String status = ResponsesFormat.status(call);
    String type = status.equals("incomplete") ? "response.incomplete" : "response.completed";
    ArrayNode items = call.answer().is(Oddity.EMPTY_FINAL_OUTPUT) ? Json.array() : output;
    ObjectNode response = ResponsesFormat.response(call, status, items, true);
    sink.event(
        type,
        Json.text(Json.object("type", type, "sequence_number", sequence++, "response", response)));
  }

  /** Where in the output an event belongs. */
  private record Address(String itemId, String innerIndex) {
    ObjectNode in(ObjectNode event, int outputIndex) {
      event.put("item_id", itemId).put("output_index", outputIndex);
      return innerIndex.isEmpty() ? event : event.put(innerIndex, 0);
    }
  }
}
