package dev.latchkey.providers.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.latchkey.providers.FinishReason;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.wire.CallIds;
import dev.latchkey.providers.wire.ReplyErrors;
import dev.latchkey.providers.wire.ReplyReader;
import dev.latchkey.providers.wire.Slice;
import dev.latchkey.providers.wire.WireJson;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a reply of the Responses API. The {@code type} in the data decides, the event's name only
 * when there is none; unknown types are skipped.
 */
final class ResponsesReader implements ReplyReader {
  private final Items items;
  private boolean started;
  private boolean ended;

  ResponsesReader() {
    this(CallIds.random());
  }

  ResponsesReader(CallIds callIds) {
    items = new Items(callIds);
  }

  @Override
  public void event(@Nullable String name, Slice data, Consumer<ModelEvent> out) {
    if (ended || data.length() == 0 || data.is("[DONE]")) {
      return;
    }
    JsonNode event = WireJson.tree(data);
    if (event == null || !event.isObject()) {
      throw ReplyErrors.unreadable("Expected a JSON event of the Responses API", data);
    }
    String type = WireJson.text(event, "type");
    String kind = type != null ? type : name != null ? name : "";
    switch (kind) {
      case "response.created", "response.in_progress", "response.queued" ->
          start(event.path("response"), out);
      case "response.completed", "response.incomplete", "response.done" ->
          finish(event.path("response"), out);
      case "response.failed", "response.cancelled" -> throw failed(event.path("response"));
      case "error" -> throw ReplyErrors.reported(event);
      default -> progress(kind, event, data, out);
    }
  }

  private void progress(String kind, JsonNode event, Slice data, Consumer<ModelEvent> out) {
    if (!kind.startsWith("response.")) {
      refuseForeign(event, data);
      return;
    }
    start(MissingNode.getInstance(), out);
    switch (kind) {
      case "response.output_item.added" -> items.added(event, out);
      case "response.output_item.done" -> items.done(event, out);
      default -> ItemEvents.apply(kind, event, items, out);
    }
  }

  @Override
  public void document(Slice json, Consumer<ModelEvent> out) {
    JsonNode response = WireJson.tree(json);
    if (response == null || !response.isObject()) {
      throw ReplyErrors.unreadable("Expected a JSON reply of the Responses API", json);
    }
    refuseForeign(response, json);
    if (!response.path("output").isArray()) {
      throw ReplyErrors.unreadable("Expected a Responses reply with an output array", json);
    }
    finish(response, out);
  }

  @Override
  public void end(Consumer<ModelEvent> out) {
    if (ended) {
      return;
    }
    if (!items.answered() || items.pending()) {
      throw ReplyErrors.cutOff("it ended before response.completed.");
    }
    end(items.called() ? FinishReason.TOOL_CALLS : FinishReason.STOP, out);
  }

  private void start(JsonNode response, Consumer<ModelEvent> out) {
    if (!started) {
      started = true;
      out.accept(
          new ModelEvent.Started(WireJson.text(response, "id"), WireJson.text(response, "model")));
    }
  }

  private void finish(JsonNode response, Consumer<ModelEvent> out) {
    String status = WireJson.text(response, "status");
    if ("failed".equals(status) || "cancelled".equals(status)) {
      throw failed(response);
    }
    start(response, out);
    items.complete(response.path("output"), out);
    JsonNode usage = response.path("usage");
    if (usage.isObject()) {
      out.accept(new ModelEvent.UsageReported(ResponsesUsage.of(usage)));
    }
    end(reason(response), out);
  }

  private FinishReason reason(JsonNode response) {
    String why = WireJson.text(response.path("incomplete_details"), "reason");
    if (why == null) {
      return items.called() ? FinishReason.TOOL_CALLS : FinishReason.STOP;
    }
    return why.equals("content_filter") ? FinishReason.CONTENT_FILTER : FinishReason.LENGTH;
  }

  private void end(FinishReason reason, Consumer<ModelEvent> out) {
    ended = true;
    out.accept(new ModelEvent.Finished(reason));
  }

  private RuntimeException failed(JsonNode response) {
    ended = true;
    return response.path("error").isContainerNode()
        ? ReplyErrors.reported(response)
        : ReplyErrors.cutOff("the provider gave it up and says no more.");
  }

  /** Errors that come as a bare body, and replies of another wire. */
  private static void refuseForeign(JsonNode body, Slice data) {
    if (body.has("error") && !body.get("error").isNull()) {
      throw ReplyErrors.reported(body);
    }
    if (body.has("choices")) {
      throw ReplyErrors.unreadable(
          "Expected the Responses API, but this is Chat Completions (wireApi completions)", data);
    }
  }
}
