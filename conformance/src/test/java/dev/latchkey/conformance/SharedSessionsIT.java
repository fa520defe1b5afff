package dev.latchkey.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.conformance.client.NeedsNode;
import dev.latchkey.conformance.client.ProviderRow;
import dev.latchkey.conformance.client.SessionSpec;
import dev.latchkey.conformance.client.ToolSpec;
import dev.latchkey.conformance.client.TypeScript;
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

/** Two clients on one server, and on one session of it. */
@NeedsNode
@ExtendWith(SimulatorExtension.class)
class SharedSessionsIT {
  private static final Reply CALL =
      Reply.answer().toolCall("call_1", "weather", "{\"city\":\"Oslo\"}");

  private static TypeScript sdk;
  private static int port;
  private static TypeScriptClient one;
  private static TypeScriptClient two;

  @BeforeAll
  static void open() throws Exception {
    sdk = TypeScript.start(SharedSessionsIT.class);
    port = sdk.listen();
    one = sdk.connect(port);
    two = sdk.connect(port);
  }

  @AfterAll
  static void close() throws Exception {
    sdk.close();
  }

  private static SessionSpec spec(Simulator simulator) {
    return SessionSpec.of("gpt-4.1", ProviderRow.OPENAI_COMPLETIONS.config(simulator));
  }

  /** Without its provider, which belongs to the session already. */
  private static SessionSpec joining() {
    return new SessionSpec(Map.of(), List.of(), "undecided");
  }

  private static List<String> ids(List<JsonNode> events) {
    return events.stream().map(e -> e.get("id").asText()).toList();
  }

  @Test
  void bothSeeTheSameEvents(Simulator simulator) throws IOException {
    simulator.enqueue(Reply.text("Hello, both."));
    TypeScriptSession mine = one.create(spec(simulator).streaming(true));
    TypeScriptSession yours = two.resume(mine.id(), joining().with("streaming", true));

    assertThat(mine.ask("Hello?")).isEqualTo("Hello, both.");

    yours.await("session.idle");
    List<String> all = ids(mine.seen());
    List<String> fromTheJoin = ids(yours.seen());
    assertThat(all).endsWith(fromTheJoin.toArray(String[]::new));
    assertThat(fromTheJoin).hasSizeGreaterThan(10);
    assertThat(ids(yours.history())).isEqualTo(ids(mine.history()));
  }

  @Test
  void eitherCanSend(Simulator simulator) throws IOException {
    simulator.enqueue(Reply.text("One."), Reply.text("Two."));
    TypeScriptSession mine = one.create(spec(simulator));
    TypeScriptSession yours = two.resume(mine.id(), joining());

    assertThat(mine.ask("first")).isEqualTo("One.");
    yours.await("session.idle");
    assertThat(yours.ask("second")).isEqualTo("Two.");

    mine.await("session.idle", 2);
    assertThat(simulator.lastRequest().messages().toString()).contains("first", "One.", "second");
  }

  @Test
  void eitherCanGivePermission(Simulator simulator) throws IOException {
    simulator.enqueue(CALL, Reply.text("Sunny."));
    TypeScriptSession mine =
        one.create(spec(simulator).tool(ToolSpec.weather()).permission("undecided"));
    TypeScriptSession yours =
        two.resume(mine.id(), joining().permission(Map.of("kind", "approve-once")));

    assertThat(mine.ask("How is the weather?")).isEqualTo("Sunny.");

    assertThat(mine.permissions()).hasSize(1);
    assertThat(yours.permissions()).hasSize(1);
    assertThat(mine.calls()).hasSize(1);
    assertThat(yours.calls()).isEmpty();
    assertThat(yours.await("permission.completed").at("/data/result/kind").asText())
        .isEqualTo("approved");
  }

  @Test
  void toolsOfBothAreOffered(Simulator simulator) throws IOException {
    simulator.enqueue(
        Reply.answer().toolCall("call_1", "tides", "{\"city\":\"Oslo\"}"), Reply.text("High."));
    SessionSpec first =
        spec(simulator)
            .tool(ToolSpec.weather())
            .with("availableTools", List.of("weather", "tides"));
    TypeScriptSession mine = one.create(first);
    ToolSpec tides = ToolSpec.weather().with("name", "tides").returns("high tide");
    TypeScriptSession yours =
        two.resume(
            mine.id(),
            joining()
                .permission("approve-all")
                .tool(tides)
                .with("availableTools", List.of("weather", "tides")));

    assertThat(mine.ask("High tide?")).isEqualTo("High.");

    assertThat(simulator.modelCalls().getFirst().toolNames())
        .containsExactlyInAnyOrder("weather", "tides");
    assertThat(yours.calls()).hasSize(1);
    assertThat(mine.calls()).isEmpty();
    assertThat(simulator.lastRequest().toolResults()).containsExactly("high tide");
  }

  @Test
  void aSessionLivesOnWhenOneLeaves(Simulator simulator) throws IOException {
    simulator.enqueue(Reply.text("One."), Reply.text("Two."));
    TypeScriptSession mine = one.create(spec(simulator));
    TypeScriptSession yours = two.resume(mine.id(), joining());
    mine.ask("first");
    yours.await("session.idle");

    mine.play("disconnect", Map.of());

    assertThat(yours.ask("second")).isEqualTo("Two.");
    assertThat(yours.seen("session.shutdown")).isEmpty();
    yours.play("disconnect", Map.of());
    assertThat(yours.seen("session.shutdown")).hasSize(1);
  }

  @Test
  void aWrongTokenIsRefused() {
    assertThatThrownBy(() -> sdk.connect(port, "wrong-token"))
        .hasMessageContaining("AUTHENTICATION_FAILED");
  }

  @Test
  void aClientMayComeBackOverTheNetwork(Simulator simulator) throws IOException {
    simulator.enqueue(Reply.text("Noted."), Reply.text("Teal."));
    TypeScriptClient third = sdk.connect(port);
    TypeScriptSession before = third.create(spec(simulator));
    before.ask("My colour is teal.");
    third.vanish();

    TypeScriptSession after = sdk.connect(port).resume(before.id(), spec(simulator));

    assertThat(after.ask("What was it?")).isEqualTo("Teal.");
  }
}
