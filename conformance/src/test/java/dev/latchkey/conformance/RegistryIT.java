package dev.latchkey.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.conformance.client.NeedsNode;
import dev.latchkey.conformance.client.SessionSpec;
import dev.latchkey.conformance.client.ToolSpec;
import dev.latchkey.conformance.client.TypeScript;
import dev.latchkey.conformance.client.TypeScriptClient;
import dev.latchkey.conformance.client.TypeScriptSession;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.junit.SimulatorExtension;
import dev.latchkey.simulator.script.Reply;
import dev.latchkey.simulator.traffic.RecordedRequest;
import dev.latchkey.simulator.traffic.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sessions with several named providers, by the official TypeScript SDK. */
@NeedsNode
@ExtendWith(SimulatorExtension.class)
class RegistryIT {
  private static TypeScript sdk;
  private static TypeScriptClient client;

  @BeforeAll
  static void open() throws Exception {
    sdk = TypeScript.start(RegistryIT.class);
    client = sdk.open(Map.of("COPILOT_ALLOW_GET_PROVIDER_ENDPOINT", "true"));
  }

  @AfterAll
  static void close() throws Exception {
    sdk.close();
  }

  private static Map<String, Object> gpt(Simulator simulator) {
    return Map.of("name", "gpt", "baseUrl", simulator.baseUrl() + "/v1", "apiKey", "key-gpt");
  }

  private static Map<String, Object> claude(Simulator simulator) {
    return Map.of(
        "name",
        "claude",
        "type",
        "anthropic",
        "baseUrl",
        simulator.baseUrl(),
        "apiKey",
        "key-claude");
  }

  /** Two providers of different types at one server, a model of each. */
  private static SessionSpec spec(Simulator simulator) {
    return SessionSpec.of("gpt/small", Map.of())
        .without("provider")
        .with("providers", List.of(gpt(simulator), claude(simulator)))
        .with(
            "models",
            List.of(
                Map.of("id", "small", "provider", "gpt", "wireModel", "gpt-4.1"),
                Map.of(
                    "id",
                    "big",
                    "provider",
                    "claude",
                    "wireModel",
                    "claude-sonnet-4-5",
                    "capabilities",
                    Map.of("limits", Map.of("max_output_tokens", 4321)))));
  }

  private static List<String> ids(JsonNode models) {
    List<String> ids = new ArrayList<>();
    models.forEach(model -> ids.add(model.path("id").asText()));
    return ids;
  }

  private static JsonNode rpc(TypeScriptSession session, String method, Map<String, ?> params)
      throws IOException {
    return session.play("rpc", Map.of("method", method, "params", params));
  }

  @Test
  void takesACallOfAToolFromOneTypeOfProviderToAnother(Simulator simulator) throws IOException {
    simulator.enqueue(
        Reply.answer().toolCall("call_1", "weather", "{\"city\":\"Oslo\"}"),
        Reply.text("It is sunny."),
        Reply.text("In Oslo."));
    TypeScriptSession session = client.create(spec(simulator).tool(ToolSpec.weather()));
    session.ask("How is the weather?");

    session.play("setModel", Map.of("model", "claude/big"));
    assertThat(session.ask("Where?")).isEqualTo("In Oslo.");

    RecordedRequest first = simulator.modelCalls().getFirst();
    assertThat(List.of(first.wire(), first.model()))
        .isEqualTo(List.of(Wire.COMPLETIONS, "gpt-4.1"));
    assertThat(first.headers().first("authorization")).hasValue("Bearer key-gpt");
    RecordedRequest last = simulator.lastRequest();
    assertThat(List.of(last.wire(), last.model()))
        .isEqualTo(List.of(Wire.ANTHROPIC, "claude-sonnet-4-5"));
    assertThat(last.headers().first("x-api-key")).hasValue("key-claude");
    assertThat(last.body().path("max_tokens").asInt()).isEqualTo(4321);
    assertThat(last.messages().toString())
        .contains("tool_use", "tool_result", "sunny in Oslo", "It is sunny.");
    assertThat(session.await("session.model_change").at("/data/newModel").asText())
        .isEqualTo("claude/big");
    assertThat(simulator.violations()).isEmpty();
  }

  @Test
  void listsItsModelsWithTheOriginOfWhatIsKnown(Simulator simulator) throws IOException {
    TypeScriptSession session = client.create(spec(simulator));

    JsonNode list = rpc(session, "model.list", Map.of()).path("list");

    assertThat(ids(list)).containsExactly("gpt/small", "claude/big");
    assertThat(list.at("/0/capabilities/limits/max_context_window_tokens").asInt())
        .isEqualTo(1_047_576);
    assertThat(list.at("/0/latchkey/origins/max_context_window_tokens").asText())
        .isEqualTo("catalogue");
    assertThat(list.at("/1/capabilities/limits/max_output_tokens").asInt()).isEqualTo(4321);
    assertThat(list.at("/1/latchkey/origins/max_output_tokens").asText()).isEqualTo("user");
    assertThat(simulator.requestCount()).isZero();
  }

  @Test
  void aProviderThatListsNothingDoesNotHideTheOthers(Simulator simulator) throws IOException {
    TypeScriptSession session =
        client.create(
            SessionSpec.of("gpt/any", Map.of())
                .without("provider")
                .with(
                    "providers",
                    List.of(
                        gpt(simulator),
                        Map.of("name", "down", "baseUrl", "http://127.0.0.1:1/v1"))));

    assertThat(ids(rpc(session, "model.list", Map.of()).path("list")))
        .isNotEmpty()
        .allSatisfy(id -> assertThat(id).startsWith("gpt/"));
    assertThat(simulator.modelCalls()).isEmpty();
  }

  @Test
  void addsProvidersWhileItRuns(Simulator simulator) throws IOException {
    simulator.enqueue(Reply.text("One."), Reply.text("Two."));
    TypeScriptSession session = client.create(spec(simulator));
    session.ask("first");

    JsonNode added =
        rpc(
            session,
            "provider.add",
            Map.of(
                "providers",
                List.of(Map.of("name", "late", "baseUrl", simulator.baseUrl() + "/v1")),
                "models",
                List.of(Map.of("id", "m", "provider", "late"))));
    assertThat(ids(added.path("models"))).containsExactly("late/m");
    session.play("setModel", Map.of("model", "late/m"));

    assertThat(session.ask("second")).isEqualTo("Two.");
    assertThat(simulator.lastRequest().model()).isEqualTo("m");
    assertThat(simulator.lastRequest().messages().toString()).contains("One.");
  }

  @Test
  void tellsWhereCallsGo(Simulator simulator) throws IOException {
    TypeScriptSession session = client.create(spec(simulator));

    JsonNode endpoint = rpc(session, "provider.getEndpoint", Map.of("modelId", "claude/big"));

    assertThat(endpoint.path("type").asText()).isEqualTo("anthropic");
    assertThat(endpoint.path("baseUrl").asText()).isEqualTo(simulator.baseUrl());
    assertThat(endpoint.path("apiKey").asText()).isEqualTo("key-claude");
    assertThat(endpoint.at("/latchkey/url").asText())
        .isEqualTo(simulator.baseUrl() + "/v1/messages");
  }

  /** The address of another API, pasted whole, decides; what is told is what works. */
  @Test
  void tellsTheCorrectedTypeAndAddress(Simulator simulator) throws IOException {
    TypeScriptSession session =
        client.create(
            SessionSpec.of("m", Map.of("baseUrl", simulator.baseUrl() + "/team/v1/messages")));

    JsonNode endpoint = rpc(session, "provider.getEndpoint", Map.of());

    assertThat(endpoint.path("type").asText()).isEqualTo("anthropic");
    assertThat(endpoint.has("wireApi")).isFalse();
    assertThat(endpoint.path("baseUrl").asText()).isEqualTo(simulator.baseUrl() + "/team");
    assertThat(endpoint.at("/latchkey/corrections/0").asText()).contains("\"anthropic\"");
  }

  @Test
  void namesWhatMayHaveBeenMeantByAnUnknownModel(Simulator simulator) throws IOException {
    TypeScriptSession session = client.create(spec(simulator));

    assertThatThrownBy(() -> session.play("setModel", Map.of("model", "smal")))
        .hasMessageContaining("Model 'smal' is not available")
        .hasMessageContaining("Did you mean gpt/small?");
    simulator.enqueue(Reply.text("Still here."));
    assertThat(session.ask("Hello?")).isEqualTo("Still here.");
  }

  @Test
  void listsTheModelsOfTheDefaultProvider(Simulator simulator) throws IOException {
    TypeScriptClient own =
        sdk.open(
            Map.of(
                "COPILOT_PROVIDER_BASE_URL",
                simulator.baseUrl() + "/v1",
                "COPILOT_MODEL",
                "gpt-4.1"));

    JsonNode models = own.ask("models");

    assertThat(ids(models)).containsExactly("gpt-4.1", "simulated-1");
    assertThat(models.at("/0/latchkey/origins/max_output_tokens").asText()).isEqualTo("catalogue");
    assertThat(models.at("/1/latchkey/origins/max_context_window_tokens").asText())
        .isEqualTo("live");
    assertThat(own.close()).isEmpty();
  }
}
