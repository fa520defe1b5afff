package dev.latchkey.server;

import static dev.latchkey.server.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.simulator.script.Reply;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several clients on one session. */
@Timeout(60)
class ManyClientsTest {
  private static final String S1 = json("{'sessionId':'s1'}");

  @TempDir Path home;
  private TestServer server;
  private TestClient first;
  private TestClient second;

  @BeforeEach
  void start() throws Exception {
    server = TestServer.start(home);
    first = server.client();
    second = server.client();
    first.ask("connect", "{}");
    second.ask("connect", "{}");
    first.ask("session.create", server.session("s1", ""));
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void bothGetTheSameEventsAndToolsOfBothAreOffered() throws Exception {
    second.ask(
        "session.resume",
        server.session("s1", ",'tools':[{'name':'mine','description':'d','skipPermission':true}]"));
    server.model().enqueue(Reply.toolCall("mine", "{}"), Reply.text("Done."));
    first.ask("session.send", json("{'sessionId':'s1','prompt':'go'}"));

    JsonNode seen = first.await("external_tool.requested");
    JsonNode asked = second.await("external_tool.requested");
    assertThat(seen).isEqualTo(asked);
    String answer =
        json(
            "{'sessionId':'s1','requestId':'"
                + asked.at("/data/requestId").asText()
                + "','result':'ok'}");
    assertThat(second.ask("session.tools.handlePendingToolCall", answer).path("success"))
        .hasToString("true");
    assertThat(first.ask("session.tools.handlePendingToolCall", answer).path("success"))
        .hasToString("false");
    first.await("session.idle");
    second.await("session.idle");
    List<JsonNode> ofSecond = second.events();
    assertThat(first.events()).containsSubsequence(ofSecond);
    assertThat(second.lifecycle("s1")).contains("session.created");
  }

  @Test
  void leavingDetachesAndTheLastOneEndsTheSession() throws Exception {
    second.ask("session.resume", S1);
    talk(first);
    second.await("session.idle");

    first.ask("session.destroy", S1);
    talk(second);
    assertThat(first.types()).doesNotContain("session.shutdown");
    int before = first.events().size();
    assertThat(second.ask("session.destroy", S1)).hasToString(json("{'success':true}"));
    second.await("session.shutdown");
    assertThat(first.events()).hasSize(before);
    assertThat(second.error("session.send", S1)).contains("Session not found for sessionId: s1");
  }

  @Test
  void aLostSocketDetaches() throws Exception {
    second.ask("session.resume", S1);
    talk(first);
    first.close();
    second.await("session.idle");
    talk(second);
    second.close();

    TestClient third = server.client();
    while (!third.outcome("session.metadata.isProcessing", S1).contains("not found")) {
      Thread.sleep(10);
    }
    third.ask("session.resume", S1);
    String history = third.ask("session.getMessages", S1).toString();
    assertThat(history).contains("session.shutdown");
  }

  @Test
  void deletingIsToldToAll() throws Exception {
    talk(first);
    assertThat(second.ask("session.delete", S1)).hasToString(json("{'success':true}"));
    second.ask("connect", "{}");
    assertThat(second.lifecycle("s1")).endsWith("session.deleted");
  }

  private void talk(TestClient client) throws Exception {
    server.model().enqueue(Reply.text("Hi."));
    client.ask("session.send", json("{'sessionId':'s1','prompt':'hello'}"));
    client.await("session.idle");
  }
}
