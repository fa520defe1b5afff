package com.github.copilot;

import static com.github.copilot.ScriptedServer.config;
import static com.github.copilot.ScriptedServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.copilot.generated.AssistantMessageEvent;
import com.github.copilot.rpc.CopilotClientMode;
import com.github.copilot.rpc.ModelInfo;
import com.github.copilot.rpc.SessionLifecycleEventTypes;
import com.github.copilot.rpc.SessionListFilter;
import com.github.copilot.rpc.SessionMetadata;
import dev.latchkey.protocol.JsonBody;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CopilotClientTest {

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

  @Test
  void noOptionsAreTheDefaults() {
    try (CopilotClient client = new CopilotClient(null)) {
      assertThat(client.getState()).isEqualTo(ConnectionState.DISCONNECTED);
    }
  }

  @Test
  void asksForSignsOfLife() throws Exception {
    server.answer(
        "ping",
        params ->
            json("{'message':'pong: x','timestamp':'2026-01-02T00:00:00Z','protocolVersion':3}"));
    server.answer("status.get", params -> json("{'version':'1','protocolVersion':3}"));
    server.answer("auth.getStatus", params -> json("{'isAuthenticated':true,'authType':'x'}"));
    assertThat(client.ping("x").get(5, TimeUnit.SECONDS).message()).isEqualTo("pong: x");
    assertThat(client.ping(null).get(5, TimeUnit.SECONDS).protocolVersion()).isEqualTo(3);
    assertThat(client.getStatus().get(5, TimeUnit.SECONDS).getVersion()).isEqualTo("1");
    assertThat(client.getAuthStatus().get(5, TimeUnit.SECONDS).isAuthenticated()).isTrue();
  }

  @Test
  void keepsTheModelsOfTheFirstSuccess() throws Exception {
    server.fail("models.list", -32603, "later");
    assertThatThrownBy(() -> client.listModels().get(5, TimeUnit.SECONDS))
        .hasRootCauseMessage("later");
    server.answer(
        "models.list",
        params ->
            json(
                "{'models':[{'id':'m','name':'M','capabilities':{'supports':{'vision':true},"
                    + "'limits':{'max_context_window_tokens':8}},'billing':{'multiplier':0.5}}]}"));
    List<ModelInfo> models = client.listModels().get(5, TimeUnit.SECONDS);
    assertThat(models.get(0).getCapabilities().getLimits().getMaxContextWindowTokens())
        .isEqualTo(8);
    assertThat(models.get(0).getCapabilities().getSupports().isVision()).isTrue();
    assertThat(models.get(0).getBilling().getMultiplier()).isEqualTo(0.5);
    models.clear();
    assertThat(client.listModels().get(5, TimeUnit.SECONDS)).hasSize(1);
    assertThat(server.methods()).containsExactly("connect", "models.list", "models.list");
  }

  @Test
  void ownModelsReplaceThoseOfTheRuntime() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (CopilotClient own =
        new CopilotClient(
            server
                .options()
                .setOnListModels(() -> {
                  asked.incrementAndGet();
                  return CompletableFuture.completedFuture(List.of(new ModelInfo().setId("own")));
                }))) {
      assertThat(own.listModels().get()).extracting(ModelInfo::getId).containsExactly("own");
      assertThat(own.listModels().get()).hasSize(1);
      assertThat(asked).hasValue(1);
      assertThat(own.getState()).isEqualTo(ConnectionState.DISCONNECTED);
    }
  }

  @Test
  void findsStoredSessions() throws Exception {
    String stored =
        "{'sessionId':'a','startTime':'t','modifiedTime':'u','isRemote':true,"
            + "'context':{'cwd':'/w'}}";
    server.answer("session.list", params -> json("{'sessions':[" + stored + "]}"));
    server.answer("session.getMetadata", params -> json("{'session':" + stored + "}"));
    server.answer("session.getLastId", params -> json("{'sessionId':'a'}"));
    List<SessionMetadata> sessions =
        client
            .listSessions(new SessionListFilter().setCwd("/w").setBranch("main"))
            .get(5, TimeUnit.SECONDS);
    assertThat(server.next("session.list"))
        .isEqualTo(json("{'filter':{'cwd':'/w','branch':'main'}}"));
    assertThat(sessions.get(0).getContext().getCwd()).isEqualTo("/w");
    assertThat(sessions.get(0).isRemote()).isTrue();
    assertThat(client.listSessions().get(5, TimeUnit.SECONDS)).hasSize(1);
    assertThat(server.next("session.list")).isEqualTo(json("{}"));
    assertThat(client.getSessionMetadata("a").get(5, TimeUnit.SECONDS).getModifiedTime())
        .isEqualTo("u");
    assertThat(client.getLastSessionId().get(5, TimeUnit.SECONDS)).isEqualTo("a");
    server.answer("session.getMetadata", params -> json("{}"));
    server.answer("session.getLastId", params -> json("{}"));
    assertThat(client.getSessionMetadata("a").get(5, TimeUnit.SECONDS)).isNull();
    assertThat(client.getLastSessionId().get(5, TimeUnit.SECONDS)).isNull();
    assertThat(client.getForegroundSessionId().get(5, TimeUnit.SECONDS)).isNull();
  }

  @Test
  void reportsWhatTheRuntimeDidNotDo() throws Exception {
    server.answer("session.delete", params -> json("{'success':false,'error':'not there'}"));
    assertThatThrownBy(() -> client.deleteSession("a").get(5, TimeUnit.SECONDS))
        .hasCauseInstanceOf(RuntimeException.class)
        .hasMessageContaining("not there");
    server.answer("session.delete", params -> json("{'success':true}"));
    client.deleteSession("a").get(5, TimeUnit.SECONDS);
    server.answer("session.setForeground", params -> json("{'success':true}"));
    client.setForegroundSessionId("a").get(5, TimeUnit.SECONDS);
    assertThat(server.next("session.setForeground")).isEqualTo(json("{'sessionId':'a'}"));
  }

  @Test
  void tellsAboutSessionsThatComeAndGo() throws Exception {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    client.onLifecycle(event -> seen.add("all " + event.getSessionId()));
    AutoCloseable typed =
        client.onLifecycle(
            SessionLifecycleEventTypes.CREATED, event -> seen.add("created " + event.getType()));
    client.onLifecycle(event -> {
      throw new IllegalStateException("ignored");
    });
    client.start().get(5, TimeUnit.SECONDS);
    JsonNode created = json("{'type':'session.created','sessionId':'a'}");
    server.peer().notify("session.lifecycle", JsonBody.of(created));
    assertThat(seen.poll(5, TimeUnit.SECONDS)).isEqualTo("created session.created");
    assertThat(seen.poll(5, TimeUnit.SECONDS)).isEqualTo("all a");
    typed.close();
    server.peer().notify("session.lifecycle", JsonBody.of(created));
    assertThat(seen.poll(5, TimeUnit.SECONDS)).isEqualTo("all a");
  }

  @Test
  void leavesSessionsWhenStopped() throws Exception {
    client.createSession(config().setSessionId("a")).get(5, TimeUnit.SECONDS);
    client.createSession(config().setSessionId("b")).get(5, TimeUnit.SECONDS);
    client.stop().get(5, TimeUnit.SECONDS);
    assertThat(server.methods())
        .containsExactlyInAnyOrder(
            "connect", "session.create", "session.create", "session.destroy", "session.destroy");
    client.close();
  }

  @Test
  void offersEveryMethodOfTheProtocol() throws Exception {
    server.answer("models.list", params -> json("{'models':[]}"));
    server.answer("session.mode.get", params -> json("'plan'"));
    client.start().get(5, TimeUnit.SECONDS);
    assertThat(client.getRpc().models.list().get(5, TimeUnit.SECONDS).models()).isEmpty();
    CopilotSession session =
        client.createSession(config().setSessionId("s")).get(5, TimeUnit.SECONDS);
    assertThat(session.getRpc().mode.get().get(5, TimeUnit.SECONDS).getValue()).isEqualTo("plan");
    assertThat(server.next("session.mode.get")).isEqualTo(json("{'sessionId':'s'}"));
  }

  @Test
  void worksOnAnExecutorWithOneThread() throws Exception {
    ExecutorService single = Executors.newSingleThreadExecutor();
    try (CopilotClient client = new CopilotClient(server.options().setExecutor(single))) {
      CopilotSession session =
          client.createSession(config().setSessionId("s")).get(5, TimeUnit.SECONDS);
      CompletableFuture<AssistantMessageEvent> turn = session.sendAndWait("x");
      server.next("session.send");
      server.turn(session, "y");
      assertThat(turn.get(5, TimeUnit.SECONDS).getData().content()).isEqualTo("y");
    } finally {
      single.shutdown();
    }
  }

  @Test
  void isolatesSessionsInModeEmpty() throws Exception {
    try (CopilotClient isolated =
        new CopilotClient(server.options().setMode(CopilotClientMode.EMPTY))) {
      assertThatThrownBy(() -> isolated.createSession(config()).get())
          .hasCauseInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("availableTools");
      isolated
          .createSession(
              config().setSessionId("s").setAvailableTools(List.of()).setEnableSkills(true))
          .get(5, TimeUnit.SECONDS);
    }
    ObjectNode expected =
        (ObjectNode)
            json(
                "{'sessionId':'s','availableTools':[],'enableSkills':true,'requestPermission':true,"
                    + "'envValueMode':'direct','toolFilterPrecedence':'excluded',"
                    + "'customAgentsLocalOnly':true,'isExperimentalMode':false,"
                    + "'skipEmbeddingRetrieval':true,'enableOnDemandInstructionDiscovery':false,"
                    + "'enableFileHooks':false,'enableHostGitOperations':false,"
                    + "'enableSessionStore':false,'embeddingCacheStorage':'in-memory',"
                    + "'mcpOAuthTokenStorage':'in-memory','memory':{'enabled':false}}");
    assertThat(server.next("session.create")).isEqualTo(expected);
    assertThat(server.next("session.options.update"))
        .isEqualTo(
            json(
                "{'sessionId':'s','installedPlugins':[],'customAgentsLocalOnly':true,"
                    + "'skipCustomInstructions':true,'coauthorEnabled':false,"
                    + "'manageScheduleEnabled':false}"));
  }
}
