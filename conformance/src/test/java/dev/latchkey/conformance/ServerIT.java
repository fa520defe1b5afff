package dev.latchkey.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.conformance.client.NeedsNode;
import dev.latchkey.conformance.client.ProviderRow;
import dev.latchkey.conformance.client.SessionSpec;
import dev.latchkey.conformance.client.TypeScript;
import dev.latchkey.conformance.client.TypeScript.Transport;
import dev.latchkey.conformance.client.TypeScriptClient;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.SimulatorOptions;
import dev.latchkey.simulator.junit.SimulatorExtension;
import dev.latchkey.simulator.script.Reply;
import dev.latchkey.simulator.script.SimulatedModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What belongs to no session: status, models, and the errors of the page's troubleshooting. */
@NeedsNode
@ExtendWith(SimulatorExtension.class)
class ServerIT {
  private static TypeScript sdk;
  private static TypeScriptClient client;

  @BeforeAll
  static void open() throws Exception {
    sdk = TypeScript.start(ServerIT.class);
    client = sdk.open(Transport.STDIO);
  }

  @AfterAll
  static void close() throws Exception {
    sdk.close();
  }

  @Test
  void answersPings() throws IOException {
    JsonNode pong = client.ask("ping", Map.of("message", "here"));

    assertThat(pong.get("message").asText()).isEqualTo("pong: here");
    assertThat(pong.get("protocolVersion").asInt()).isEqualTo(3);
  }

  @Test
  void tellsItsStatus() throws IOException {
    assertThat(client.ask("status").get("protocolVersion").asInt()).isEqualTo(3);
    assertThat(client.ask("status").get("version").asText()).isNotEmpty();
    assertThat(client.ask("authStatus").get("isAuthenticated").isBoolean()).isTrue();
  }

  @Test
  void anUnknownMethodIsAnErrorOfItsOwn() throws IOException {
    JsonNode answer = client.ask("call", Map.of("method", "no.such", "params", Map.of()));

    assertThat(answer.get("code").asInt()).isEqualTo(-32601);
    assertThat(answer.get("message").asText()).contains("Unhandled method no.such");
  }

  @Test
  void aClientsOwnListOfModelsReplacesTheServers() throws IOException {
    Map<String, Object> model =
        Map.of(
            "id",
            "my-custom-model",
            "name",
            "My Custom Model",
            "capabilities",
            Map.of(
                "supports",
                Map.of("vision", false, "reasoningEffort", false),
                "limits",
                Map.of("max_context_window_tokens", 128_000)));

    JsonNode result = sdk.play("server.ownModels", Map.of("models", List.of(model)));

    assertThat(result.get("asked").asInt()).isEqualTo(1);
    assertThat(result.at("/answers/2/0/id").asText()).isEqualTo("my-custom-model");
  }

  @Test
  void theEnvironmentMayNameAProvider(Simulator simulator) throws IOException {
    simulator.enqueue(Reply.text("2+2 makes 4."));
    TypeScriptClient configured =
        sdk.open(
            Map.of(
                "COPILOT_PROVIDER_BASE_URL",
                simulator.baseUrl() + "/v1",
                "COPILOT_PROVIDER_API_KEY",
                "conformance-key",
                "COPILOT_MODEL",
                "simulated-1"));
    SessionSpec spec = SessionSpec.of("simulated-1", Map.of()).without("provider").without("model");

    assertThat(configured.create(spec).ask("What is 2+2?")).isEqualTo("2+2 makes 4.");

    assertThat(simulator.lastRequest().model()).isEqualTo("simulated-1");
    assertThat(simulator.lastRequest().headers().first("authorization"))
        .contains("Bearer conformance-key");
    assertThat(configured.ask("models").findValuesAsText("id"))
        .contains(SimulatedModel.DEFAULT.id());
    configured.close();
  }

  @Test
  void aCompatibleServerOfTheEnvironmentChoosesTheModelNobodyNamed(Simulator simulator)
      throws IOException {
    simulator.enqueue(Reply.text("2+2 makes 4."));
    TypeScriptClient configured =
        sdk.open(Map.of("COPILOT_API_URL", simulator.baseUrl() + "/v1", "GITHUB_TOKEN", "a-token"));
    SessionSpec spec = SessionSpec.of("any", Map.of()).without("provider").without("model");

    assertThat(configured.create(spec).ask("What is 2+2?")).isEqualTo("2+2 makes 4.");

    assertThat(simulator.lastRequest().model()).isEqualTo(SimulatedModel.DEFAULT.id());
    assertThat(simulator.lastRequest().headers().first("authorization")).contains("Bearer a-token");
    configured.close();
  }

  @Test
  void withoutAnyProviderTheErrorNamesWhatToSet() {
    SessionSpec spec = SessionSpec.of("gpt-4.1", Map.of()).without("provider");

    assertThatThrownBy(() -> client.create(spec).ask("What is 2+2?"))
        .hasMessageContaining("COPILOT_PROVIDER_BASE_URL");
  }

  @Test
  void aProviderNeedsAModel(Simulator simulator) {
    SessionSpec spec =
        SessionSpec.of("gpt-4.1", ProviderRow.OPENAI_COMPLETIONS.config(simulator))
            .without("model");

    assertThatThrownBy(() -> client.create(spec).ask("What is 2+2?"))
        .hasMessageContaining("odel")
        .hasMessageContaining("required");
    assertThat(simulator.modelCalls()).isEmpty();
  }

  @Test
  void aRefusedConnectionNamesTheNextStep(Simulator simulator) throws IOException {
    simulator.refuseConnections();
    SessionSpec spec = SessionSpec.of("llama3.2", ProviderRow.OLLAMA.config(simulator));

    assertThatThrownBy(() -> client.create(spec).ask("What is 2+2?"))
        .hasMessageContaining("127.0.0.1:" + simulator.port())
        .hasMessageMatching("(?s).*(?i:start|running).*");
  }

  @Test
  void aWrongKeyIsCalledThat() throws IOException {
    try (Simulator strict = Simulator.start(SimulatorOptions.defaults().key("another-key"))) {
      SessionSpec spec = SessionSpec.of("gpt-4.1", ProviderRow.OPENAI_COMPLETIONS.config(strict));
      var session = client.create(spec);

      assertThatThrownBy(() -> session.ask("What is 2+2?"))
          .hasMessageContaining("401")
          .hasMessageNotContaining("conformance-key");

      JsonNode error = session.await("session.error").get("data");
      assertThat(error.get("errorType").asText()).isEqualTo("authentication");
      assertThat(error.get("statusCode").asInt()).isEqualTo(401);
    }
  }

  @Test
  void anAzureHostWithTheWrongTypeIsExplained(Simulator simulator) {
    simulator.onRequest(request ->
        request.path().startsWith("/openai/")
            ? null
            : Reply.status(404, "404", "Resource not found"));
    Map<String, Object> provider =
        Map.of("type", "openai", "baseUrl", simulator.baseUrl(), "apiKey", "conformance-key");

    assertThatThrownBy(() -> client.create(SessionSpec.of("gpt-4.1", provider)).ask("2+2?"))
        .hasMessageContaining("404");
  }

  @Test
  void aWrongOptionIsToldOnStandardError() throws Exception {
    Process process =
        new ProcessBuilder(sdk.latchkey().command().toString(), "--headless", "--no-such-option")
            .start();
    process.getOutputStream().close();

    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(err).contains("error: unknown option '--no-such-option'");
  }
}
