package dev.latchkey.simulator.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.simulator.script.Finish;
import dev.latchkey.simulator.script.Oddity;
import dev.latchkey.simulator.script.Part;
import dev.latchkey.simulator.script.Spelling;
import dev.latchkey.simulator.script.Usage;
import dev.latchkey.simulator.traffic.RecordedRequest;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** OpenAI Chat Completions. */
final class CompletionsFormat implements WireFormat {

  @Override
  public void stream(Call call, RecordedRequest request, EventSink sink) throws IOException {
    boolean wanted = request.body().path("stream_options").path("include_usage").asBoolean();
    new CompletionsStream(call, wanted, sink).write();
  }

  @Override
  public void error(EventSink sink, String code, String message) throws IOException {
    ObjectNode error =
        Json.object("message", message, "type", "server_error", "param", null, "code", code);
    sink.event(null, Json.text(Json.object("error", error)));
  }

  @Override
  public ObjectNode whole(Call call) {
    ArrayNode choices = Json.array();
    List<List<Part>> perChoice = perChoice(call);
    for (int i = 0; i < perChoice.size(); i++) {
      ObjectNode choice = Json.object("index", i, "message", message(call, perChoice.get(i)));
      choice.put("finish_reason", finishReason(call));
      choices.add(choice);
    }
    ObjectNode whole = Json.object();
    if (!call.answer().is(Oddity.BARE_CHUNKS)) {
      whole.put("id", call.id()).put("object", "chat.completion");
      whole.put("created", call.created()).put("model", call.model());
    }
    whole.set("choices", choices);
    if (!call.answer().is(Oddity.NO_USAGE)) {
      whole.set("usage", usage(call.usage()));
    }
    return whole;
  }

  /** One choice, or two with half of the parts each. */
  static List<List<Part>> perChoice(Call call) {
    List<Part> parts = call.parts();
    int half = (parts.size() + 1) / 2;
    return call.answer().is(Oddity.TWO_CHOICES)
        ? List.of(parts.subList(0, half), parts.subList(half, parts.size()))
        : List.of(parts);
  }

  private static ObjectNode message(Call call, List<Part> parts) {
    ObjectNode message = Json.object("role", "assistant", "content", null);
    StringBuilder content = new StringBuilder();
    ArrayNode toolCalls = Json.array();
    for (Part part : parts) {
      switch (part) {
        case Part.Text text -> content.append(text.text());
        case Part.Reasoning r when r.spelling() == Spelling.THINK_TAGS ->
            content.append("<think>").append(r.text()).append("</think>\n\n");
        case Part.Reasoning r -> message.put(field(r.spelling()), r.text());
        case Part.Refusal refusal -> message.put("refusal", refusal.text());
        case Part.ToolCall tool ->
            toolCalls.add(CompletionsTools.whole(tool, toolCalls.size(), call.answer()));
        case Part.Redacted _, Part.Raw _ -> {}
      }
    }
    boolean silent = content.isEmpty() && (!toolCalls.isEmpty() || message.has("refusal"));
    if (call.answer().is(Oddity.CONTENT_AS_PARTS)) {
      message.set("content", Json.array(Json.object("type", "text", "text", content.toString())));
    } else if (!silent && !call.answer().is(Oddity.NULL_CONTENT)) {
      message.put("content", content.toString());
    }
    if (!toolCalls.isEmpty() || call.answer().is(Oddity.EMPTY_TOOL_CALLS)) {
      message.set("tool_calls", toolCalls);
    }
    return message;
  }

  static String field(Spelling spelling) {
    return switch (spelling) {
      case USUAL, REASONING_CONTENT -> "reasoning_content";
      case REASONING -> "reasoning";
      case REASONING_TEXT -> "reasoning_text";
      case THINK_TAGS -> "content";
    };
  }

  static @Nullable String finishReason(Call call) {
    Finish finish = call.answer().is(Oddity.STOP_WITH_TOOLS) ? Finish.STOP : call.finish();
    return switch (finish) {
      case NATURAL, STOP, PAUSE -> "stop";
      case TOOL_CALLS -> "tool_calls";
      case LENGTH -> "length";
      case CONTENT_FILTER -> "content_filter";
      case UNKNOWN -> "eos_of_some_kind";
      case MISSING -> null;
    };
  }

  static ObjectNode usage(Usage usage) {
    return Json.object(
        "prompt_tokens",
        usage.input(),
        "completion_tokens",
        usage.output(),
        "total_tokens",
        usage.input() + usage.output(),
        "prompt_tokens_details",
        Json.object("cached_tokens", usage.cached()),
        "completion_tokens_details",
        Json.object("reasoning_tokens", usage.reasoning()));
  }
}
