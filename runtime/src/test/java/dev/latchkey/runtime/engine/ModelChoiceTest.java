package dev.latchkey.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.ProviderEnvironment;
import dev.latchkey.runtime.Engine;
import dev.latchkey.runtime.EngineOptions;
import dev.latchkey.runtime.Session;
import dev.latchkey.runtime.SessionOptions;
import dev.latchkey.runtime.UserInput;
import dev.latchkey.runtime.store.MemoryStore;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which name goes on the wire, from the session's, the provider's and the environment's names. */
class ModelChoiceTest {
  private final ScriptedModel model = new ScriptedModel();
  private final Recorder told = new Recorder();

  private String asked(
      Map<String, String> environment, SessionOptions options, @Nullable String switched) {
    model.says("Ok.");
    EngineOptions engine =
        EngineOptions.builder(MemoryStore.create(), _ -> model)
            .defaultProvider(() -> defaultOf(environment))
            .build();
    try (Engine local = LocalEngine.open(engine)) {
      Session session = local.create(options, told);
      if (switched != null) {
        session.models().switchTo(switched, null);
      }
      session.send(UserInput.of("Hi"));
      told.awaitIdle();
    }
    return model.lastRequest().model();
  }

  private static Optional<ProviderEnvironment.Default> defaultOf(Map<String, String> environment) {
    return ProviderEnvironment.read(environment);
  }

  @DisplayName("weak 2: one rule for the name on the wire")
  @ParameterizedTest
  @CsvSource({
    "x,  ,  ,  , x",
    "x,  , w,  , w",
    "x, m,  ,  , m",
    "x, m, w,  , w",
    " , m, w,  , w",
    " , m,  ,  , m",
    " ,  , w,  , w",
    "x,  , w, y, y",
    "x, m,  , y, y"
  })
  void ofAProviderTheSessionBrings(
      @Nullable String model,
      @Nullable String modelId,
      @Nullable String wireModel,
      @Nullable String switched,
      String wire) {
    ProviderConfig provider =
        ProviderConfig.builder("http://127.0.0.1:1/v1")
            .modelId(modelId)
            .wireModel(wireModel)
            .build();
    SessionOptions options = SessionOptions.builder().model(model).provider(provider).build();
    assertThat(asked(Map.of(), options, switched)).isEqualTo(wire);
  }

  @ParameterizedTest
  @CsvSource({
    " , foo,  ,  , foo",
    " , foo,  , w, w",
    " , foo, m,  , foo",
    "bar, foo,  ,  , bar",
    "bar, foo, m, w, bar",
    "foo, foo, m, w, w"
  })
  void ofTheEnvironmentsProvider(
      @Nullable String model,
      String copilotModel,
      @Nullable String modelId,
      @Nullable String wireModel,
      String wire) {
    Map<String, String> environment =
        Map.of(
            "COPILOT_PROVIDER_BASE_URL",
            "http://127.0.0.1:1/v1",
            "COPILOT_MODEL",
            copilotModel,
            "COPILOT_PROVIDER_MODEL_ID",
            modelId == null ? "" : modelId,
            "COPILOT_PROVIDER_WIRE_MODEL",
            wireModel == null ? "" : wireModel);
    SessionOptions options = SessionOptions.builder().model(model).build();
    assertThat(asked(environment, options, null)).isEqualTo(wire);
  }

  @Test
  void eventsNameTheModelAsTheProviderKnowsIt() {
    SessionOptions options =
        SessionOptions.builder()
            .model("x")
            .provider(ProviderConfig.builder("http://127.0.0.1:1/v1").wireModel("w").build())
            .build();
    asked(Map.of(), options, null);
    assertThat(told.only("assistant.message").path("model").asText()).isEqualTo("w");
    assertThat(told.only("session.start").path("selectedModel").asText()).isEqualTo("x");
  }
}
