package dev.latchkey.server;

import static dev.latchkey.server.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.simulator.script.Fault;
import dev.latchkey.simulator.script.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One client and one session, over TCP, against a simulated provider. */
@Timeout(60)
class SessionFlowTest {
  private static final String TOOL =
      ",'tools':[{'name':'add','description':'Adds','parameters':{'type':'object','properties':"
          + "{'a':{'type':'number'}}},'skipPermission':SKIP}]";

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

  @Test
  void answersAPrompt() throws Exception {
    server.model().enqueue(Reply.text("Four."));
    JsonNode created = client.ask("session.create", server.session("s1", ""));
    assertThat(created.path("sessionId").asText()).isEqualTo("s1");
    assertThat(Path.of(created.path("workspacePath").asText())).isAbsolute();

    JsonNode sent = client.ask("session.send", json("{'sessionId':'s1','prompt':'2+2?'}"));

    assertThat(sent.path("messageId").asText()).isNotEmpty();
    assertThat(client.awaitData("assistant.message").path("content").asText()).isEqualTo("Four.");
    client.await("session.idle");
    assertThat(client.types())
        .containsSubsequence(
            "session.start",
            "user.message",
            "assistant.turn_start",
            "assistant.message",
            "assistant.turn_end",
            "assistant.idle",
            "session.idle")
        .startsWith("session.start");
    assertThat(client.lifecycle("s1")).startsWith("session.created", "session.updated");
    List<String> messages = new ArrayList<>();
    client
        .ask("session.getMessages", json("{'sessionId':'s1'}"))
        .path("events")
        .forEach(event -> messages.add(event.path("type").asText()));
    assertThat(messages).startsWith("session.start").contains("assistant.message");
    assertThat(server.model().violations()).isEmpty();
  }

  @Test
  void streamsWhenAsked() throws Exception {
    server.model().enqueue(Reply.chunks("a", "b", "c"));
    client.ask("session.create", server.session("s1", ",'streaming':true"));
    client.ask("session.send", json("{'sessionId':'s1','prompt':'abc'}"));
    client.await("session.idle");

    StringBuilder text = new StringBuilder();
    for (JsonNode event : client.events()) {
      if (event.path("type").asText().equals("assistant.message_delta")) {
        text.append(event.at("/data/deltaContent").asText());
      }
    }
    assertThat(text.toString()).isEqualTo("abc");
    assertThat(client.types())
        .containsSubsequence("assistant.message_delta", "assistant.message", "session.idle");
  }

  @Test
  void runsAToolOfTheClient() throws Exception {
    server.model().enqueue(Reply.toolCall("add", "{\"a\":1}"), Reply.text("Done."));
    client.ask("session.create", server.session("s1", TOOL.replace("SKIP", "true")));
    client.ask("session.send", json("{'sessionId':'s1','prompt':'add'}"));

    JsonNode asked = client.awaitData("external_tool.requested");
    assertThat(asked.path("toolName").asText()).isEqualTo("add");
    assertThat(asked.path("arguments").path("a").asInt()).isEqualTo(1);
    String answer =
        json(
            "{'sessionId':'s1','requestId':'"
                + asked.path("requestId").asText()
                + "','result':'3'}");
    assertThat(
            client.ask("session.tools.handlePendingToolCall", answer).path("success").asBoolean())
        .isTrue();
    assertThat(
            client.ask("session.tools.handlePendingToolCall", answer).path("success").asBoolean())
        .isFalse();
    client.await("session.idle");
    assertThat(client.types())
        .containsSubsequence(
            "tool.execution_start",
            "external_tool.requested",
            "external_tool.completed",
            "tool.execution_complete",
            "assistant.message",
            "session.idle");
    assertThat(server.model().violations()).isEmpty();
  }

  @Test
  void asksForPermission() throws Exception {
    server.model().enqueue(Reply.toolCall("add", "{}"), Reply.text("Done."));
    client.ask("session.create", server.session("s1", TOOL.replace("SKIP", "false")));
    client.ask("session.send", json("{'sessionId':'s1','prompt':'add'}"));

    String request = client.awaitData("permission.requested").path("requestId").asText();
    assertThat(
            client
                .ask("session.permissions.pendingRequests", json("{'sessionId':'s1'}"))
                .at("/items/0/requestId")
                .asText())
        .isEqualTo(request);
    client.ask(
        "session.permissions.handlePendingPermissionRequest",
        json("{'sessionId':'s1','requestId':'" + request + "','result':{'kind':'approve-once'}}"));
    String call = client.awaitData("external_tool.requested").path("requestId").asText();
    client.ask(
        "session.tools.handlePendingToolCall",
        json(
            "{'sessionId':'s1','requestId':'"
                + call
                + "','result':{'textResultForLlm':'3','resultType':'success'}}"));
    client.await("session.idle");
  }

  @Test
  void approveAllAnswersForTheClient() throws Exception {
    server.model().enqueue(Reply.toolCall("add", "{}"), Reply.text("Done."));
    client.ask("session.create", server.session("s1", TOOL.replace("SKIP", "false")));
    client.ask("session.permissions.setApproveAll", json("{'sessionId':'s1','enabled':true}"));
    client.ask("session.send", json("{'sessionId':'s1','prompt':'add'}"));

    assertThat(client.awaitData("permission.completed").at("/result/kind").asText())
        .isEqualTo("approved");
  }

  @Test
  void abortsARunThatHangs() throws Exception {
    server.model().fail(Fault.HANG);
    client.ask("session.create", server.session("s1", ""));
    client.ask("session.send", json("{'sessionId':'s1','prompt':'hang'}"));
    assertThat(server.model().awaitRequests(1, Duration.ofSeconds(10))).isTrue();
    assertThat(
            client.ask("session.metadata.activity", json("{'sessionId':'s1'}")).path("abortable"))
        .hasToString("true");

    assertThat(client.ask("session.abort", json("{'sessionId':'s1'}")).path("success").asBoolean())
        .isTrue();
    assertThat(client.awaitData("session.idle").path("aborted").asBoolean()).isTrue();
    assertThat(client.ask("session.abort", json("{'sessionId':'s1'}")).path("success").asBoolean())
        .isTrue();
  }

  @Test
  void queuesInTheOrderOfSending() throws Exception {
    server.model().fail(Fault.HANG);
    client.ask("session.create", server.session("s1", ""));
    client.ask("session.send", json("{'sessionId':'s1','prompt':'first'}"));
    client.ask("session.send", json("{'sessionId':'s1','prompt':'second'}"));
    client.ask("session.send", json("{'sessionId':'s1','prompt':'third'}"));

    JsonNode queue = client.ask("session.queue.pendingItems", json("{'sessionId':'s1'}"));
    assertThat(queue.at("/items/0/displayText").asText()).isEqualTo("second");
    assertThat(queue.at("/items/1/displayText").asText()).isEqualTo("third");
    assertThat(
            client
                .ask("session.queue.removeMostRecent", json("{'sessionId':'s1'}"))
                .path("removed"))
        .hasToString("true");
    client.ask("session.queue.clear", json("{'sessionId':'s1'}"));
    assertThat(client.ask("session.queue.pendingItems", json("{'sessionId':'s1'}")).path("items"))
        .isEmpty();
    client.ask("session.abort", json("{'sessionId':'s1'}"));
  }

  @Test
  void reportsAProviderErrorAndStaysUsable() throws Exception {
    server.model().enqueue(Reply.status(400, "bad", "no such thing"), Reply.text("Better."));
    client.ask("session.create", server.session("s1", ""));
    client.ask("session.send", json("{'sessionId':'s1','prompt':'x'}"));

    assertThat(client.awaitData("session.error").path("message").asText())
        .contains("no such thing");
    client.await("session.idle");
    client.ask("session.send", json("{'sessionId':'s1','prompt':'again'}"));
    assertThat(client.awaitData("assistant.message").path("content").asText()).isEqualTo("Better.");
  }

  @Test
  void resumesAfterARestart() throws Exception {
    server.model().enqueue(Reply.text("One."), Reply.text("Two."));
    client.ask("session.create", server.session("s1", ""));
    client.ask("session.send", json("{'sessionId':'s1','prompt':'first'}"));
    client.await("session.idle");
    server.restart();

    TestClient later = server.client();
    assertThat(later.error("session.getMessages", json("{'sessionId':'s1'}")))
        .isEqualTo("-32603 Request session.getMessages failed with message: Session not found: s1");
    later.ask("session.resume", server.session("s1", ""));
    assertThat(later.ask("session.getMessages", json("{'sessionId':'s1'}")).path("events").size())
        .isGreaterThan(5);
    later.ask("session.send", json("{'sessionId':'s1','prompt':'second'}"));
    assertThat(later.awaitData("assistant.message").path("content").asText()).isEqualTo("Two.");
    assertThat(server.model().lastRequest().body().toString()).contains("One.");
    assertThat(server.model().violations()).isEmpty();
  }
}
