package dev.latchkey.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.copilot.sdk.CopilotClient;
import com.github.copilot.sdk.CopilotSession;
import com.github.copilot.sdk.generated.AssistantMessageDeltaEvent;
import com.github.copilot.sdk.generated.SessionEvent;
import com.github.copilot.sdk.generated.SessionIdleEvent;
import com.github.copilot.sdk.json.CopilotClientOptions;
import com.github.copilot.sdk.json.MessageOptions;
import com.github.copilot.sdk.json.PermissionHandler;
import com.github.copilot.sdk.json.ProviderConfig;
import com.github.copilot.sdk.json.ResumeSessionConfig;
import com.github.copilot.sdk.json.SessionConfig;
import com.github.copilot.sdk.json.SessionMetadata;
import com.github.copilot.sdk.json.ToolDefinition;
import dev.latchkey.conformance.client.Environment;
import dev.latchkey.conformance.client.Latchkey;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.junit.SimulatorExtension;
import dev.latchkey.simulator.script.Fault;
import dev.latchkey.simulator.script.Reply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The official Java SDK that Maven Central has, in front of our server. */
@ExtendWith(SimulatorExtension.class)
class OfficialJavaIT {
  private static final long SECONDS = 20;

  private static Latchkey latchkey;

  /** How the client reaches the server. */
  enum Transport {
    STDIO,
    TCP,
    URL
  }

  @BeforeAll
  static void prepare() {
    latchkey = Latchkey.named(OfficialJavaIT.class.getSimpleName());
  }

  @AfterAll
  static void check() throws Exception {
    latchkey.close();
  }

  private static CopilotClient open(Transport transport) throws Exception {
    Map<String, String> environment = new HashMap<>(System.getenv());
    Environment.clean(environment);
    environment.put("COPILOT_HOME", latchkey.home().toString());
    CopilotClientOptions options = new CopilotClientOptions();
    switch (transport) {
      case STDIO -> options.setCliPath(latchkey.command().toString()).setEnvironment(environment);
      case TCP ->
          options
              .setCliPath(latchkey.command().toString())
              .setEnvironment(environment)
              .setUseStdio(false);
      case URL -> options.setCliUrl("127.0.0.1:" + latchkey.listen(""));
    }
    CopilotClient client = new CopilotClient(options);
    client.start().get(SECONDS, TimeUnit.SECONDS);
    return client;
  }

  private static ProviderConfig provider(Simulator simulator) {
    return new ProviderConfig()
        .setType("openai")
        .setBaseUrl(simulator.baseUrl() + "/v1")
        .setApiKey("conformance-key");
  }

  private static SessionConfig config(Simulator simulator) {
    return new SessionConfig()
        .setModel("gpt-4.1")
        .setOnPermissionRequest(PermissionHandler.APPROVE_ALL)
        .setProvider(provider(simulator));
  }

  private static String ask(CopilotSession session, String prompt) throws Exception {
    return session
        .sendAndWait(new MessageOptions().setPrompt(prompt))
        .get(SECONDS, TimeUnit.SECONDS)
        .getData()
        .content();
  }

  @ParameterizedTest
  @EnumSource
  void quickStart(Transport transport, Simulator simulator) throws Exception {
    simulator.enqueue(Reply.text("2+2 makes 4."));
    try (CopilotClient client = open(transport)) {
      CopilotSession session =
          client
              .createSession(
                  config(simulator)
                      .setModel("gpt-5.2-codex")
                      .setProvider(provider(simulator).setWireApi("responses")))
              .get(SECONDS, TimeUnit.SECONDS);

      assertThat(ask(session, "What is 2+2?")).isEqualTo("2+2 makes 4.");

      assertThat(simulator.lastRequest().path()).isEqualTo("/v1/responses");
      assertThat(simulator.lastRequest().model()).isEqualTo("gpt-5.2-codex");
      client.stop().get(SECONDS, TimeUnit.SECONDS);
    }
  }

  @ParameterizedTest
  @EnumSource
  void streams(Transport transport, Simulator simulator) throws Exception {
    simulator.enqueue(Reply.chunks("one ", "two ", "three"));
    try (CopilotClient client = open(transport)) {
      CopilotSession session =
          client.createSession(config(simulator).setStreaming(true)).get(SECONDS, TimeUnit.SECONDS);
      ConcurrentLinkedQueue<String> deltas = new ConcurrentLinkedQueue<>();
      session.on(
          AssistantMessageDeltaEvent.class, event -> deltas.add(event.getData().deltaContent()));

      assertThat(ask(session, "Count.")).isEqualTo("one two three");

      assertThat(String.join("", deltas)).isEqualTo("one two three");
    }
  }

  @ParameterizedTest
  @EnumSource
  void callsTools(Transport transport, Simulator simulator) throws Exception {
    simulator.enqueue(
        Reply.answer().toolCall("call_1", "weather", "{\"city\":\"Oslo\"}"),
        Reply.text("It is sunny."));
    ToolDefinition weather =
        ToolDefinition.create(
            "weather",
            "Tells the weather of a city.",
            Map.of("type", "object", "properties", Map.of("city", Map.of("type", "string"))),
            call ->
                CompletableFuture.completedFuture("sunny in " + call.getArguments().get("city")));
    try (CopilotClient client = open(transport)) {
      CopilotSession session =
          client
              .createSession(config(simulator).setTools(List.of(weather)))
              .get(SECONDS, TimeUnit.SECONDS);

      assertThat(ask(session, "How is the weather in Oslo?")).isEqualTo("It is sunny.");

      assertThat(simulator.lastRequest().toolResults()).containsExactly("sunny in Oslo");
    }
  }

  @Test
  void resumesInAnotherProcess(Simulator simulator) throws Exception {
    simulator.enqueue(Reply.text("Noted."), Reply.text("It was teal."));
    String id;
    try (CopilotClient client = open(Transport.STDIO)) {
      CopilotSession session =
          client.createSession(config(simulator)).get(SECONDS, TimeUnit.SECONDS);
      id = session.getSessionId();
      ask(session, "My colour is teal.");
    }
    try (CopilotClient client = open(Transport.TCP)) {
      ResumeSessionConfig again =
          new ResumeSessionConfig()
              .setModel("gpt-4.1")
              .setOnPermissionRequest(PermissionHandler.APPROVE_ALL)
              .setProvider(provider(simulator));
      CopilotSession session = client.resumeSession(id, again).get(SECONDS, TimeUnit.SECONDS);

      assertThat(ask(session, "What was it?")).isEqualTo("It was teal.");

      List<SessionEvent> history = session.getMessages().get(SECONDS, TimeUnit.SECONDS);
      assertThat(history)
          .extracting(SessionEvent::getType)
          .startsWith("session.start", "system.message", "user.message")
          .contains("session.resume");
      assertThat(client.listSessions().get(SECONDS, TimeUnit.SECONDS))
          .extracting(SessionMetadata::getSessionId)
          .contains(id);
      client.deleteSession(id).get(SECONDS, TimeUnit.SECONDS);
      assertThat(client.listSessions().get(SECONDS, TimeUnit.SECONDS))
          .extracting(SessionMetadata::getSessionId)
          .doesNotContain(id);
    }
  }

  @Test
  void aborts(Simulator simulator) throws Exception {
    simulator.enqueue(
        Reply.chunks("one ", "two ", "three").breaking(Fault.HANG_MID_STREAM, 2),
        Reply.text("Still here."));
    try (CopilotClient client = open(Transport.STDIO)) {
      CopilotSession session =
          client.createSession(config(simulator).setStreaming(true)).get(SECONDS, TimeUnit.SECONDS);
      CountDownLatch begun = new CountDownLatch(1);
      CountDownLatch idle = new CountDownLatch(1);
      session.on(AssistantMessageDeltaEvent.class, event -> begun.countDown());
      session.on(SessionIdleEvent.class, event -> idle.countDown());
      session.send("Count.").get(SECONDS, TimeUnit.SECONDS);
      assertThat(begun.await(SECONDS, TimeUnit.SECONDS)).isTrue();

      session.abort().get(SECONDS, TimeUnit.SECONDS);

      assertThat(idle.await(SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(ask(session, "Are you there?")).isEqualTo("Still here.");
    }
  }

  @Test
  void tellsTheProvidersError(Simulator simulator) throws Exception {
    simulator.enqueue(Reply.status(400, "bad_thing", "That is a bad thing."));
    try (CopilotClient client = open(Transport.STDIO)) {
      CopilotSession session =
          client.createSession(config(simulator)).get(SECONDS, TimeUnit.SECONDS);

      assertThatThrownBy(() -> ask(session, "What is 2+2?"))
          .hasMessageContaining("That is a bad thing.");
    }
  }
}
