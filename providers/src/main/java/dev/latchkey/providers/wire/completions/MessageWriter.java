package dev.latchkey.providers.wire.completions;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.Message;
import dev.latchkey.providers.Quirks;
import dev.latchkey.providers.ReasoningSeal;
import dev.latchkey.providers.wire.CallNames;
import dev.latchkey.providers.wire.MediaNote;
import dev.latchkey.providers.wire.WireJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** Writes one neutral message as the Chat Completions messages it takes. */
final class MessageWriter {
  private final JsonGenerator json;
  private final Quirks quirks;

  MessageWriter(JsonGenerator json, Quirks quirks) {
    this.json = json;
    this.quirks = quirks;
  }

  void write(Message message) throws IOException {
    switch (message.role()) {
      case USER -> user(message.content());
      case ASSISTANT -> assistant(message.content());
      case TOOL -> results(only(Content.ToolResult.class, message.content()));
    }
  }

  private void user(List<Content> content) throws IOException {
    json.writeStartObject();
    json.writeStringField("role", "user");
    json.writeFieldName("content");
    content(content);
    json.writeEndObject();
  }

  /** A plain string where it can be: not every compatible server reads content parts. */
  private void content(List<Content> content) throws IOException {
    if (!anySendable(content)) {
      json.writeString(joined(content, "\n"));
      return;
    }
    json.writeStartArray();
    for (Content block : content) {
      if (block instanceof Content.Media media && sendable(media)) {
        image(media);
      } else {
        json.writeStartObject();
        json.writeStringField("type", "text");
        json.writeStringField("text", text(block));
        json.writeEndObject();
      }
    }
    json.writeEndArray();
  }

  // Every turn writes the whole conversation: what runs per message is written without streams.
  private boolean anySendable(List<Content> content) {
    for (Content block : content) {
      if (sendable(block)) {
        return true;
      }
    }
    return false;
  }

  private static String joined(List<Content> content, String between) {
    if (content.size() == 1) {
      return text(content.getFirst());
    }
    StringJoiner joiner = new StringJoiner(between);
    for (Content block : content) {
      joiner.add(text(block));
    }
    return joiner.toString();
  }

  private boolean sendable(Content block) {
    return block instanceof Content.Media media && media.image() && quirks.media();
  }

  private void image(Content.Media media) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "image_url");
    json.writeObjectFieldStart("image_url");
    json.writeStringField("url", "data:" + media.mediaType() + ";base64," + media.base64());
    json.writeEndObject();
    json.writeEndObject();
  }

  private static String text(Content block) {
    return switch (block) {
      case Content.Text text -> text.text();
      case Content.Media media -> MediaNote.of(media);
      case Content.Reasoning _, Content.ToolCall _, Content.ToolResult _ -> "";
    };
  }

  private void assistant(List<Content> content) throws IOException {
    List<Content.ToolCall> calls = only(Content.ToolCall.class, content);
    json.writeStartObject();
    json.writeStringField("role", "assistant");
    assistantText(content, calls.isEmpty());
    boolean reasoned =
        quirks.replayReasoning() && reasoning(only(Content.Reasoning.class, content));
    if (!reasoned && quirks.requireReasoning() && !calls.isEmpty()) {
      json.writeStringField("reasoning_content", "");
    }
    if (!calls.isEmpty()) {
      json.writeArrayFieldStart("tool_calls");
      for (Content.ToolCall call : calls) {
        call(call);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private void assistantText(List<Content> content, boolean required) throws IOException {
    String text = joined(content, "");
    if (required || (!text.isEmpty() && quirks.contentWithCalls())) {
      json.writeStringField("content", text);
      return;
    }
    switch (quirks.emptyContent()) {
      case NULL -> json.writeNullField("content");
      case EMPTY_STRING -> json.writeStringField("content", "");
      case ABSENT -> {}
    }
  }

  /** Reasoning goes back under the name it came with, and only to the wire it came from. */
  private boolean reasoning(List<Content.Reasoning> blocks) throws IOException {
    StringBuilder text = new StringBuilder();
    String details = null;
    String field = null;
    for (Content.Reasoning block : blocks) {
      ReasoningSeal seal = block.seal();
      if (seal != null
          && seal.family() == ReasoningSeal.Family.COMPLETIONS
          && !ReasoningText.THINK_TAG.equals(seal.field())) {
        text.append(block.text());
        field = seal.field();
        details = seal.data() == null ? details : seal.data();
      }
    }
    if (!text.isEmpty()) {
      json.writeStringField(
          "reasoning".equals(field) ? field : "reasoning_content", text.toString());
    }
    if (details != null) {
      json.writeFieldName("reasoning_details");
      json.writeRawValue(details);
    }
    return !text.isEmpty() || details != null;
  }

  private void call(Content.ToolCall call) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", CallNames.id(call.id()));
    json.writeStringField("type", "function");
    json.writeObjectFieldStart("function");
    json.writeStringField("name", CallNames.name(call.name()));
    // servers that parse their history answer 400 to arguments that are no JSON object
    json.writeStringField(
        "arguments", WireJson.isObject(call.arguments()) ? call.arguments() : "{}");
    json.writeEndObject();
    if (call.extra() != null && !quirks.omit().contains("extra_content")) {
      json.writeFieldName("extra_content");
      json.writeRawValue(call.extra());
    }
    json.writeEndObject();
  }

  private void results(List<Content.ToolResult> results) throws IOException {
    List<Content> media = new ArrayList<>();
    for (Content.ToolResult result : results) {
      json.writeStartObject();
      json.writeStringField("role", "tool");
      json.writeStringField("tool_call_id", CallNames.id(result.callId()));
      json.writeFieldName("content");
      if (quirks.toolMedia()) {
        content(result.content());
      } else {
        json.writeString(resultText(result));
        result.content().stream().filter(this::sendable).forEach(media::add);
      }
      json.writeEndObject();
    }
    if (!media.isEmpty()) {
      media.addFirst(new Content.Text("Images from the tool results above, in order:"));
      user(media);
    }
  }

  private String resultText(Content.ToolResult result) {
    return result.content().stream()
        .map(block -> sendable(block) ? "[image, shown below]" : text(block))
        .collect(Collectors.joining("\n"));
  }

  private static <T extends Content> List<T> only(Class<T> kind, List<Content> content) {
    List<T> found = List.of();
    for (Content block : content) {
      if (kind.isInstance(block)) {
        found = found.isEmpty() ? new ArrayList<>() : found;
        found.add(kind.cast(block));
      }
    }
    return found;
  }
}
