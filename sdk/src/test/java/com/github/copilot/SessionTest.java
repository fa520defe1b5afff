package com.github.copilot;

import static com.github.copilot.ScriptedServer.config;
import static com.github.copilot.ScriptedServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.copilot.generated.AssistantMessageEvent;
import com.github.copilot.generated.SessionEvent;
import com.github.copilot.generated.SessionIdleEvent;
import com.github.copilot.generated.UnknownSessionEvent;
import com.github.copilot.rpc.MessageOptions;
import com.github.copilot.rpc.ModelCapabilitiesOverride;
import com.github.copilot.rpc.PermissionHandler;
import com.github.copilot.rpc.ResumeSessionConfig;
import com.github.copilot.rpc.SessionConfig;
import dev.latchkey.protocol.JsonBody;
import dev.latchkey.protocol.RpcException;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionTest {

  private ScriptedServer server;
  private CopilotClient client;

  @BeforeEach
  void start() throws Exception {
    server = ScriptedServer.start();
    client = server.client();
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    server.close();
  }

  private CopilotSession open(SessionConfig config) throws Exception {
    return client.createSession(config).get(5, TimeUnit.SECONDS);
  }

  @Test
  void sendsOnlyWhatIsSet() throws Exception {
    CopilotSession session = open(config());
    ObjectNode params = (ObjectNode) server.next("session.create");
    assertThat(params.remove("sessionId").asText()).isEqualTo(session.getSessionId());
    assertThat(params).isEqualTo(json("{'requestPermission':true,'envValueMode':'direct'}"));
  }

  @Test
  void takesOverWhatTheRuntimeAnswers() throws Exception {
    server.answer(
        "session.create",
        params ->
            json(
                "{'sessionId':'s1','workspacePath':'/w','capabilities':{'ui':{'elicitation':true}},"
                    + "'openCanvases':[{'instanceId':'c1','canvasId':'k','extensionId':'e'}]}"));
    CopilotSession session = open(config().setSessionId("s1"));
    assertThat(session.getWorkspacePath()).isEqualTo("/w");
    assertThat(session.getCapabilities().getUi().getElicitation()).contains(true);
    assertThat(session.getOpenCanvases()).hasSize(1);
    BlockingQueue<SessionEvent> events = new LinkedBlockingQueue<>();
    session.on(events::add);
    server.event(
        session, "session.canvas.closed", "{'instanceId':'c1','canvasId':'k','extensionId':'e'}");
    server.event(session, "capabilities.changed", "{'ui':{'elicitation':false}}");
    assertThat(events.poll(5, TimeUnit.SECONDS)).isNotNull();
    assertThat(events.poll(5, TimeUnit.SECONDS)).isNotNull();
    assertThat(session.getOpenCanvases()).isEmpty();
    assertThat(session.getCapabilities().getUi().getElicitation()).contains(false);
  }

  @Test
  @SuppressWarnings("NullAway") // a null config is what is tested
  void refusesMissingHandlersAndForeignIds() {
    assertThat(client.createSession(new SessionConfig())).isCompletedExceptionally();
    assertThatThrownBy(() -> client.createSession(new SessionConfig()).get())
        .hasCauseInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("onPermissionRequest");
    assertThatThrownBy(() -> client.createSession(null).get())
        .hasCauseInstanceOf(IllegalArgumentException.class);
    server.answer("session.create", params -> json("{'sessionId':'other'}"));
    assertThatThrownBy(() -> open(config().setSessionId("mine"))).hasMessageContaining("other");
  }

  @Test
  void passesOnTheRuntimesWords() {
    server.fail("session.create", -32603, "Model required with custom provider");
    assertThatThrownBy(() -> open(config()))
        .hasRootCauseInstanceOf(RpcException.class)
        .hasRootCauseMessage("Model required with custom provider");
  }

  @Test
  void resumesUnderTheIdOfTheRuntime() throws Exception {
    server.answer("session.resume", params -> json("{'sessionId':'new'}"));
    ResumeSessionConfig config =
        new ResumeSessionConfig()
            .setOnPermissionRequest(PermissionHandler.APPROVE_ALL)
            .setDisableResume(true)
            .setSkipCustomInstructions(true)
            .setOnMcpAuthRequest((request, invocation) -> null);
    CopilotSession session = client.resumeSession("old", config).get(5, TimeUnit.SECONDS);
    assertThat(session.getSessionId()).isEqualTo("new");
    assertThat(server.next("session.resume"))
        .isEqualTo(
            json(
                "{'sessionId':'old','disableResume':true,'requestPermission':true,"
                    + "'envValueMode':'direct'}"));
    assertThat(server.next("session.eventLog.registerInterest"))
        .isEqualTo(json("{'sessionId':'new','eventType':'mcp.oauth_required'}"));
    assertThat(server.next("session.options.update"))
        .isEqualTo(json("{'sessionId':'new','skipCustomInstructions':true}"));
    CompletableFuture<AssistantMessageEvent> turn = session.sendAndWait("hi");
    server.next("session.send");
    server.turn(session, "found");
    assertThat(turn.get(5, TimeUnit.SECONDS).getData().content()).isEqualTo("found");
  }

  @Test
  void waitsForTheLastMessageOfTheTurn() throws Exception {
    CopilotSession session = open(config());
    CompletableFuture<AssistantMessageEvent> turn =
        session.sendAndWait(new MessageOptions().setPrompt("2+2?").setMode("immediate"));
    assertThat(server.next("session.send"))
        .isEqualTo(
            json(
                "{'sessionId':'"
                    + session.getSessionId()
                    + "','prompt':'2+2?','mode':'immediate'}"));
    server.event(session, "assistant.message", "{'messageId':'a0','content':'thinking'}");
    server.turn(session, "4");
    assertThat(turn.get(5, TimeUnit.SECONDS).getData().content()).isEqualTo("4");
  }

  @Test
  void completesWithNullWithoutMessage() throws Exception {
    CopilotSession session = open(config());
    CompletableFuture<AssistantMessageEvent> turn = session.sendAndWait("x");
    server.next("session.send");
    server.event(session, "session.idle", "{}");
    assertThat(turn.get(5, TimeUnit.SECONDS)).isNull();
  }

  @Test
  void failsWithTheSessionsError() throws Exception {
    CopilotSession session = open(config());
    CompletableFuture<AssistantMessageEvent> turn = session.sendAndWait("x");
    server.next("session.send");
    server.event(session, "session.error", "{'errorType':'model','message':'no such model'}");
    assertThatThrownBy(() -> turn.get(5, TimeUnit.SECONDS))
        .hasCauseInstanceOf(RuntimeException.class)
        .hasRootCauseMessage("Session error: no such model");
  }

  @Test
  void failsWhenTheMessageIsRefused() throws Exception {
    server.fail("session.send", -32603, "refused");
    CopilotSession session = open(config());
    assertThatThrownBy(() -> session.sendAndWait("x").get(5, TimeUnit.SECONDS))
        .hasRootCauseMessage("refused");
  }

  @Test
  void stopsWaitingAfterItsTimeLimit() throws Exception {
    CopilotSession session = open(config());
    assertThatThrownBy(() ->
            session.sendAndWait(new MessageOptions().setPrompt("x"), 20).get(5, TimeUnit.SECONDS))
        .hasCauseInstanceOf(TimeoutException.class)
        .hasMessageContaining("sendAndWait timed out after 20ms");
    assertThat(server.methods()).doesNotContain("session.abort");
  }

  @Test
  void handlersMayBlockAndAskTheRuntime() throws Exception {
    CopilotSession session = open(config());
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    session.on(
        SessionIdleEvent.class,
        event -> {
          seen.add(Thread.currentThread().getName());
          seen.add(session.send("again").join());
        });
    server.event(session, "session.idle", "{}");
    assertThat(seen.poll(5, TimeUnit.SECONDS)).isNotEqualTo("jsonrpc-reader");
    assertThat(seen.poll(5, TimeUnit.SECONDS)).isEqualTo("m1");
  }

  @Test
  void deliversInOrderAndSkipsWhatItCannotRead() throws Exception {
    CopilotSession session = open(config());
    BlockingQueue<SessionEvent> events = new LinkedBlockingQueue<>();
    Closeable subscription = session.on(events::add);
    for (int i = 0; i < 500; i++) {
      server.event(
          session, "assistant.message_delta", "{'messageId':'a','deltaContent':'" + i + "'}");
    }
    server.event(session, "assistant.message", "{'content':{}}");
    server.event(session, "future.event", "{'a':1}");
    for (int i = 0; i < 500; i++) {
      SessionEvent event = events.poll(5, TimeUnit.SECONDS);
      assertThat(event).isNotNull();
      assertThat(ScriptedServer.JSON.valueToTree(event).path("data").path("deltaContent").asText())
          .isEqualTo(Integer.toString(i));
    }
    SessionEvent unknown = events.poll(5, TimeUnit.SECONDS);
    while (!(unknown instanceof UnknownSessionEvent)) {
      unknown = events.poll(5, TimeUnit.SECONDS);
      assertThat(unknown).isNotNull();
    }
    assertThat(unknown.getType()).isEqualTo("future.event");
    subscription.close();
    server.event(session, "session.idle", "{}");
    assertThat(events.poll(50, TimeUnit.MILLISECONDS)).isNull();
  }

  @Test
  void onEventSeesWhatComesBeforeTheAnswer() throws Exception {
    BlockingQueue<String> types = new LinkedBlockingQueue<>();
    CountDownLatch sent = new CountDownLatch(1);
    server.answer(
        "session.create",
        params -> {
          try {
            server
                .peer()
                .notify(
                    "session.event",
                    JsonBody.of(
                        json("{'sessionId':'s','event':{'type':'session.idle','data':{}}}")));
            sent.countDown();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return json("{'sessionId':'s'}");
        });
    open(config().setSessionId("s").setOnEvent(event -> types.add(event.getType())));
    assertThat(sent.await(5, TimeUnit.SECONDS)).isTrue();
    assertThat(types.poll(5, TimeUnit.SECONDS)).isEqualTo("session.idle");
  }

  @Test
  void aFailingHandlerEndsTheDeliveryOfItsEventUnlessSuppressed() throws Exception {
    CopilotSession session = open(config());
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    session.setEventErrorHandler((event, error) -> seen.add("error " + error.getMessage()));
    session.on(event -> {
      throw new IllegalStateException("boom");
    });
    session.on(event -> seen.add("second"));
    server.event(session, "session.idle", "{}");
    assertThat(seen.poll(5, TimeUnit.SECONDS)).isEqualTo("error boom");
    assertThat(seen.poll(50, TimeUnit.MILLISECONDS)).isNull();
    session.setEventErrorPolicy(EventErrorPolicy.SUPPRESS_AND_LOG_ERRORS);
    server.event(session, "session.idle", "{}");
    assertThat(seen.poll(5, TimeUnit.SECONDS)).isEqualTo("error boom");
    assertThat(seen.poll(5, TimeUnit.SECONDS)).isEqualTo("second");
  }

  @Test
  void sameHandlerCountsOnce() throws Exception {
    CopilotSession session = open(config());
    BlockingQueue<SessionEvent> events = new LinkedBlockingQueue<>();
    Consumer<SessionEvent> handler = events::add;
    session.on(handler);
    session.on(handler);
    server.event(session, "session.idle", "{}");
    assertThat(events.poll(5, TimeUnit.SECONDS)).isNotNull();
    assertThat(events.poll(50, TimeUnit.MILLISECONDS)).isNull();
  }

  @Test
  void talksNoMoreWhenClosed() throws Exception {
    CopilotSession session = open(config());
    CompletableFuture<AssistantMessageEvent> turn = session.sendAndWait("x");
    server.next("session.send");
    session.close();
    session.close();
    assertThat(server.next("session.destroy"))
        .isEqualTo(json("{'sessionId':'" + session.getSessionId() + "'}"));
    assertThatThrownBy(() -> session.send("y"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Session is closed");
    assertThatThrownBy(() -> session.on(event -> {})).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> turn.get(5, TimeUnit.SECONDS))
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThat(session.getSessionId()).isNotEmpty();
    String question = "{'sessionId':'" + session.getSessionId() + "','summary':'p'}";
    assertThatThrownBy(() -> server.ask("exitPlanMode.request", question))
        .hasMessageContaining("Unknown session");
  }

  @Test
  void readsTheHistory() throws Exception {
    server.answer(
        "session.getMessages",
        params ->
            json(
                "{'events':[{'type':'user.message','data':{'content':'hi'}},"
                    + "{'type':'assistant.message','data':{'content':'ho','messageId':'a'}}]}"));
    List<SessionEvent> events = open(config()).getMessages().get(5, TimeUnit.SECONDS);
    assertThat(events)
        .extracting(SessionEvent::getType)
        .containsExactly("user.message", "assistant.message");
  }

  @Test
  void sendsItsCommands() throws Exception {
    CopilotSession session = open(config().setSessionId("s"));
    session.abort().get(5, TimeUnit.SECONDS);
    assertThat(server.next("session.abort")).isEqualTo(json("{'sessionId':'s'}"));
    session
        .setModel(
            "m",
            "high",
            "concise",
            new ModelCapabilitiesOverride()
                .setLimits(new ModelCapabilitiesOverride.Limits().setMaxPromptTokens(5)))
        .get(5, TimeUnit.SECONDS);
    assertThat(server.next("session.model.switchTo"))
        .isEqualTo(
            json(
                "{'sessionId':'s','modelId':'m','reasoningEffort':'high',"
                    + "'reasoningSummary':'concise',"
                    + "'modelCapabilities':{'limits':{'max_prompt_tokens':5}}}"));
    session.log("text", "loud", true, "http://u").get(5, TimeUnit.SECONDS);
    assertThat(server.next("session.log"))
        .isEqualTo(
            json(
                "{'sessionId':'s','message':'text','level':'info','ephemeral':true,"
                    + "'url':'http://u'}"));
    session.compact().get(5, TimeUnit.SECONDS);
    assertThat(server.next("session.history.compact")).isEqualTo(json("{'sessionId':'s'}"));
  }

  @Test
  void knowsAgents() throws Exception {
    server.answer("session.agent.list", params -> json("{'agents':[{'name':'a'},{'name':'b'}]}"));
    server.answer("session.agent.getCurrent", params -> json("{'agent':null}"));
    server.answer("session.agent.select", params -> json("{'agent':{'name':'b'}}"));
    CopilotSession session = open(config().setSessionId("s"));
    assertThat(session.listAgents().get(5, TimeUnit.SECONDS))
        .extracting(agent -> agent.getName())
        .containsExactly("a", "b");
    assertThat(session.getCurrentAgent().get(5, TimeUnit.SECONDS)).isNull();
    assertThat(session.selectAgent("b").get(5, TimeUnit.SECONDS).getName()).isEqualTo("b");
    assertThat(server.next("session.agent.select")).isEqualTo(json("{'sessionId':'s','name':'b'}"));
    session.deselectAgent().get(5, TimeUnit.SECONDS);
  }
}
