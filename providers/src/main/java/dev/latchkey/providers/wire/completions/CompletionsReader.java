package dev.latchkey.providers.wire.completions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.FinishReason;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.Quirks;
import dev.latchkey.providers.Usage;
import dev.latchkey.providers.wire.CallIds;
import dev.latchkey.providers.wire.ReplyErrors;
import dev.latchkey.providers.wire.ReplyReader;
import dev.latchkey.providers.wire.Slice;
import dev.latchkey.providers.wire.WireJson;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads Chat Completions replies, streamed or whole. Several choices are one answer: some gateways
 * put text in one and tool calls in another.
 */
final class CompletionsReader implements ReplyReader {
  private final TreeMap<Integer, ChoiceReader> choices = new TreeMap<>();
  private final Blocks blocks = new Blocks();
  private final CallIds ids;
  private final Quirks quirks;
  private boolean started;
  private boolean doneSeen;
  private boolean finished;
  private @Nullable Usage usage;

  CompletionsReader(Quirks quirks) {
    this(quirks, CallIds.random());
  }

  CompletionsReader(Quirks quirks, CallIds ids) {
    this.quirks = quirks;
    this.ids = ids;
  }

  @Override
  public void event(@Nullable String name, Slice data, Consumer<ModelEvent> out) {
    if (data.is("[DONE]")) {
      doneSeen = true;
      end(out);
      return;
    }
    if (data.length() == 0 || finished) {
      return;
    }
    List<JsonNode> chunks = WireJson.trees(data);
    if (chunks == null) {
      throw "error".equals(name)
          ? ReplyErrors.reported(data.utf8())
          : ReplyErrors.unreadable("The stream should carry JSON chunks", data);
    }
    for (JsonNode chunk : chunks) {
      chunk(chunk, data, out);
    }
  }

  @Override
  public void document(Slice json, Consumer<ModelEvent> out) {
    JsonNode reply = WireJson.tree(json);
    if (reply == null) {
      throw ReplyErrors.unreadable("The reply should be one JSON document", json);
    }
    JsonNode found = reply.path("choices");
    if (!found.isArray() || found.isEmpty()) {
      throw failure(reply, json, "The reply should have choices");
    }
    doneSeen = true;
    chunk(reply, json, out);
  }

  private void chunk(JsonNode chunk, Slice data, Consumer<ModelEvent> out) {
    if (reportsError(chunk)) {
      throw ReplyErrors.reported(chunk);
    }
    if (!chunk.isObject()) {
      throw ReplyErrors.unreadable("The stream should carry chat completion chunks", data);
    }
    start(chunk, out);
    int position = 0;
    for (JsonNode choice : chunk.path("choices")) {
      int index = choice.path("index").asInt(position++);
      choices.computeIfAbsent(index, _ -> new ChoiceReader(blocks, quirks, ids)).read(choice, out);
      usage(choice);
    }
    usage(chunk);
    usage(chunk.path("x_groq"));
  }

  private static boolean reportsError(JsonNode chunk) {
    if (chunk.has("choices") && !chunk.path("choices").isEmpty()) {
      return chunk.hasNonNull("error");
    }
    return chunk.hasNonNull("error")
        || chunk.hasNonNull("detail")
        || chunk.hasNonNull("errors")
        || chunk.hasNonNull("message")
        || "error".equals(chunk.path("object").asText())
        || "error".equals(chunk.path("type").asText())
        || (chunk.isArray() && chunk.path(0).hasNonNull("error"));
  }

  private static RuntimeException failure(JsonNode reply, Slice json, String expected) {
    return reportsError(reply)
        ? ReplyErrors.reported(reply)
        : ReplyErrors.unreadable(expected, json);
  }

  private void start(JsonNode chunk, Consumer<ModelEvent> out) {
    // Azure sends its filter's verdict first, in a chunk that names nothing
    if (!started && (chunk.path("choices").size() > 0 || !chunk.path("id").asText("").isEmpty())) {
      started = true;
      out.accept(new ModelEvent.Started(WireJson.text(chunk, "id"), WireJson.text(chunk, "model")));
    }
  }

  private void usage(JsonNode holder) {
    Usage reported = UsageReader.read(holder.path("usage"));
    usage = reported == null ? usage : reported;
  }

  @Override
  public void end(Consumer<ModelEvent> out) {
    if (finished) {
      return;
    }
    if (choices.isEmpty()) {
      throw ReplyErrors.cutOff("it ended before any choice arrived.");
    }
    choices.values().forEach(choice -> choice.release(out));
    boolean calls = choices.values().stream().anyMatch(ChoiceReader::hasCalls);
    FinishReason reason = reason(calls);
    choices.values().forEach(choice -> choice.finish(out));
    finished = true;
    blocks.finish(out);
    if (usage != null) {
      out.accept(new ModelEvent.UsageReported(usage));
    }
    out.accept(new ModelEvent.Finished(reason));
  }

  /**
   * The first choice's word, unless there are calls to make. A stream that just stops, without a
   * reason, {@code [DONE]}, usage or a complete call, was cut off on its way: guessing otherwise
   * would pass half an answer as a whole one.
   */
  private FinishReason reason(boolean calls) {
    String word =
        choices.values().stream()
            .map(ChoiceReader::finishReason)
            .filter(reason -> reason != null)
            .findFirst()
            .orElse(null);
    boolean complete = calls && choices.values().stream().allMatch(ChoiceReader::callsAreComplete);
    if (word == null && !doneSeen && usage == null && !complete) {
      throw ReplyErrors.cutOff("neither a finish_reason nor [DONE] arrived.");
    }
    return FinishWords.reason(word, calls);
  }
}
