package dev.latchkey.providers.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.FinishReason;
import dev.latchkey.providers.MessageAssembler;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.wire.ReplyReader;
import dev.latchkey.providers.wire.Slice;
import dev.latchkey.providers.wire.WireJson;
import java.net.http.HttpHeaders;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a reply that comes over a socket: knows where it ends, what it amounts to, and that an
 * error message carries the status and headers an HTTP answer would have.
 */
final class SocketReader implements ReplyReader {
  private final ReplyReader wire;
  private final SocketBody body;
  private final InstantSource clock;
  private final MessageAssembler reply = new MessageAssembler();
  private @Nullable String responseId;
  private @Nullable FinishReason finish;
  private Consumer<ModelEvent> out = _ -> {};

  SocketReader(ReplyReader wire, SocketBody body, InstantSource clock) {
    this.wire = wire;
    this.body = body;
    this.clock = clock;
  }

  /** The id the next request may refer to; null while there is no complete reply to refer to. */
  @Nullable String completeResponse() {
    boolean complete = finish == FinishReason.STOP || finish == FinishReason.TOOL_CALLS;
    return complete ? responseId : null;
  }

  /** The blocks of the reply. */
  List<Content> content() {
    return reply.content();
  }

  @Override
  public void event(@Nullable String name, Slice data, Consumer<ModelEvent> to) {
    out = to;
    try {
      wire.event(name, data, this::pass);
    } catch (ModelException failure) {
      throw explained(failure, data);
    }
  }

  private void pass(ModelEvent event) {
    reply.accept(event);
    if (event instanceof ModelEvent.Started started) {
      responseId = started.responseId();
    } else if (event instanceof ModelEvent.Finished finished) {
      finish = finished.reason();
      body.complete();
    }
    out.accept(event);
  }

  private ModelException explained(ModelException failure, Slice data) {
    JsonNode frame = WireJson.tree(data);
    String type = frame == null ? null : WireJson.text(frame, "type");
    if (frame == null || type == null) {
      return failure;
    }
    boolean answered = type.equals("error");
    ModelException known = answered ? answered(failure, frame, data) : failure;
    boolean socketIsFine =
        !(known instanceof ModelException.Authentication)
            && !(known instanceof ModelException.Permission);
    if (socketIsFine && (answered || type.equals("response.failed"))) {
      body.complete();
    }
    return known;
  }

  private ModelException answered(ModelException failure, JsonNode frame, Slice data) {
    int status = frame.path("status").asInt(frame.path("status_code").asInt(0));
    if (status < 400 || status > 599) {
      return failure;
    }
    HttpHeaders headers = headers(frame.path("headers"));
    ModelException known = HttpFailures.of(status, headers, data.utf8(), clock.instant()).failure();
    String requestId = HttpFailures.requestId(headers);
    return known.with(known.failure().with().requestId(requestId).build());
  }

  private static HttpHeaders headers(JsonNode json) {
    Map<String, List<String>> headers = new HashMap<>();
    for (Map.Entry<String, JsonNode> header : json.properties()) {
      headers.put(header.getKey(), List.of(header.getValue().asText("")));
    }
    return HttpHeaders.of(headers, (_, _) -> true);
  }

  @Override
  public void document(Slice json, Consumer<ModelEvent> to) {
    wire.document(json, to);
  }

  @Override
  public void end(Consumer<ModelEvent> to) {
    wire.end(to);
  }
}
