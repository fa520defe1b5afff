package dev.latchkey.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.Providers;
import dev.latchkey.runtime.Engine;
import dev.latchkey.runtime.EngineOptions;
import dev.latchkey.runtime.SessionOptions;
import dev.latchkey.runtime.UserInput;
import dev.latchkey.runtime.store.MemoryStore;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.script.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events name the endpoint that was called, whatever type and wire were configured. */
class ApiEndpointTest {
  private final Recorder told = new Recorder();
  private final Simulator provider = Simulator.start();
  private final Providers providers = Providers.open(CallPolicy.DEFAULT);
  private final Engine engine =
      LocalEngine.open(EngineOptions.builder(MemoryStore.create(), providers::connect).build());

  @AfterEach
  void close() {
    engine.close();
    providers.close();
    provider.close();
    told.checkAll();
  }

  @ParameterizedTest
  @CsvSource({
    "openai, '', /v1, /chat/completions",
    "openai, Responses, /v1, /responses",
    "openai, '', /v1/responses, /responses",
    "openai, '', /v1/messages, /v1/messages",
    "ANTHROPIC, '', '', /v1/messages",
    "anthropic, '', /v1/chat/completions, /chat/completions",
  })
  void theOneThatWasCalled(String type, String wire, String path, String named) {
    ProviderConfig.Builder config = ProviderConfig.builder(provider.baseUrl() + path).type(type);
    if (!wire.isEmpty()) {
      config.wireApi(wire);
    }
    provider.enqueue(
        Reply.http(400, "application/json", "{\"error\":{\"message\":\"no\"}}"),
        Reply.text("Yes."));
    var session =
        engine.create(SessionOptions.builder().model("m").provider(config.build()).build(), told);
    session.send(UserInput.of("Hello"));
    told.await("session.idle", 1);
    session.send(UserInput.of("Hello"));
    told.await("session.idle", 2);

    assertThat(provider.lastRequest().path()).endsWith(named);
    assertThat(told.data("assistant.usage").getLast().path("apiEndpoint").asText())
        .isEqualTo(named);
    assertThat(told.data("model.call_failure").getFirst().path("apiEndpoint").asText())
        .isEqualTo(named);
  }
}
