package dev.latchkey.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How permissions are asked for and what the decisions do. */
@NeedsNode
@ExtendWith(SimulatorExtension.class)
class PermissionsIT {
  private static final Reply CALL =
      Reply.answer().toolCall("call_1", "weather", "{\"city\":\"Oslo\"}");

  private static TypeScript sdk;
  private static TypeScriptClient client;

  @BeforeAll
  static void open() throws Exception {
    sdk = TypeScript.start(PermissionsIT.class);
    client = sdk.open(Transport.STDIO);
  }

  @AfterAll
  static void close() throws Exception {
    sdk.close();
  }

  private static SessionSpec spec(Simulator simulator, ToolSpec tool) {
    return SessionSpec.of("gpt-4.1", ProviderRow.OPENAI_COMPLETIONS.config(simulator)).tool(tool);
  }

  private static JsonNode completed(TypeScriptSession session) throws IOException {
    return session.await("permission.completed").at("/data/result");
  }

  @Test
  void approvesOnce(Simulator simulator) throws IOException {
    simulator.enqueue(CALL, Reply.text("Sunny."));
    TypeScriptSession session =
        client.create(
            spec(simulator, ToolSpec.weather()).permission(Map.of("kind", "approve-once")));

    assertThat(session.ask("How is the weather?")).isEqualTo("Sunny.");

    JsonNode asked = session.permissions().getFirst();
    assertThat(asked.get("kind").asText()).isEqualTo("custom-tool");
    assertThat(asked.get("toolName").asText()).isEqualTo("weather");
    assertThat(asked.at("/args/city").asText()).isEqualTo("Oslo");
    assertThat(completed(session).get("kind").asText()).isEqualTo("approved");
  }

  @Test
  void aRejectionEndsTheRun(Simulator simulator) throws IOException {
    simulator.enqueue(CALL);
    TypeScriptSession session =
        client.create(spec(simulator, ToolSpec.weather()).permission(Map.of("kind", "reject")));

    session.send("How is the weather?");
    session.await("session.idle");

    assertThat(completed(session).get("kind").asText()).isEqualTo("denied-interactively-by-user");
    assertThat(session.await("tool.execution_complete").at("/data/error/code").asText())
        .isEqualTo("rejected");
    assertThat(session.calls()).isEmpty();
    assertThat(simulator.modelCalls()).hasSize(1);
  }

  @Test
  void aRejectionWithFeedbackGoesToTheModel(Simulator simulator) throws IOException {
    simulator.enqueue(CALL, Reply.text("As you wish."));
    TypeScriptSession session =
        client.create(
            spec(simulator, ToolSpec.weather())
                .permission(Map.of("kind", "reject", "feedback", "ask for Rome instead")));

    assertThat(session.ask("How is the weather?")).isEqualTo("As you wish.");

    assertThat(completed(session).get("feedback").asText()).isEqualTo("ask for Rome instead");
    assertThat(session.await("tool.execution_complete").at("/data/error/code").asText())
        .isEqualTo("denied");
    assertThat(simulator.lastRequest().toolResults().getFirst()).contains("ask for Rome instead");
  }

  @Test
  void nobodyThereIsADenialAndTheRunGoesOn(Simulator simulator) throws IOException {
    simulator.enqueue(CALL, Reply.text("Without it, then."));
    TypeScriptSession session =
        client.create(
            spec(simulator, ToolSpec.weather()).permission(Map.of("kind", "user-not-available")));

    assertThat(session.ask("How is the weather?")).isEqualTo("Without it, then.");

    assertThat(completed(session).get("kind").asText())
        .isEqualTo("denied-no-approval-rule-and-could-not-request-from-user");
  }

  @Test
  void anUndecidedRequestCanBeAnsweredLater(Simulator simulator) throws IOException {
    simulator.enqueue(CALL, Reply.text("Sunny."));
    TypeScriptSession session =
        client.create(spec(simulator, ToolSpec.weather()).permission("undecided"));
    session.send("How is the weather?");
    String request = session.await("permission.requested").at("/data/requestId").asText();
    Map<String, Object> approval =
        Map.of("requestId", request, "result", Map.of("kind", "approve-once"));

    assertThat(session.play("decidePermission", approval).get("success").asBoolean()).isTrue();
    assertThat(session.play("decidePermission", approval).get("success").asBoolean()).isFalse();

    session.await("session.idle");
    assertThat(session.calls()).hasSize(1);
  }

  @Test
  void someToolsNeedNoPermission(Simulator simulator) throws IOException {
    simulator.enqueue(CALL, Reply.text("Sunny."));
    TypeScriptSession session =
        client.create(spec(simulator, ToolSpec.weather().with("skipPermission", true)));

    assertThat(session.ask("How is the weather?")).isEqualTo("Sunny.");

    assertThat(session.permissions()).isEmpty();
    assertThat(session.seen("permission.requested")).isEmpty();
  }
}
