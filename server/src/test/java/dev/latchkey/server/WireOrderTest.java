package dev.latchkey.server;

import static dev.latchkey.server.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.protocol.Frame;
import dev.latchkey.protocol.Json;
import dev.latchkey.protocol.StreamTransport;
import dev.latchkey.simulator.script.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What follows what on one connection, message by message. */
@Timeout(60)
class WireOrderTest {
  @TempDir Path home;
  private TestServer server;
  private StreamTransport wire;

  @BeforeEach
  void start() throws Exception {
    server = TestServer.start(home);
    wire = server.wire();
  }

  @AfterEach
  void stop() throws Exception {
    wire.close();
    server.close();
  }

  @Test
  void creatingIsToldThenAnsweredThenFollowedByEvents() throws IOException {
    request(1, "session.create", server.session("s1", ""));

    assertThat(until("session.start"))
        .containsExactly("session.created", "result 1", "session.start");
  }

  @Test
  void messagesSentWithoutWaitingKeepTheirOrder() throws IOException {
    server.model().enqueue(20, Reply.text("ok"));
    request(1, "session.create", server.session("s1", ""));
    until("session.start");
    for (int i = 0; i < 20; i++) {
      request(2 + i, "session.send", json("{'sessionId':'s1','prompt':'p" + i + "'}"));
    }

    List<String> prompts = new ArrayList<>();
    while (prompts.size() < 20) {
      JsonNode event = next().at("/params/event");
      if (event.path("type").asText().equals("user.message")) {
        prompts.add(event.at("/data/content").asText());
      }
    }
    assertThat(prompts)
        .containsExactlyElementsOf(
            java.util.stream.IntStream.range(0, 20).mapToObj(i -> "p" + i).toList());
  }

  @Test
  void endingTellsBeforeItIsAnswered() throws IOException {
    request(1, "session.create", server.session("s1", ""));
    until("session.start");
    request(2, "session.destroy", json("{'sessionId':'s1'}"));

    assertThat(until("result 2")).containsSubsequence("session.shutdown", "result 2");
  }

  private void request(int id, String method, String params) throws IOException {
    wire.send(
        Frame.of(
            "{\"jsonrpc\":\"2.0\",\"id\":"
                + id
                + ",\"method\":\""
                + method
                + "\",\"params\":"
                + params
                + "}"));
  }

  /** What arrives up to and with this event type or answer. */
  private List<String> until(String last) throws IOException {
    List<String> seen = new ArrayList<>();
    while (seen.isEmpty() || !seen.getLast().equals(last)) {
      seen.add(name(next()));
    }
    return seen;
  }

  private static String name(JsonNode message) {
    if (message.has("id")) {
      return (message.has("result") ? "result " : "error ") + message.path("id");
    }
    JsonNode event = message.at("/params/event/type");
    return event.isMissingNode() ? message.at("/params/type").asText() : event.asText();
  }

  private JsonNode next() throws IOException {
    Frame frame = wire.receive();
    return frame == null ? Json.object() : Json.read(frame.toBytes());
  }
}
