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
import dev.latchkey.simulator.script.Reply;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tokens that a callback of the official TypeScript SDK gives. */
@NeedsNode
@ExtendWith(SimulatorExtension.class)
class BearerTokensIT {
  private static TypeScript sdk;
  private static TypeScriptClient client;

  @BeforeAll
  static void open() throws Exception {
    sdk = TypeScript.start(BearerTokensIT.class);
    client = sdk.open(Transport.STDIO);
  }

  @AfterAll
  static void close() throws Exception {
    sdk.close();
  }

  /** A provider whose callback gives {@code token-1}, {@code token-2} and so on. */
  private static TypeScriptSession session(Simulator simulator, Map<String, ?> token)
      throws IOException {
    return client.create(
        SessionSpec.of("m", Map.of("baseUrl", simulator.baseUrl() + "/v1", "token", token))
            .tool(ToolSpec.weather()));
  }

  private static List<String> sent(Simulator simulator) {
    return simulator.modelCalls().stream()
        .map(call -> call.headers().first("authorization").orElse("none"))
        .toList();
  }

  @Test
  void isAskedBeforeEveryAttempt(Simulator simulator) throws IOException {
    simulator.enqueue(
        Reply.answer().toolCall("call_1", "weather", "{\"city\":\"Oslo\"}"), Reply.text("Sunny."));
    TypeScriptSession session = session(simulator, Map.of("prefix", "token"));
    assertThat(session.ask("How is the weather?")).isEqualTo("Sunny.");

    simulator.enqueue(Reply.status(401), Reply.text("Again."));
    assertThat(session.ask("And now?")).isEqualTo("Again.");

    assertThat(sent(simulator))
        .containsExactly("Bearer token-1", "Bearer token-2", "Bearer token-3", "Bearer token-4");
    JsonNode asked = session.play("tokens", Map.of());
    assertThat(asked).hasSize(4);
    assertThat(asked.at("/0/providerName").asText()).isEqualTo("default");
    assertThat(asked.at("/0/sessionId").asText()).isEqualTo(session.id());
  }

  @Test
  void isAskedByTheNameOfEachProvider(Simulator simulator) throws IOException {
    simulator.enqueue(Reply.text("A."), Reply.text("B."));
    List<Map<String, Object>> providers =
        List.of(
            Map.of(
                "name",
                "a",
                "baseUrl",
                simulator.baseUrl() + "/v1",
                "token",
                Map.of("prefix", "of-a")),
            Map.of(
                "name",
                "b",
                "type",
                "anthropic",
                "baseUrl",
                simulator.baseUrl(),
                "apiKey",
                "replaced",
                "token",
                Map.of("prefix", "of-b")));
    TypeScriptSession session =
        client.create(
            SessionSpec.of("a/m", Map.of()).without("provider").with("providers", providers));
    session.ask("one");
    session.play("setModel", Map.of("model", "b/m"));
    session.ask("two");

    assertThat(sent(simulator)).containsExactly("Bearer of-a-1", "Bearer of-b-1");
    assertThat(simulator.lastRequest().headers().contains("x-api-key")).isFalse();
  }

  @Test
  void tellsItsOwnWordsWhenItFails(Simulator simulator) throws IOException {
    TypeScriptSession session = session(simulator, Map.of("throws", "no login today"));

    assertThatThrownBy(() -> session.ask("Hello?")).hasMessageContaining("no login today");

    assertThat(simulator.modelCalls()).isEmpty();
    session.await("session.idle");
  }

  @Test
  void sendsNothingWithAnEmptyToken(Simulator simulator) throws IOException {
    TypeScriptSession session = session(simulator, Map.of("returns", ""));

    assertThatThrownBy(() -> session.ask("Hello?")).hasMessageContaining("gave an empty token");

    assertThat(simulator.modelCalls()).isEmpty();
    session.await("session.idle");
  }

  @Test
  void doesNotHoldUpAnAbortWhenItHangs(Simulator simulator) throws IOException {
    TypeScriptSession session = session(simulator, Map.of("silent", true));
    session.send("Hello?");
    session.await("model.call_start");

    session.play("abort", Map.of());

    session.await("session.idle");
    assertThat(simulator.modelCalls()).isEmpty();
    assertThat(session.seen("session.error")).isEmpty();
  }
}
