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
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Request handlers of the official TypeScript SDK: the client performs the requests. */
@NeedsNode
@ExtendWith(SimulatorExtension.class)
class RequestHandlerIT {
  private static TypeScript sdk;

  @BeforeAll
  static void open() throws Exception {
    sdk = TypeScript.start(RequestHandlerIT.class);
  }

  @AfterAll
  static void close() throws Exception {
    sdk.close();
  }

  private static SessionSpec spec(Simulator simulator, Map<String, Object> more) {
    Map<String, Object> provider = new java.util.HashMap<>(more);
    provider.put("baseUrl", simulator.baseUrl() + "/v1");
    return SessionSpec.of("gpt-5", provider);
  }

  @ParameterizedTest(name = "streaming {0}")
  @ValueSource(booleans = {false, true})
  void performsRequestsAndToolRounds(boolean streaming, Simulator simulator) throws IOException {
    simulator.enqueue(
        Reply.answer().toolCall("c1", "weather", "{\"city\":\"Oslo\"}"), Reply.text("Sunny."));
    TypeScriptClient client = sdk.performing("forward", 0);
    TypeScriptSession session =
        client.create(spec(simulator, Map.of()).streaming(streaming).tool(ToolSpec.weather()));

    assertThat(session.ask("How is the weather in Oslo?")).isEqualTo("Sunny.");

    JsonNode seen = client.play("requests.seen");
    assertThat(seen).hasSize(2);
    assertThat(seen.get(0).path("transport").asText()).isEqualTo("http");
    assertThat(seen.get(0).path("sessionId").asText()).isEqualTo(session.id());
    assertThat(simulator.modelCalls())
        .allSatisfy(call -> assertThat(call.headers().contains("x-performed-by")).isTrue());
    assertThat(session.seen("assistant.message_delta").isEmpty()).isNotEqualTo(streaming);
    client.close();
  }

  @Test
  void triesAgainAfterAnErrorOfTheHandler(Simulator simulator) throws IOException {
    simulator.enqueue(Reply.text("At last."));
    TypeScriptClient client = sdk.performing("forward", 1);
    TypeScriptSession session = client.create(spec(simulator, Map.of()));

    assertThat(session.ask("Say something.")).isEqualTo("At last.");

    assertThat(session.await("model.call_failure").at("/data/errorMessage").asText())
        .contains("the handler has no route");
    client.close();
  }

  @Test
  void tellsTheErrorsOfTheProvider(Simulator simulator) throws IOException {
    simulator.enqueue(Reply.status(400, "bad_thing", "That is a bad thing."));
    TypeScriptClient client = sdk.performing("forward", 0);
    TypeScriptSession session = client.create(spec(simulator, Map.of()));

    assertThatThrownBy(() -> session.ask("Say something."))
        .hasMessageContaining("That is a bad thing.");

    assertThat(simulator.modelCalls()).hasSize(1);
    client.close();
  }

  @Test
  void cancelsTheRequestWhenTheTurnIsAborted(Simulator simulator) throws IOException {
    TypeScriptClient client = sdk.performing("wait", 0);
    TypeScriptSession session = client.create(spec(simulator, Map.of()));
    session.send("Say something.");
    client.play("requests.asked");

    session.play("abort", Map.of());

    client.play("requests.aborted");
    session.await("session.idle");
    assertThat(simulator.requests()).isEmpty();
    client.close();
  }

  @ParameterizedTest(name = "streaming {0}")
  @ValueSource(booleans = {false, true})
  void holdsTheWebSocket(boolean streaming, Simulator simulator) throws IOException {
    TypeScriptClient client = sdk.performing("forward", 0);
    TypeScriptSession session =
        client.create(
            spec(simulator, Map.of("wireApi", "responses", "transport", "websockets"))
                .streaming(streaming));

    assertThat(session.ask("First?")).isEqualTo("Reply 1.");
    assertThat(session.ask("Second?")).isEqualTo("Reply 2.");

    JsonNode seen = client.play("requests.seen");
    assertThat(seen).hasSize(3);
    assertThat(seen.get(0).path("transport").asText()).isEqualTo("websocket");
    assertThat(seen.get(0).path("url").asText())
        .isEqualTo("ws" + simulator.baseUrl().substring(4) + "/v1/responses");
    assertThat(seen.get(2).at("/frame/previous_response_id").asText()).isEqualTo("resp_1");
    assertThat(session.await("assistant.usage").at("/data/transport").asText())
        .isEqualTo("websocket");
    client.close();
  }

  @Test
  void otherClientsAreNotPerformedFor(Simulator simulator) throws IOException {
    simulator.enqueue(Reply.text("Directly."));
    TypeScriptClient client = sdk.open(TypeScript.Transport.STDIO);
    TypeScriptSession session = client.create(spec(simulator, Map.of()));

    assertThat(session.ask("Say something.")).isEqualTo("Directly.");

    RecordedRequest request = simulator.lastRequest();
    assertThat(request.headers().contains("x-performed-by")).isFalse();
    client.close();
  }
}
