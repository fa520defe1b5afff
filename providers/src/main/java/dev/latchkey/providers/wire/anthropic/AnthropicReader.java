package dev.latchkey.providers.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.FinishReason;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.Usage;
import dev.latchkey.providers.wire.CallIds;
import dev.latchkey.providers.wire.ReplyErrors;
import dev.latchkey.providers.wire.ReplyReader;
import dev.latchkey.providers.wire.Slice;
import dev.latchkey.providers.wire.WireJson;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a reply of the Messages API. The {@code type} in the data decides, the event's name only
 * when there is none; unknown events and blocks are skipped.
 */
final class AnthropicReader implements ReplyReader {
  private final Blocks blocks;
  private final UsageCounter counter = new UsageCounter();
  private Usage reported = Usage.UNKNOWN;
  private @Nullable String stopReason;
  private boolean started;
  private boolean ended;

  AnthropicReader() {
    this(CallIds.random());
  }

  AnthropicReader(CallIds ids) {
    blocks = new Blocks(ids);
  }

  @Override
  public void event(@Nullable String name, Slice data, Consumer<ModelEvent> out) {
    if (ended || data.length() == 0 || data.is("[DONE]")) {
      return;
    }
    JsonNode event = WireJson.tree(data);
    if (event == null || !event.isObject()) {
      throw ReplyErrors.unreadable("Expected a JSON event of the Messages API", data);
    }
    String type = WireJson.text(event, "type");
    dispatch(type != null ? type : name != null ? name : "", event, data, out);
  }

  private void dispatch(String type, JsonNode event, Slice data, Consumer<ModelEvent> out) {
    switch (type) {
      case "message_start" -> start(event.path("message"), out);
      case "content_block_start" -> {
        begin(null, null, out);
        blocks.start(event, out);
      }
      case "content_block_delta" -> {
        begin(null, null, out);
        blocks.delta(event, out);
      }
      case "content_block_stop" -> blocks.stop(event, out);
      case "message_delta" -> {
        noteStop(event.path("delta"));
        counter.take(event.path("usage"));
      }
      case "message_stop" -> finish(out);
      case "error" -> throw ReplyErrors.reported(event);
      default -> refuseForeign(event, data);
    }
  }

  @Override
  public void document(Slice json, Consumer<ModelEvent> out) {
    JsonNode message = WireJson.tree(json);
    if (message == null || !message.isObject()) {
      throw ReplyErrors.unreadable("Expected a JSON reply of the Messages API", json);
    }
    refuseForeign(message, json);
    if (!message.path("content").isArray()) {
      throw ReplyErrors.unreadable("Expected a Messages reply with a content array", json);
    }
    start(message, out);
    message.path("content").forEach(block -> blocks.whole(block, out));
    finish(out);
  }

  @Override
  public void end(Consumer<ModelEvent> out) {
    if (ended) {
      return;
    }
    if (stopReason == null) {
      throw ReplyErrors.cutOff("it ended before a stop_reason and message_stop.");
    }
    finish(out);
  }

  private void begin(@Nullable String id, @Nullable String model, Consumer<ModelEvent> out) {
    if (!started) {
      started = true;
      out.accept(new ModelEvent.Started(id, model));
    }
  }

  private void start(JsonNode message, Consumer<ModelEvent> out) {
    begin(WireJson.text(message, "id"), WireJson.text(message, "model"), out);
    noteStop(message);
    counter.take(message.path("usage"));
    report(out);
  }

  private void noteStop(JsonNode holder) {
    String reason = WireJson.text(holder, "stop_reason");
    stopReason = reason == null ? stopReason : reason;
  }

  /** Reports what it cost so far, when that is news: a reply that is cancelled costs, too. */
  private void report(Consumer<ModelEvent> out) {
    Usage usage = counter.total();
    if (!usage.equals(reported)) {
      reported = usage;
      out.accept(new ModelEvent.UsageReported(usage));
    }
  }

  private void finish(Consumer<ModelEvent> out) {
    begin(null, null, out);
    blocks.closeAll(out);
    report(out);
    ended = true;
    out.accept(new ModelEvent.Finished(reason()));
  }

  /** Calls are made whatever the word is, unless it says that the reply was cut. */
  private FinishReason reason() {
    return switch (stopReason == null ? "" : stopReason) {
      case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
      case "refusal" -> FinishReason.CONTENT_FILTER;
      case "pause_turn" -> blocks.called() ? FinishReason.TOOL_CALLS : FinishReason.PAUSED;
      default -> blocks.called() ? FinishReason.TOOL_CALLS : FinishReason.STOP;
    };
  }

  /** Errors that come as a bare body, and replies of another wire. */
  private static void refuseForeign(JsonNode body, Slice data) {
    if (body.hasNonNull("error")) {
      throw ReplyErrors.reported(body);
    }
    if (body.has("choices")) {
      throw ReplyErrors.unreadable(
          "Expected the Messages API, but this is Chat Completions (type openai)", data);
    }
  }
}
