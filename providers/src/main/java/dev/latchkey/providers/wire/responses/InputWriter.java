package dev.latchkey.providers.wire.responses;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.Message;
import dev.latchkey.providers.Quirks;
import dev.latchkey.providers.ReasoningSeal;
import dev.latchkey.providers.wire.CallArguments;
import dev.latchkey.providers.wire.CallNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Writes a conversation as input items. Nothing in an item depends on what comes after it. */
final class InputWriter {
  private final JsonGenerator json;
  private final PartWriter parts;
  private final Quirks quirks;
  private final boolean replayReasoning;
  private int assistantMessages;

  InputWriter(JsonGenerator json, Quirks quirks, boolean replayReasoning) {
    this.json = json;
    this.parts = new PartWriter(json, quirks.media());
    this.quirks = quirks;
    this.replayReasoning = replayReasoning;
  }

  /** Writes a conversation whose calls and results are paired. */
  void write(List<Message> conversation) throws IOException {
    json.writeStartArray();
    for (Message message : conversation) {
      switch (message.role()) {
        case USER -> user(message.content());
        case ASSISTANT -> assistant(message.content());
        case TOOL -> results(message.content());
      }
    }
    json.writeEndArray();
  }

  private void user(List<Content> content) throws IOException {
    List<Content> shown = content.stream().filter(PartWriter::says).toList();
    if (shown.isEmpty()) {
      return;
    }
    startMessage("user");
    parts.writeAll(shown);
    json.writeEndObject();
  }

  private void assistant(List<Content> content) throws IOException {
    List<Content> items = content.stream().filter(this::replayed).toList();
    for (Content block : items.subList(0, lastAnswer(items) + 1)) {
      switch (block) {
        case Content.Text text -> text(text);
        case Content.Reasoning reasoning -> reasoning(reasoning);
        case Content.ToolCall call -> call(call);
        case Content.Media _, Content.ToolResult _ -> {}
      }
    }
  }

  /**
   * A reasoning item must be followed by what it led to; what comes after this index led nowhere.
   */
  private static int lastAnswer(List<Content> items) {
    int last = items.size() - 1;
    while (last >= 0 && items.get(last) instanceof Content.Reasoning) {
      last--;
    }
    return last;
  }

  private boolean replayed(Content block) {
    return switch (block) {
      case Content.Text text -> !text.text().isEmpty();
      case Content.Reasoning reasoning -> replayReasoning && sealed(reasoning);
      case Content.ToolCall _ -> true;
      case Content.Media _, Content.ToolResult _ -> false;
    };
  }

  /** The provider stores nothing, so an item without its encrypted content means nothing to it. */
  private static boolean sealed(Content.Reasoning reasoning) {
    ReasoningSeal seal = reasoning.seal();
    return seal != null && seal.family() == ReasoningSeal.Family.RESPONSES && seal.data() != null;
  }

  private void text(Content.Text text) throws IOException {
    startMessage("assistant");
    json.writeStartArray();
    json.writeStartObject();
    json.writeStringField("type", "output_text");
    json.writeStringField("text", text.text());
    json.writeArrayFieldStart("annotations");
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    // Strict servers want id and status; an id must be unique within the request, nothing else.
    json.writeStringField("id", "msg_" + ++assistantMessages);
    json.writeStringField("status", "completed");
    if (text.phase() != null) {
      json.writeStringField("phase", text.phase());
    }
    json.writeEndObject();
  }

  private void reasoning(Content.Reasoning reasoning) throws IOException {
    ReasoningSeal seal = reasoning.seal();
    if (seal == null) {
      return;
    }
    json.writeStartObject();
    // no id: the provider stores nothing, and looks for what an id names instead of reading on
    json.writeStringField("type", "reasoning");
    ReasoningParts.of(reasoning.text(), seal.field()).write(json);
    json.writeStringField("encrypted_content", seal.data());
    json.writeEndObject();
  }

  private void call(Content.ToolCall call) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "function_call");
    json.writeStringField("call_id", CallNames.id(call.id()));
    json.writeStringField("name", CallNames.name(call.name()));
    json.writeStringField("arguments", CallArguments.object(call.arguments()));
    json.writeEndObject();
  }

  private void results(List<Content> content) throws IOException {
    List<Content> media = new ArrayList<>();
    for (Content block : content) {
      if (block instanceof Content.ToolResult result) {
        result(result, media);
      }
    }
    user(media);
  }

  /** Writes one result; media that may not stand in it is added to {@code leftOver}. */
  private void result(Content.ToolResult result, List<Content> leftOver) throws IOException {
    List<Content> inside = new ArrayList<>();
    for (Content block : result.content()) {
      if (block instanceof Content.Media && quirks.media() && !quirks.toolMedia()) {
        leftOver.add(block);
      } else if (PartWriter.says(block)) {
        inside.add(block);
      }
    }
    json.writeStartObject();
    json.writeStringField("type", "function_call_output");
    json.writeStringField("call_id", CallNames.id(result.callId()));
    json.writeFieldName("output");
    parts.writeOutput(inside);
    json.writeEndObject();
  }

  private void startMessage(String role) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "message");
    json.writeStringField("role", role);
    json.writeFieldName("content");
  }
}
