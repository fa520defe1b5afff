package dev.latchkey.server;

import static dev.latchkey.server.TestClient.json;
import static dev.latchkey.server.TestClient.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.protocol.JsonBody;
import dev.latchkey.protocol.RpcCall;
import dev.latchkey.protocol.schema.ProtocolSchema;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client's side of the request handler: takes requests and answers them as a test says. */
final class Performer {
  private static final ProtocolSchema SCHEMA = ProtocolSchema.published();
  private static final String START = "llmInference.httpRequestStart";
  private static final String CHUNK = "llmInference.httpRequestChunk";

  private final TestClient client;
  private final BlockingQueue<JsonNode> starts = new LinkedBlockingQueue<>();
  private final BlockingQueue<JsonNode> chunks = new LinkedBlockingQueue<>();

  private Performer(TestClient client) {
    this.client = client;
  }

  /** Has the client perform the requests of its sessions. */
  static Performer of(TestClient client) throws Exception {
    Performer performer = new Performer(client);
    client.answer(START, call -> performer.took(performer.starts, call));
    client.answer(CHUNK, call -> performer.took(performer.chunks, call));
    assertThat(client.ask("llmInference.setProvider", "{}").path("success").asBoolean()).isTrue();
    return performer;
  }

  private JsonBody took(BlockingQueue<JsonNode> queue, RpcCall call) {
    assertThat(SCHEMA.validateParams(call.method(), call.params())).isEmpty();
    queue.add(call.params());
    return JsonBody.EMPTY;
  }

  /** The next request. */
  JsonNode start() throws InterruptedException {
    return next(starts);
  }

  /** The next request, if one comes soon. */
  @Nullable JsonNode poll() throws InterruptedException {
    return starts.poll(20, TimeUnit.MILLISECONDS);
  }

  /** The next piece of a request. */
  JsonNode chunk() throws InterruptedException {
    return next(chunks);
  }

  private static JsonNode next(BlockingQueue<JsonNode> queue) throws InterruptedException {
    JsonNode next = queue.poll(20, TimeUnit.SECONDS);
    assertThat(next).as("a request").isNotNull();
    return next;
  }

  /** Begins the answer; whether it was wanted. */
  boolean head(JsonNode start, int status) throws Exception {
    return client
        .ask(
            "llmInference.httpResponseStart",
            json("{'requestId':'" + id(start) + "','status':" + status + ",'headers':{}}"))
        .path("accepted")
        .asBoolean();
  }

  /** Sends a piece of the answer; whether it was wanted. */
  boolean piece(JsonNode start, String data, String more) throws Exception {
    return client
        .ask(
            "llmInference.httpResponseChunk",
            json("{'requestId':'" + id(start) + "','data':")
                + quoted(data)
                + json(more.isEmpty() ? "}" : "," + more + "}"))
        .path("accepted")
        .asBoolean();
  }

  /** Answers with a whole body. */
  void answer(JsonNode start, int status, String body) throws Exception {
    assertThat(head(start, status)).isTrue();
    assertThat(piece(start, body, "'end':true")).isTrue();
  }

  private static String id(JsonNode start) {
    return start.path("requestId").asText();
  }
}
