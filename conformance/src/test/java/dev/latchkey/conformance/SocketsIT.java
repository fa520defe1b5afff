package dev.latchkey.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.conformance.client.NeedsNode;
import dev.latchkey.conformance.client.SessionSpec;
import dev.latchkey.conformance.client.ToolSpec;
import dev.latchkey.conformance.client.TypeScript;
import dev.latchkey.conformance.client.TypeScript.Transport;
import dev.latchkey.conformance.client.TypeScriptClient;
import dev.latchkey.conformance.client.TypeScriptSession;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.junit.SimulatorExtension;
import dev.latchkey.simulator.script.Fault;
import dev.latchkey.simulator.script.Reply;
import dev.latchkey.simulator.traffic.RecordedRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions of the official TypeScript SDK with {@code transport: "websockets"}. */
@NeedsNode
@ExtendWith(SimulatorExtension.class)
class SocketsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static TypeScript sdk;
  private static TypeScriptClient client;

  @BeforeAll
  static void open() throws Exception {
    sdk = TypeScript.start(SocketsIT.class);
    client = sdk.open(Transport.STDIO);
  }

  @AfterAll
  static void close() throws Exception {
    sdk.close();
  }

  private static SessionSpec spec(Simulator simulator) {
    return SessionSpec.of(
        "gpt-5",
        Map.of(
            "baseUrl",
            simulator.baseUrl() + "/v1",
            "wireApi",
            "responses",
            "transport",
            "websockets"));
  }

  private static List<String> shapes(Simulator simulator) {
    return simulator.requests().stream().map(SocketsIT::shape).toList();
  }

  private static String shape(RecordedRequest request) {
    if (!request.isModelCall()) {
      return request.method();
    }
    return (request.overSocket() ? "socket" : "http")
        + (request.body().has("previous_response_id") ? " +" : " ")
        + request.messages().size();
  }

  @ParameterizedTest(name = "streaming {0}")
  @ValueSource(booleans = {false, true})
  void keepsOneSocketForTurnsAndToolRounds(boolean streaming, Simulator simulator)
      throws Exception {
    simulator.enqueue(
        Reply.answer().reasoning("Hm.").toolCall("c1", "weather", "{\"city\":\"Oslo\"}"),
        Reply.text("It is sunny."),
        Reply.text("Still."));
    TypeScriptSession session =
        client.create(spec(simulator).streaming(streaming).tool(ToolSpec.weather()));

    assertThat(session.ask("How is the weather in Oslo?")).isEqualTo("It is sunny.");
    assertThat(session.ask("And now?")).isEqualTo("Still.");

    assertThat(shapes(simulator)).containsExactly("GET", "socket 1", "socket +1", "socket +1");
    JsonNode usage = session.await("assistant.usage", 3).get(2).path("data");
    assertThat(usage.path("transport").asText()).isEqualTo("websocket");
    assertThat(usage.path("apiEndpoint").asText()).isEqualTo("ws:/responses");
    assertThat(session.seen("assistant.message_delta").isEmpty()).isNotEqualTo(streaming);
    session.play("disconnect", Map.of());
    assertThat(simulator.awaitOpenSockets(0, PATIENCE)).isTrue();
  }

  @Test
  void tellsOnceThatItGoesOnOverHttp(Simulator simulator) throws Exception {
    simulator.enqueue(Reply.fault(Fault.REFUSE_UPGRADE), Reply.text("One."), Reply.text("Two."));
    TypeScriptSession session = client.create(spec(simulator));

    assertThat(session.ask("First?")).isEqualTo("One.");
    assertThat(session.ask("Second?")).isEqualTo("Two.");

    assertThat(shapes(simulator)).containsExactly("GET", "http 1", "http 3");
    List<JsonNode> warnings = session.seen("session.warning");
    assertThat(warnings).hasSize(1);
    assertThat(warnings.getFirst().at("/data/warningType").asText())
        .isEqualTo("transport.fallback");
    assertThat(session.await("assistant.usage").at("/data/transport").asText()).isEqualTo("http");
  }

  @Test
  void survivesABrokenSocket(Simulator simulator) throws Exception {
    simulator.enqueue(
        Reply.text("One."),
        Reply.text("never").breaking(Fault.CUT_MID_STREAM, 2),
        Reply.text("Two."),
        Reply.text("Three."));
    TypeScriptSession session = client.create(spec(simulator).streaming(true));

    assertThat(session.ask("First?")).isEqualTo("One.");
    assertThat(session.ask("Second?")).isEqualTo("Two.");
    assertThat(session.ask("Third?")).isEqualTo("Three.");

    assertThat(shapes(simulator))
        .containsExactly("GET", "socket 1", "socket +1", "http 3", "GET", "socket 5");
    assertThat(session.await("model.call_failure").at("/data/transport").asText())
        .isEqualTo("websocket");
  }

  @Test
  void abortClosesTheSocketAndTheSessionGoesOn(Simulator simulator) throws Exception {
    simulator.enqueue(Reply.text("one two").breaking(Fault.HANG_MID_STREAM, 6));
    TypeScriptSession session = client.create(spec(simulator).streaming(true));
    session.send("First?");
    session.await("assistant.message_delta");

    session.play("abort", Map.of());

    assertThat(simulator.awaitAbandoned(1, PATIENCE)).isTrue();
    session.await("session.idle");
    simulator.enqueue(Reply.text("Again."));
    assertThat(session.ask("Second?")).isEqualTo("Again.");
    assertThat(shape(simulator.lastRequest())).isEqualTo("socket 2");
  }

  @Test
  void refusesSocketsForOtherWiresWhenTheSessionIsCreated(Simulator simulator) {
    SessionSpec wrong =
        SessionSpec.of(
            "m", Map.of("baseUrl", simulator.baseUrl() + "/v1", "transport", "websockets"));

    assertThatThrownBy(() -> client.create(wrong))
        .hasMessageContaining("needs type \"openai\" and wireApi \"responses\"");
    assertThat(simulator.requests()).isEmpty();
  }
}
