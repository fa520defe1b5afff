package dev.latchkey.simulator.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.simulator.script.Answer;
import dev.latchkey.simulator.script.Oddity;
import dev.latchkey.simulator.script.Part;
import dev.latchkey.simulator.script.Spelling;
import dev.latchkey.simulator.script.Usage;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes one Chat Completions stream. Text chunks are joined from prepared strings for speed. */
final class CompletionsStream {
  private final Call call;
  private final Answer answer;
  private final EventSink sink;
  private final boolean usageWanted;
  private final String opening;
  private final String usageTail;
  private int written;
  private int tools;

  CompletionsStream(Call call, boolean usageWanted, EventSink sink) {
    this.call = call;
    this.answer = call.answer();
    this.usageWanted = usageWanted;
    this.sink = sink;
    this.opening = opening();
    this.usageTail = answer.is(Oddity.NULL_USAGE) ? ",\"usage\":null}" : "}";
  }

  void write() throws IOException {
    if (answer.is(Oddity.EMPTY_CHOICES_FIRST)) {
      JsonNode filters =
          Json.array(Json.object("prompt_index", 0, "content_filter_results", Json.object()));
      send("[],\"prompt_filter_results\":" + Json.text(filters) + "}");
    }
    List<List<Part>> choices = CompletionsFormat.perChoice(call);
    for (int i = 0; i < choices.size(); i++) {
      role(i);
    }
    for (int i = 0; i < choices.size(); i++) {
      for (Part part : choices.get(i)) {
        part(i, part);
      }
      finish(i);
    }
    usage();
    if (!answer.is(Oddity.NO_DONE)) {
      sink.event(null, "[DONE]");
    }
  }

  private String opening() {
    if (answer.is(Oddity.BARE_CHUNKS)) {
      return "{\"choices\":";
    }
    return "{\"id\":"
        + Json.quote(call.id())
        + ",\"object\":\"chat.completion.chunk\",\"created\":"
        + call.created()
        + ",\"model\":"
        + Json.quote(call.model())
        + ",\"choices\":";
  }

  private void role(int choice) throws IOException {
    String content = answer.is(Oddity.NULL_CONTENT) ? "null" : "\"\"";
    delta(choice, "{\"role\":\"assistant\",\"content\":" + content + "}", null);
  }

  private void part(int choice, Part part) throws IOException {
    switch (part) {
      case Part.Text text -> content(choice, text.chunks());
      case Part.Reasoning r when r.spelling() == Spelling.THINK_TAGS -> {
        content(choice, List.of("<think>"));
        content(choice, r.chunks());
        content(choice, List.of("</think>\n\n"));
      }
      case Part.Reasoning r -> {
        String name = "{\"" + CompletionsFormat.field(r.spelling()) + "\":";
        for (String chunk : r.chunks()) {
          delta(choice, name + Json.quote(chunk) + "}", null);
        }
      }
      case Part.Refusal refusal ->
          delta(choice, "{\"refusal\":" + Json.quote(refusal.text()) + "}", null);
      case Part.ToolCall tool -> tool(choice, tool);
      case Part.Raw raw -> sink.raw(raw.characters());
      case Part.Redacted _ -> {}
    }
  }

  private void content(int choice, List<String> chunks) throws IOException {
    String after = answer.is(Oddity.EMPTY_TOOL_CALLS) ? ",\"tool_calls\":[]}" : "}";
    boolean parts = answer.is(Oddity.CONTENT_AS_PARTS);
    String before = parts ? "{\"content\":[{\"type\":\"text\",\"text\":" : "{\"content\":";
    String end = (parts ? "}]" : "") + after;
    for (String chunk : chunks) {
      delta(choice, before + Json.quote(chunk) + end, null);
    }
  }

  private void tool(int choice, Part.ToolCall tool) throws IOException {
    int position = tools++;
    toolDelta(choice, CompletionsTools.opening(tool, position, answer));
    if (answer.is(Oddity.OBJECT_ARGUMENTS) || answer.is(Oddity.NO_ARGUMENTS)) {
      return;
    }
    for (String chunk : tool.argumentChunks()) {
      toolDelta(choice, CompletionsTools.piece(tool, position, answer, chunk));
    }
  }

  private void toolDelta(int choice, ObjectNode piece) throws IOException {
    delta(choice, "{\"tool_calls\":[" + Json.text(piece) + "]}", null);
  }

  private void finish(int choice) throws IOException {
    String reason = CompletionsFormat.finishReason(call);
    if (reason != null) {
      delta(choice, "{}", reason);
    }
  }

  private void delta(int choice, String delta, @Nullable String finish) throws IOException {
    String reason = finish == null ? "null" : "\"" + finish + "\"";
    String tail = usageTail;
    if (answer.is(Oddity.USAGE_EVERY_CHUNK)) {
      Usage soFar = Usage.of(call.usage().input(), Math.min(++written, call.usage().output()));
      tail = ",\"usage\":" + Json.text(CompletionsFormat.usage(soFar)) + "}";
    }
    send(
        "[{\"index\":"
            + choice
            + ",\"delta\":"
            + delta
            + ",\"finish_reason\":"
            + reason
            + "}]"
            + tail);
  }

  private void usage() throws IOException {
    boolean every = answer.is(Oddity.USAGE_EVERY_CHUNK);
    if ((usageWanted || every) && !answer.is(Oddity.NO_USAGE)) {
      send("[],\"usage\":" + Json.text(CompletionsFormat.usage(call.usage())) + "}");
    }
  }

  private void send(String choicesAndRest) throws IOException {
    sink.event(null, opening + choicesAndRest);
  }
}
