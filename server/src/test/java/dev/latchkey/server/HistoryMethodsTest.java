package dev.latchkey.server;

import static dev.latchkey.server.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.simulator.script.Fault;
import dev.latchkey.simulator.script.Reply;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Compacting and taking back, as clients ask for it. Results are checked against the schema. */
@Timeout(60)
class HistoryMethodsTest {
  private static final String S1 = json("{'sessionId':'s1'}");

  @TempDir Path home;
  private TestServer server;
  private TestClient client;

  @BeforeEach
  void start() throws Exception {
    server = TestServer.start(home);
    client = server.client();
    client.ask("connect", "{}");
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private void talk() throws Exception {
    client.ask("session.create", server.session("s1", ""));
    for (String prompt : new String[] {"First", "Second"}) {
      server.model().enqueue(Reply.text("Yes, " + prompt));
      client.ask("session.send", json("{'sessionId':'s1','prompt':'" + prompt + "'}"));
      client.await("session.idle");
    }
  }

  @DisplayName("C5: history is compacted by either name of the method")
  @Test
  void compactsByEitherName() throws Exception {
    talk();
    server.model().enqueue(Reply.text("SUM 1"));

    JsonNode done =
        client.ask("session.history.compact", json("{'sessionId':'s1','trigger':'manual'}"));
    assertThat(done.path("summaryContent").asText()).isEqualTo("SUM 1");
    assertThat(done.at("/contextWindow/messagesLength").asInt()).isEqualTo(1);
    assertThat(client.error("session.compaction.compact", S1))
        .isEqualTo(
            "-32603 Request session.compaction.compact failed with message: Nothing to compact.");
    server.model().enqueue(Reply.text("Third it is"), Reply.text("SUM 2"));
    client.ask("session.send", json("{'sessionId':'s1','prompt':'Third'}"));
    client.await("session.idle");
    assertThat(client.ask("session.compaction.compact", S1).path("summaryContent").asText())
        .isEqualTo("SUM 2");
    assertThat(client.ask("session.usage.getMetrics", S1).toString()).contains("\"count\":5");
  }

  @DisplayName("C5: one that takes long can be aborted over the same connection")
  @Test
  void oneThatTakesLongCanBeAborted() throws Exception {
    talk();
    server.model().enqueue(Reply.fault(Fault.HANG));
    CompletableFuture<JsonNode> asked = client.later("session.history.compact", S1);
    client.await("session.compaction_start");

    assertThat(client.ask("session.history.cancelBackgroundCompaction", S1).path("cancelled"))
        .hasToString("false");
    assertThat(client.ask("session.history.abortManualCompaction", S1).path("aborted"))
        .hasToString("true");
    assertThatThrownBy(() -> asked.get(20, TimeUnit.SECONDS))
        .hasMessageContaining("Compaction Cancelled");
    assertThat(client.ask("session.history.abortManualCompaction", S1).path("aborted"))
        .hasToString("false");
  }

  @Test
  void takesBackAnEventAndAllAfterIt() throws Exception {
    talk();
    JsonNode events = client.ask("session.getMessages", S1).path("events");
    String second = "";
    for (JsonNode event : events) {
      if (event.at("/data/content").asText().equals("Second")) {
        second = event.path("id").asText();
      }
    }

    JsonNode cut =
        client.ask(
            "session.history.truncate", json("{'sessionId':'s1','eventId':'" + second + "'}"));

    assertThat(cut.path("checkpointCleanupFailed")).hasToString("false");
    assertThat(client.awaitData("session.snapshot_rewind").path("eventsRemoved").asInt())
        .isEqualTo(cut.path("eventsRemoved").asInt());
    assertThat(client.ask("session.getMessages", S1).path("events"))
        .hasSize(events.size() - cut.path("eventsRemoved").asInt());
    assertThat(client.error("session.history.truncate", json("{'sessionId':'s1','eventId':'x'}")))
        .contains("Event x not found");
  }

  @Test
  void saysWhichThresholdIsNone() throws Exception {
    assertThat(
            client.error(
                "session.create",
                server.session("s1", ",'infiniteSessions':{'backgroundCompactionThreshold':-1}")))
        .contains(
            "infiniteSessions.backgroundCompactionThreshold must be a share of the context window"
                + " such as 0.8, or a number of tokens, not -1.");
  }
}
