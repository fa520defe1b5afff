package dev.latchkey.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.conformance.client.NeedsNode;
import dev.latchkey.conformance.client.ProviderRow;
import dev.latchkey.conformance.client.SessionSpec;
import dev.latchkey.conformance.client.ToolSpec;
import dev.latchkey.conformance.client.TypeScript;
import dev.latchkey.conformance.client.TypeScript.Transport;
import dev.latchkey.conformance.client.TypeScriptClient;
import dev.latchkey.conformance.client.TypeScriptSession;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.junit.SimulatorExtension;
import dev.latchkey.simulator.script.Reply;
import dev.latchkey.simulator.traffic.RecordedRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The official TypeScript SDK on every provider of the BYOK page, over every transport. */
@NeedsNode
@ExtendWith(SimulatorExtension.class)
class ProviderRowsIT {
  private static final String MODEL = "gpt-4.1";

  private static final Map<Transport, TypeScriptClient> CLIENTS = new EnumMap<>(Transport.class);
  private static TypeScript sdk;

  @BeforeAll
  static void open() throws Exception {
    sdk = TypeScript.start(ProviderRowsIT.class);
    for (Transport transport : Transport.values()) {
      CLIENTS.put(transport, sdk.open(transport));
    }
  }

  @AfterAll
  static void close() throws Exception {
    sdk.close();
  }

  static List<Arguments> everyRow() {
    List<Arguments> all = new ArrayList<>();
    for (ProviderRow row : ProviderRow.values()) {
      for (Transport transport : Transport.values()) {
        all.add(Arguments.of(row, transport, false));
        all.add(Arguments.of(row, transport, true));
      }
    }
    return all;
  }

  @ParameterizedTest(name = "{0} over {1}, streaming {2}")
  @MethodSource("everyRow")
  void answers(ProviderRow row, Transport transport, boolean streaming, Simulator simulator)
      throws IOException {
    simulator.enqueue(Reply.text("2+2 makes 4."));
    SessionSpec spec = SessionSpec.of(MODEL, row.config(simulator)).streaming(streaming);
    TypeScriptSession session = create(transport, spec);

    assertThat(session.ask("What is 2+2?")).isEqualTo("2+2 makes 4.");

    RecordedRequest request = simulator.lastRequest();
    assertThat(request.path()).isEqualTo(row.requestPath());
    assertThat(request.query()).isEqualTo(row.query());
    assertThat(request.model()).isEqualTo(MODEL);
    assertThat(request.streams()).isEqualTo(streaming || row.alwaysStreams());
    assertThat(request.lastUserText()).endsWith("What is 2+2?");
    assertCredential(row, request);
    assertDeltas(session, streaming);
  }

  private static TypeScriptSession create(Transport transport, SessionSpec spec)
      throws IOException {
    return Objects.requireNonNull(CLIENTS.get(transport)).create(spec);
  }

  private static void assertCredential(ProviderRow row, RecordedRequest request) {
    row.authHeader()
        .ifPresentOrElse(
            header -> assertThat(request.headers().all(header)).containsExactly(row.authValue()),
            () -> assertThat(request.headers().contains("authorization")).isFalse());
  }

  private static void assertDeltas(TypeScriptSession session, boolean streaming)
      throws IOException {
    StringBuilder text = new StringBuilder();
    session
        .seen("assistant.message_delta")
        .forEach(e -> text.append(e.at("/data/deltaContent").asText()));
    assertThat(text.toString()).isEqualTo(streaming ? "2+2 makes 4." : "");
  }

  @ParameterizedTest(name = "{0} over {1}, streaming {2}")
  @MethodSource("everyRow")
  void callsATool(ProviderRow row, Transport transport, boolean streaming, Simulator simulator)
      throws IOException {
    simulator.enqueue(
        Reply.answer().toolCall("call_1", "weather", "{\"city\":\"Oslo\"}"),
        Reply.text("It is sunny."));
    SessionSpec spec =
        SessionSpec.of(MODEL, row.config(simulator)).streaming(streaming).tool(ToolSpec.weather());
    TypeScriptSession session = create(transport, spec);

    assertThat(session.ask("How is the weather in Oslo?")).isEqualTo("It is sunny.");

    assertThat(session.calls()).hasSize(1);
    assertThat(session.calls().getFirst().at("/args/city").asText()).isEqualTo("Oslo");
    assertThat(simulator.modelCalls()).hasSize(2);
    assertThat(simulator.modelCalls().getFirst().toolNames()).containsExactly("weather");
    assertThat(simulator.lastRequest().toolResults()).containsExactly("sunny in Oslo");
  }

  @ParameterizedTest(name = "{0} over {1}, streaming {2}")
  @MethodSource("everyRow")
  void tellsTheProvidersError(
      ProviderRow row, Transport transport, boolean streaming, Simulator simulator)
      throws IOException {
    simulator.enqueue(Reply.status(400, "bad_thing", "That is a bad thing."));
    SessionSpec spec = SessionSpec.of(MODEL, row.config(simulator)).streaming(streaming);
    TypeScriptSession session = create(transport, spec);

    assertThatThrownBy(() -> session.ask("What is 2+2?"))
        .hasMessageContaining("That is a bad thing.");

    assertThat(simulator.modelCalls()).hasSize(1);
    assertThat(session.await("session.error").at("/data/statusCode").asInt()).isEqualTo(400);
    session.await("session.idle");
    simulator.enqueue(Reply.text("Better now."));
    assertThat(session.ask("And now?")).isEqualTo("Better now.");
  }
}
