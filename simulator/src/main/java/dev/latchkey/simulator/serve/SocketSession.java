package dev.latchkey.simulator.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.simulator.check.Complaint;
import dev.latchkey.simulator.check.ErrorBodies;
import dev.latchkey.simulator.http.ClientGone;
import dev.latchkey.simulator.http.HttpRequest;
import dev.latchkey.simulator.http.WebSocketConnection;
import dev.latchkey.simulator.script.Reply;
import dev.latchkey.simulator.traffic.RecordedRequest;
import dev.latchkey.simulator.traffic.Wire;
import dev.latchkey.simulator.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket of the Responses API. It remembers the latest response, with everything that led to
 * it, for as long as it is open; a request that refers to another one is refused.
 */
final class SocketSession {
  private final WebSocketConnection socket;
  private final HttpRequest opening;
  private final Recorder recorder;
  private final ErrorBodies errors;
  private final Function<RecordedRequest, Reply> answers;
  private final ArrayNode conversation = Json.array();
  private String latest = "";

  /** {@code answers} checks a request whose input is complete, and chooses its reply. */
  SocketSession(
      WebSocketConnection socket,
      HttpRequest opening,
      Recorder recorder,
      ErrorBodies errors,
      Function<RecordedRequest, Reply> answers) {
    this.socket = socket;
    this.opening = opening;
    this.recorder = recorder;
    this.errors = errors;
    this.answers = answers;
  }

  /** Answers until the client leaves. */
  void serve() throws IOException {
    String message = socket.receive();
    while (message != null) {
      RecordedRequest request = recorded(message);
      recorder.saw(request);
      try {
        answer(request);
      } catch (ClientGone e) {
        recorder.abandoned();
        throw e;
      }
      message = socket.receive();
    }
  }

  private RecordedRequest recorded(String message) {
    JsonNode body = Json.parse(message.getBytes(StandardCharsets.UTF_8));
    return request(recorder.number(), body == null ? MissingNode.getInstance() : body);
  }

  private RecordedRequest request(int number, JsonNode body) {
    return new RecordedRequest(
        number, Wire.RESPONSES, opening.line(), opening.headers(), body, Instant.now());
  }

  private void answer(RecordedRequest request) throws IOException {
    SocketPlayer player = new SocketPlayer(socket, errors, request, this::remember);
    String previous = request.body().path("previous_response_id").asText("");
    if (!request.overSocket()) {
      player.error(
          new Complaint(
              400, "invalid_value", "type", "The type of a message must be 'response.create'."),
          null);
    } else if (!previous.isEmpty() && !previous.equals(latest)) {
      forget();
      player.error(
          new Complaint(
              400,
              "previous_response_not_found",
              "previous_response_id",
              "Previous response with id '" + previous + "' not found."),
          null);
    } else {
      RecordedRequest whole = request(request.number(), whole(request.body()));
      Reply reply = answers.apply(whole);
      forget();
      conversation.addAll((ArrayNode) whole.body().withArray("input"));
      player.play(reply, whole);
    }
  }

  /** The request with everything the response it refers to stands for. */
  private JsonNode whole(JsonNode body) {
    ObjectNode whole = body.deepCopy();
    whole.remove("type");
    boolean continues = whole.remove("previous_response_id") != null;
    whole.put("stream", true);
    if (continues && body.path("input").isArray()) {
      ArrayNode input = conversation.deepCopy();
      body.path("input").forEach(input::add);
      whole.set("input", input);
    } else if (body.path("input").isTextual()) {
      whole.set("input", Json.array(Json.object("role", "user", "content", body.path("input"))));
    }
    return whole;
  }

  private void forget() {
    latest = "";
    conversation.removeAll();
  }

  private void remember(@Nullable String event, String data) {
    if ("response.completed".equals(event)) {
      JsonNode response = Json.parseOrText(data).path("response");
      latest = response.path("id").asText("");
      response.path("output").forEach(conversation::add);
    }
  }
}
