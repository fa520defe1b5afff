package dev.latchkey.providers.wire.completions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.Quirks;
import dev.latchkey.providers.wire.CallIds;
import dev.latchkey.providers.wire.WireJson;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads one choice: its {@code delta}s, or its whole {@code message}. */
final class ChoiceReader {
  private final Blocks blocks;
  private final StringBuilder text = new StringBuilder();
  private final ReasoningText reasoning;
  private final ToolCalls calls;
  private final @Nullable ThinkTags tags;
  private final @Nullable WrittenCalls written;
  private int textIndex = -1;
  private @Nullable String finishReason;

  ChoiceReader(Blocks blocks, Quirks quirks, CallIds ids) {
    this.blocks = blocks;
    this.reasoning = new ReasoningText(blocks);
    this.calls = new ToolCalls(blocks, ids);
    this.tags = quirks.thinkTags() ? new ThinkTags() : null;
    this.written = quirks.textCalls() ? new WrittenCalls() : null;
  }

  void read(JsonNode choice, Consumer<ModelEvent> out) {
    JsonNode message = choice.has("message") ? choice.path("message") : choice.path("delta");
    boolean whole = choice.has("message");
    reasoning.read(message, out);
    content(message.path("content"), out);
    text(message.path("refusal"), out);
    text(choice.path("text"), out);
    calls.read(message, whole, out);
    String reason = WireJson.text(choice, "finish_reason");
    finishReason = reason == null || reason.isEmpty() ? finishReason : reason;
  }

  /** A string, or (Mistral, some gateways) an array of parts. */
  private void content(JsonNode content, Consumer<ModelEvent> out) {
    if (!content.isArray()) {
      text(content, out);
      return;
    }
    for (JsonNode part : content) {
      switch (part.path("type").asText()) {
        case "thinking" -> reasoning.part(part.path("thinking"), out);
        case "reasoning" -> reasoning.part(part.path("text"), out);
        case "refusal" -> text(part.path("refusal"), out);
        default -> text(part.isTextual() ? part : part.path("text"), out);
      }
    }
  }

  private void text(JsonNode value, Consumer<ModelEvent> out) {
    if (!value.isTextual() || value.textValue().isEmpty()) {
      return;
    }
    if (tags == null || reasoning.hasField()) {
      visible(value.textValue(), out);
    } else {
      tags.read(value.textValue(), piece -> visible(piece, out), piece -> think(piece, out));
    }
  }

  private void visible(String piece, Consumer<ModelEvent> out) {
    if (written == null) {
      show(piece, out);
    } else {
      written.read(piece, text -> show(text, out), call -> calls.written(call, out));
    }
  }

  private void show(String piece, Consumer<ModelEvent> out) {
    if (textIndex < 0) {
      textIndex = blocks.open(() -> new Content.Text(text.toString()));
    }
    text.append(piece);
    out.accept(new ModelEvent.TextDelta(textIndex, piece));
  }

  private void think(String piece, Consumer<ModelEvent> out) {
    reasoning.append(piece, ReasoningText.THINK_TAG, out);
  }

  boolean hasCalls() {
    return calls.any();
  }

  boolean callsAreComplete() {
    return calls.complete();
  }

  @Nullable String finishReason() {
    return finishReason;
  }

  /** Sends what was held back while it could still have become something else. */
  void release(Consumer<ModelEvent> out) {
    if (tags != null) {
      tags.end(piece -> visible(piece, out), piece -> think(piece, out));
    }
    if (written != null) {
      written.end(text -> show(text, out), call -> calls.written(call, out));
    }
  }

  /** Sends what calls still have to say; nothing comes after it. */
  void finish(Consumer<ModelEvent> out) {
    calls.finish(out);
  }
}
