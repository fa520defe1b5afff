package dev.latchkey.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.protocol.Frame;
import dev.latchkey.protocol.InProcessTransport;
import dev.latchkey.protocol.Json;
import dev.latchkey.runtime.EmittedEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OutboxTest {
  private final InProcessTransport.Pair pair = InProcessTransport.pair();
  private final Outbox outbox = new Outbox(pair.server(), Thread::startVirtualThread);

  @Test
  void aClientThatDoesNotReadGetsFewerDeltasAndTheSameText() throws IOException {
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      delta("m1", "w" + i + " ");
      expected.append("w").append(i).append(' ');
    }
    event("assistant.message", false, "{\"messageId\":\"m1\"}");
    delta("m2", "after");

    List<JsonNode> received = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    while (received.isEmpty()
        || !received.getLast().path("deltaContent").asText("").equals("after")) {
      JsonNode data = receive().at("/params/event/data");
      received.add(data);
      if (data.path("messageId").asText("").equals("m1")) {
        text.append(data.path("deltaContent").asText(""));
      }
    }

    assertThat(text.toString()).isEqualTo(expected.toString());
    assertThat(received.size()).isLessThan(60_000);
    assertThat(received.get(received.size() - 2).has("deltaContent")).isFalse();
  }

  @Test
  void aClientThatReadsGetsEverythingAsItIs() throws IOException {
    for (int i = 0; i < 100; i++) {
      delta("m1", "w" + i);
    }
    for (int i = 0; i < 100; i++) {
      assertThat(receive().at("/params/event/data/deltaContent")).hasToString("\"w" + i + "\"");
    }
  }

  @Test
  void memoryOfAClientThatNeverReadsIsBounded() throws IOException {
    Frame big = Frame.of("\"" + "x".repeat(1 << 20) + "\"");
    for (int i = 0; i < 200; i++) {
      outbox.offer(big, null);
    }

    assertThat(outbox.backlog()).isLessThan(80L << 20);
    int received = 0;
    while (pair.client().receive() != null) {
      received++;
    }
    assertThat(received).isLessThan(100);
  }

  private JsonNode receive() throws IOException {
    Frame frame = pair.client().receive();
    return frame == null ? Json.object() : Json.read(frame.toBytes());
  }

  private void delta(String messageId, String text) {
    event(
        "assistant.message_delta",
        true,
        "{\"messageId\":\"" + messageId + "\",\"deltaContent\":\"" + text + "\"}");
  }

  private void event(String type, boolean ephemeral, String data) {
    String json = "{\"type\":\"" + type + "\",\"id\":\"e\",\"data\":" + data + "}";
    EmittedEvent event = new EmittedEvent("e", type, ephemeral, json.getBytes(UTF_8));
    outbox.offer(Frame.of("{\"params\":{\"event\":" + json + "}}"), Merge.of("session", event));
  }
}
