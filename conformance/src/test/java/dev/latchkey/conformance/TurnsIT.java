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
import dev.latchkey.simulator.script.Fault;
import dev.latchkey.simulator.script.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What happens within and between turns, as the official TypeScript SDK sees it. */
@NeedsNode
@ExtendWith(SimulatorExtension.class)
class TurnsIT {
  private static final Reply CALL =
      Reply.answer().toolCall("call_1", "weather", "{\"city\":\"Oslo\"}");
  private static final byte[] PIXEL =
      Base64.getDecoder()
          .decode(
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

  private static TypeScript sdk;
  private static TypeScriptClient client;

  @BeforeAll
  static void open() throws Exception {
    sdk = TypeScript.start(TurnsIT.class);
    client = sdk.open(Transport.TCP);
  }

  @AfterAll
  static void close() throws Exception {
    sdk.close();
  }

  private static SessionSpec spec(Simulator simulator) {
    return SessionSpec.of("gpt-4.1", ProviderRow.OPENAI_COMPLETIONS.config(simulator));
  }

  private static SessionSpec withWeather(Simulator simulator) {
    return spec(simulator).tool(ToolSpec.weather());
  }

  @Test
  void abortsInTheMiddleOfAStream(Simulator simulator) throws Exception {
    simulator.enqueue(
        Reply.chunks("One ", "two ", "three ").breaking(Fault.HANG_MID_STREAM, 2),
        Reply.text("Still here."));
    TypeScriptSession session = client.create(spec(simulator).streaming(true));
    session.send("Count.");
    session.await("assistant.message_delta");

    session.play("abort", Map.of());

    JsonNode idle = session.await("session.idle");
    assertThat(idle.at("/data/aborted").asBoolean()).isTrue();
    assertThat(simulator.awaitAbandoned(1, Duration.ofSeconds(5))).isTrue();
    assertThat(session.seen("assistant.message")).isEmpty();
    assertThat(session.ask("Are you there?")).isEqualTo("Still here.");
  }

  @Test
  void abortsWhileAToolRuns(Simulator simulator) throws IOException {
    simulator.enqueue(CALL, Reply.text("Still here."));
    TypeScriptSession session = client.create(spec(simulator).tool(ToolSpec.weather().silent()));
    session.send("How is the weather?");
    session.await("external_tool.requested");

    session.play("abort", Map.of());

    session.await("session.idle");
    assertThat(session.ask("Are you there?")).isEqualTo("Still here.");
    assertThat(simulator.lastRequest().messages().toString()).contains("call_1", "interrupted");
  }

  @Test
  void abortingAnIdleSessionIsHarmless(Simulator simulator) throws IOException {
    TypeScriptSession session = client.create(spec(simulator));
    session.play("abort", Map.of());
    simulator.enqueue(Reply.text("Fine."));
    assertThat(session.ask("How are you?")).isEqualTo("Fine.");
  }

  @Test
  void queuesAMessageForItsOwnRun(Simulator simulator) throws IOException {
    simulator.enqueue(CALL, Reply.text("Sunny."), Reply.text("Second."));
    TypeScriptSession session =
        client.create(spec(simulator).tool(ToolSpec.weather().sends("And then?", "enqueue")));

    session.send("How is the weather?");
    session.await("session.idle");

    List<JsonNode> users = session.seen("user.message");
    assertThat(users)
        .extracting(e -> e.at("/data/delivery").asText())
        .containsExactly("idle", "queued");
    assertThat(users.get(0).at("/data/interactionId"))
        .isNotEqualTo(users.get(1).at("/data/interactionId"));
    assertThat(session.seen("session.idle")).hasSize(1);
    assertThat(simulator.modelCalls()).hasSize(3);
    assertThat(simulator.modelCalls().get(1).messages().toString()).doesNotContain("And then?");
  }

  @Test
  void steersARunningTurn(Simulator simulator) throws IOException {
    simulator.enqueue(CALL, Reply.text("Sunny, in short."));
    TypeScriptSession session =
        client.create(spec(simulator).tool(ToolSpec.weather().sends("Be short.", "immediate")));

    assertThat(session.ask("How is the weather?")).isEqualTo("Sunny, in short.");

    List<JsonNode> users = session.seen("user.message");
    assertThat(users)
        .extracting(e -> e.at("/data/delivery").asText())
        .containsExactly("idle", "steering");
    assertThat(users.get(0).at("/data/interactionId"))
        .isEqualTo(users.get(1).at("/data/interactionId"));
    assertThat(simulator.modelCalls()).hasSize(2);
    assertThat(simulator.lastRequest().lastUserText()).isEqualTo("Be short.");
  }

  @Test
  void showsAndClearsTheQueue(Simulator simulator) throws IOException {
    simulator.enqueue(CALL);
    TypeScriptSession session = client.create(spec(simulator).tool(ToolSpec.weather().silent()));
    session.send("first");
    session.await("external_tool.requested");
    session.send("second");
    session.send("third");

    JsonNode pending = session.play("rpc", Map.of("method", "queue.pendingItems"));
    assertThat(pending.get("items").findValuesAsText("displayText"))
        .containsExactly("second", "third");
    JsonNode removed = session.play("rpc", Map.of("method", "queue.removeMostRecent"));
    assertThat(removed.get("removed").asBoolean()).isTrue();
    session.play("rpc", Map.of("method", "queue.clear"));
    assertThat(session.play("rpc", Map.of("method", "queue.pendingItems")).get("items")).isEmpty();
    session.play("abort", Map.of());
    session.await("session.idle");
  }

  @Test
  void runsToolsInParallel(Simulator simulator) throws IOException {
    simulator.enqueue(
        Reply.answer()
            .toolCall("call_1", "weather", "{\"city\":\"Oslo\"}")
            .toolCall("call_2", "weather", "{\"city\":\"Rome\"}"),
        Reply.text("Both sunny."));
    TypeScriptSession session = client.create(withWeather(simulator));

    assertThat(session.ask("Oslo and Rome?")).isEqualTo("Both sunny.");

    assertThat(session.calls())
        .extracting(c -> c.at("/args/city").asText())
        .containsExactlyInAnyOrder("Oslo", "Rome");
    assertThat(simulator.lastRequest().toolResults())
        .containsExactly("sunny in Oslo", "sunny in Oslo");
    List<String> types = session.seen().stream().map(e -> e.get("type").asText()).toList();
    assertThat(types.lastIndexOf("tool.execution_start"))
        .isLessThan(types.indexOf("tool.execution_complete"));
  }

  @Test
  void takesAToolsResultObject(Simulator simulator) throws IOException {
    simulator.enqueue(CALL, Reply.text("Sunny."));
    Map<String, String> result =
        Map.of(
            "textResultForLlm", "for the model", "resultType", "success", "sessionLog", "for me");
    TypeScriptSession session =
        client.create(spec(simulator).tool(ToolSpec.weather().returns(result)));

    session.ask("How is the weather?");

    assertThat(simulator.lastRequest().toolResults()).containsExactly("for the model");
    JsonNode complete = session.await("tool.execution_complete").get("data");
    assertThat(complete.at("/result/content").asText()).isEqualTo("for the model");
    assertThat(complete.at("/result/detailedContent").asText()).isEqualTo("for me");
  }

  @Test
  void tellsTheModelOfAToolsFailure(Simulator simulator) throws IOException {
    simulator.enqueue(CALL, Reply.text("No idea."));
    TypeScriptSession session =
        client.create(spec(simulator).tool(ToolSpec.weather().fails("station is down")));

    assertThat(session.ask("How is the weather?")).isEqualTo("No idea.");

    JsonNode complete = session.await("tool.execution_complete").get("data");
    assertThat(complete.get("success").asBoolean()).isFalse();
    assertThat(complete.at("/error/code").asText()).isEqualTo("failure");
    assertThat(simulator.lastRequest().toolResults()).hasSize(1);
  }

  @Test
  void tellsTheModelThatAToolIsUnknown(Simulator simulator) throws IOException {
    simulator.enqueue(
        Reply.answer().toolCall("call_1", "tides", "{}"), Reply.text("I cannot know."));
    TypeScriptSession session = client.create(withWeather(simulator));

    assertThat(session.ask("High tide?")).isEqualTo("I cannot know.");

    assertThat(session.await("tool.execution_complete").at("/data/error/code").asText())
        .isEqualTo("failure");
    assertThat(session.calls()).isEmpty();
  }

  @Test
  void sendsAnImageFile(Simulator simulator) throws IOException {
    simulator.enqueue(Reply.text("A dot."));
    Path file = Files.write(sdk.latchkey().work().resolve("dot.png"), PIXEL);
    TypeScriptSession session = client.create(spec(simulator));

    session.ask(
        "What is this?",
        Map.of("attachments", List.of(Map.of("type", "file", "path", file.toString()))));

    assertThat(simulator.lastRequest().messages().toString())
        .contains("data:image/png;base64," + Base64.getEncoder().encodeToString(PIXEL));
    assertThat(session.await("user.message").at("/data/attachments/0/type").asText())
        .isEqualTo("file");
  }

  @Test
  void sendsAnImageFromMemory(Simulator simulator) throws IOException {
    simulator.enqueue(Reply.text("A dot."));
    String data = Base64.getEncoder().encodeToString(PIXEL);
    TypeScriptSession session = client.create(spec(simulator));

    session.ask(
        "What is this?",
        Map.of(
            "attachments", List.of(Map.of("type", "blob", "mimeType", "image/png", "data", data))));

    assertThat(simulator.lastRequest().messages().toString()).contains(data);
  }

  @Test
  void sendsHeadersOfOneMessage(Simulator simulator) throws IOException {
    simulator.enqueue(Reply.text("One."), Reply.text("Two."));
    TypeScriptSession session = client.create(spec(simulator));

    session.ask("first", Map.of("requestHeaders", Map.of("x-tenant", "blue")));
    assertThat(simulator.lastRequest().headers().first("x-tenant")).contains("blue");

    session.ask("second");
    assertThat(simulator.lastRequest().headers().contains("x-tenant")).isFalse();
  }
}
