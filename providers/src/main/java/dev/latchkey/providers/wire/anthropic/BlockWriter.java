package dev.latchkey.providers.wire.anthropic;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.Quirks;
import dev.latchkey.providers.ReasoningSeal;
import dev.latchkey.providers.wire.CallArguments;
import dev.latchkey.providers.wire.CallNames;
import dev.latchkey.providers.wire.WireJson;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the blocks of a turn. */
final class BlockWriter {
  private static final String SILENT_FAILURE = "The tool failed and said nothing.";

  private final JsonGenerator json;
  private final Quirks quirks;
  private final boolean citations;

  /**
   * A writer of blocks.
   *
   * @param citations whether documents may be cited
   */
  BlockWriter(JsonGenerator json, Quirks quirks, boolean citations) {
    this.json = json;
    this.quirks = quirks;
    this.citations = citations;
  }

  /** Writes one block, with a cache breakpoint at its end unless that is null. */
  void write(Content block, @Nullable CacheMark end) throws IOException {
    json.writeStartObject();
    switch (block) {
      case Content.Text text -> text(text.text());
      case Content.Media media -> MediaBlock.of(media, quirks).write(json, citations);
      case Content.Reasoning reasoning -> reasoning(reasoning);
      case Content.ToolCall call -> call(call);
      case Content.ToolResult result -> result(result);
    }
    if (end != null) {
      end.write(json);
    }
    json.writeEndObject();
  }

  private void text(String text) throws IOException {
    json.writeStringField("type", "text");
    json.writeStringField("text", text);
  }

  private void reasoning(Content.Reasoning reasoning) throws IOException {
    ReasoningSeal seal = reasoning.seal();
    String data = seal == null ? null : seal.data();
    if (seal != null && seal.family() == ReasoningSeal.Family.ANTHROPIC_OWN) {
      own(data == null ? "{}" : data);
    } else if (seal != null && seal.family() == ReasoningSeal.Family.ANTHROPIC_REDACTED) {
      json.writeStringField("type", "redacted_thinking");
      json.writeStringField("data", data);
    } else {
      json.writeStringField("type", "thinking");
      json.writeStringField("thinking", reasoning.text());
      json.writeStringField("signature", data);
    }
  }

  /** A block as the provider wrote it; the object around it is open already. */
  private void own(String block) throws IOException {
    JsonNode fields = WireJson.tree(block);
    if (fields != null) {
      for (Map.Entry<String, JsonNode> field : fields.properties()) {
        json.writeFieldName(field.getKey());
        WireJson.write(json, field.getValue());
      }
    }
  }

  private void call(Content.ToolCall call) throws IOException {
    json.writeStringField("type", "tool_use");
    json.writeStringField("id", CallNames.id(call.id()));
    json.writeStringField("name", CallNames.name(call.name()));
    json.writeFieldName("input");
    json.writeRawValue(CallArguments.object(call.arguments()));
  }

  private void result(Content.ToolResult result) throws IOException {
    json.writeStringField("type", "tool_result");
    json.writeStringField("tool_use_id", CallNames.id(result.callId()));
    if (result.content().isEmpty()) {
      // a failure without words is refused
      json.writeStringField("content", result.failed() ? SILENT_FAILURE : "");
    } else {
      json.writeFieldName("content");
      resultContent(result.content());
    }
    if (result.failed()) {
      json.writeBooleanField("is_error", true);
    }
  }

  private void resultContent(List<Content> content) throws IOException {
    if (content.stream().allMatch(Content.Text.class::isInstance)) {
      json.writeString(
          content.stream()
              .map(block -> ((Content.Text) block).text())
              .collect(Collectors.joining("\n")));
      return;
    }
    json.writeStartArray();
    for (Content block : content) {
      write(block, null);
    }
    json.writeEndArray();
  }
}
