package dev.latchkey.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.Providers;
import dev.latchkey.runtime.Engine;
import dev.latchkey.runtime.EngineOptions;
import dev.latchkey.runtime.Session;
import dev.latchkey.runtime.SessionOptions;
import dev.latchkey.runtime.ToolReply;
import dev.latchkey.runtime.UserInput;
import dev.latchkey.runtime.store.MemoryStore;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.SimulatorOptions;
import dev.latchkey.simulator.script.Fault;
import dev.latchkey.simulator.script.Part;
import dev.latchkey.simulator.script.Quirk;
import dev.latchkey.simulator.script.Reply;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs over real sockets, on every wire, against a provider that checks each request. */
class SocketRunTest {
  private final Recorder told = new Recorder();
  private Simulator provider;
  private Providers providers;
  private Engine engine;

  @BeforeEach
  void open() {
    provider = Simulator.start();
    providers = Providers.open(CallPolicy.DEFAULT);
    engine =
        LocalEngine.open(EngineOptions.builder(MemoryStore.create(), providers::connect).build());
  }

  @AfterEach
  void close() {
    engine.close();
    providers.close();
    provider.close();
    told.checkAll();
  }

  private Session session(String type, String wire, boolean streaming) {
    ProviderConfig config =
        ProviderConfig.builder(provider.baseUrl() + (type.equals("openai") ? "/v1" : ""))
            .type(type)
            .wireApi(wire)
            .build();
    return engine.create(
        SessionOptions.builder()
            .model("test-model")
            .provider(config)
            .streaming(streaming)
            .tools(List.of(Bench.freeTool("look")))
            .build(),
        told);
  }

  @ParameterizedTest
  @CsvSource({
    "openai, completions, true",
    "openai, completions, false",
    "openai, responses, true",
    "openai, responses, false",
    "anthropic, completions, true",
    "anthropic, completions, false"
  })
  void toolRoundsKeepToTheRulesOfEveryWire(String type, String wire, boolean streaming) {
    provider.enqueue(
        Reply.answer().text("Looking.").toolCall("look", "{\"n\":1}").toolCall("look", "{\"n\":2}"),
        Reply.toolCall("nothing_like_it", "{}"),
        Reply.text("All seen."),
        Reply.text("You are welcome."));
    Session session = session(type, wire, streaming);
    session.send(UserInput.of("Look around"));
    told.await("external_tool.requested", 2);
    for (JsonNode asked : told.data("external_tool.requested")) {
      session.completeToolCall(
          asked.path("requestId").asText(), new ToolReply.Result(TextNode.valueOf("a tree")));
    }
    told.awaitIdle();
    session.send(UserInput.of("Thanks"));
    told.await("session.idle", 2);

    assertThat(provider.violations()).isEmpty();
    assertThat(told.data("session.error")).isEmpty();
    assertThat(told.data("assistant.message").stream().map(d -> d.path("content").asText()))
        .containsExactly("Looking.", "", "All seen.", "You are welcome.");
    assertThat(told.types().contains("assistant.message_delta~")).isEqualTo(streaming);
    assertThat(told.data("assistant.usage")).hasSize(4);
  }

  @Test
  void aRefusedFieldIsLearnedOnTheFirstCallAndToldInOneWarning() {
    provider.close();
    provider = Simulator.start(SimulatorOptions.defaults().quirks(Quirk.NO_STREAM_OPTIONS));
    provider.enqueue(Reply.text("One."), Reply.text("Two."));
    Session session = session("openai", "completions", true);
    session.send(UserInput.of("First"));
    told.awaitIdle();
    session.send(UserInput.of("Second"));
    told.await("session.idle", 2);

    assertThat(provider.modelCalls()).hasSize(3);
    assertThat(told.data("session.error")).isEmpty();
    assertThat(told.data("assistant.message").stream().map(d -> d.path("content").asText()))
        .containsExactly("One.", "Two.");
    JsonNode warning = told.only("session.warning");
    assertThat(warning.path("warningType").asText()).isEqualTo("dialect.learned");
    assertThat(warning.path("message").asText()).contains("streamUsage=false");
  }

  @DisplayName("D5: an abort closes the connection")
  @Test
  void abortClosesTheConnectionInTheMiddleOfAnAnswer() throws InterruptedException {
    provider.fail(Fault.HANG_MID_STREAM);
    Session session = session("openai", "completions", true);
    session.send(UserInput.of("Tell me"));
    told.await("assistant.message_delta", 1);

    long begin = System.nanoTime();
    session.abort("user_initiated");
    assertThat(provider.awaitAbandoned(1, Duration.ofSeconds(5))).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    assertThat(told.types()).endsWith("assistant.idle~", "session.idle~");

    provider.enqueue(Reply.text("Here I am."));
    session.send(UserInput.of("Again"));
    told.await("session.idle", 2);
    assertThat(provider.violations()).isEmpty();
    assertThat(told.only("assistant.message").path("content").asText()).isEqualTo("Here I am.");
  }

  @Test
  void abortBeforeTheFirstByteClosesTheConnectionToo() throws InterruptedException {
    provider.fail(Fault.HANG);
    Session session = session("openai", "completions", true);
    session.send(UserInput.of("Tell me"));
    assertThat(provider.awaitRequests(1, Duration.ofSeconds(5))).isTrue();
    session.abort("user_initiated");
    assertThat(told.types()).endsWith("assistant.idle~", "session.idle~");
    assertThat(told.data("model.call_failure")).isEmpty();
  }

  @Test
  void aFilteredPromptIsToldWithItsCategoriesAndNotTriedAgain() {
    provider.enqueue(
        Reply.http(
            400,
            "application/json",
            "{\"error\":{\"code\":\"content_filter\",\"message\":\"The prompt was filtered.\","
                + "\"innererror\":{\"code\":\"ResponsibleAIPolicyViolation\","
                + "\"content_filter_result\":{\"jailbreak\":{\"filtered\":true,"
                + "\"detected\":true}}}}}"),
        Reply.text("Fine."));
    Session session = session("openai", "completions", true);
    session.send(UserInput.of("Tell me"));
    told.awaitIdle();
    JsonNode error = told.only("session.error");
    assertThat(error.path("errorCode").asText()).isEqualTo("content_filter");
    assertThat(error.path("message").asText())
        .contains("(filtered: jailbreak)", "Reword the prompt");
    assertThat(provider.modelCalls()).hasSize(1);

    session.send(UserInput.of("Something else"));
    told.await("session.idle", 2);
    assertThat(told.only("assistant.message").path("content").asText()).isEqualTo("Fine.");
  }

  @ParameterizedTest
  @CsvSource({
    "openai, completions, true",
    "openai, responses, true",
    "openai, responses, false",
    "anthropic, completions, true"
  })
  void aRefusalOfTheModelIsShownAsItsAnswer(String type, String wire, boolean streaming) {
    provider.enqueue(Reply.answer().part(new Part.Refusal("I will not do that.")));
    Session session = session(type, wire, streaming);
    session.send(UserInput.of("Do it"));
    told.awaitIdle();
    assertThat(told.only("assistant.message").path("content").asText())
        .isEqualTo("I will not do that.");
    assertThat(told.data("session.error")).isEmpty();
    assertThat(provider.modelCalls()).hasSize(1);
  }

  @Test
  void refusedKeyIsToldWithANextStep() {
    provider.enqueue(3, Reply.fault(Fault.UNAUTHORIZED));
    Session session = session("openai", "completions", true);
    session.send(UserInput.of("Tell me"));
    told.awaitIdle();
    JsonNode error = told.only("session.error");
    assertThat(error.path("errorType").asText()).isEqualTo("authentication");
    assertThat(error.path("statusCode").asInt()).isEqualTo(401);
  }
}
