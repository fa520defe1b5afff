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
import dev.latchkey.simulator.script.Finish;
import dev.latchkey.simulator.script.Reply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Answers that must be JSON, are malformed or come in parts, as the official SDK sees them. */
@NeedsNode
@ExtendWith(SimulatorExtension.class)
class AnswersIT {
  private static TypeScript sdk;
  private static TypeScriptClient client;

  @BeforeAll
  static void open() throws Exception {
    sdk = TypeScript.start(AnswersIT.class);
    client = sdk.open(Transport.TCP);
  }

  @AfterAll
  static void close() throws Exception {
    sdk.close();
  }

  private static SessionSpec spec(Simulator simulator) {
    return SessionSpec.of("gpt-4.1", ProviderRow.OPENAI_COMPLETIONS.config(simulator));
  }

  private static SessionSpec anthropic(Simulator simulator) {
    return SessionSpec.of("claude-sonnet-4-5", ProviderRow.ANTHROPIC.config(simulator));
  }

  @DisplayName("C6: an answer fits the schema of its message")
  @Test
  void anAnswerFitsTheSchemaOfTheMessage(Simulator simulator) throws Exception {
    simulator.enqueue(Reply.text("It is Bonn."), Reply.text("{\"city\":\"Bonn\"}"));
    TypeScriptSession session = client.create(spec(simulator));

    session.play(
        "rpcSend",
        Map.of(
            "prompt",
            "Where?",
            "responseFormat",
            Map.of(
                "type",
                "json_schema",
                "jsonSchema",
                Map.of(
                    "name",
                    "place",
                    "schema",
                    Map.of(
                        "type",
                        "object",
                        "properties",
                        Map.of("city", Map.of("type", "string")),
                        "required",
                        List.of("city"))))));
    session.await("session.idle");

    assertThat(session.seen("assistant.message").getLast().at("/data/content").asText())
        .isEqualTo("{\"city\":\"Bonn\"}");
    assertThat(simulator.modelCalls())
        .hasSize(2)
        .allMatch(call -> call.body().has("response_format"));
    assertThat(session.seen("session.error")).isEmpty();
  }

  @Test
  void aModelMayCorrectArgumentsThatAreNoJson(Simulator simulator) throws Exception {
    simulator.enqueue(
        Reply.toolCall("weather", "{\"city\":"),
        Reply.toolCall("weather", "{\"city\":\"Oslo\"}"),
        Reply.text("Sunny."));
    TypeScriptSession session = client.create(spec(simulator).tool(ToolSpec.weather()));

    assertThat(session.ask("How is the weather?")).isEqualTo("Sunny.");

    assertThat(session.calls()).hasSize(1);
    JsonNode refused = session.seen("tool.execution_complete").getFirst().path("data");
    assertThat(refused.path("success").asBoolean()).isFalse();
    assertThat(refused.at("/error/message").asText()).contains("line 1, column", "Required: city.");
    assertThat(simulator.violations()).isEmpty();
  }

  @Test
  void aPausedTurnIsOneAnswer(Simulator simulator) throws Exception {
    simulator.enqueue(
        Reply.answer().text("I search. ").finish(Finish.PAUSE), Reply.text("It rains."));
    TypeScriptSession session = client.create(anthropic(simulator).streaming(true));

    assertThat(session.ask("Does it rain?")).isEqualTo("I search. It rains.");

    List<JsonNode> messages = session.seen("assistant.message");
    assertThat(messages).hasSize(1);
    assertThat(session.seen("assistant.message_delta"))
        .allMatch(e -> e.at("/data/messageId").equals(messages.getFirst().at("/data/messageId")));
    assertThat(simulator.modelCalls()).hasSize(2);
    assertThat(simulator.violations()).isEmpty();
  }

  @Test
  void anAnswerThatTheLimitCutArrivesWhole(Simulator simulator) throws Exception {
    simulator.enqueue(Reply.text("One, ").finish(Finish.LENGTH), Reply.text("two, three."));
    TypeScriptSession session = client.create(spec(simulator));
    assertThat(session.ask("Count.")).isEqualTo("One, two, three.");
    assertThat(session.seen("assistant.turn_start")).hasSize(2);
  }
}
