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
import dev.latchkey.conformance.client.TypeScriptSession;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.junit.SimulatorExtension;
import dev.latchkey.simulator.script.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What sessions remember, and how they are found again, by the official TypeScript SDK. */
@NeedsNode
@ExtendWith(SimulatorExtension.class)
class SessionsIT {
  private static TypeScript sdk;
  private static TypeScriptClient client;

  @BeforeAll
  static void open() throws Exception {
    sdk = TypeScript.start(SessionsIT.class);
    client = sdk.open(Transport.STDIO);
  }

  @AfterAll
  static void close() throws Exception {
    sdk.close();
  }

  private static SessionSpec spec(Simulator simulator) {
    return SessionSpec.of("gpt-4.1", ProviderRow.OPENAI_COMPLETIONS.config(simulator));
  }

  private static List<String> types(List<JsonNode> events) {
    return events.stream().map(e -> e.get("type").asText()).toList();
  }

  @Test
  void resumesInTheSameProcess(Simulator simulator) throws IOException {
    simulator.enqueue(Reply.text("Noted."), Reply.text("It was teal."));
    TypeScriptSession first = client.create(spec(simulator));
    first.ask("My colour is teal.");
    first.play("disconnect", Map.of());

    TypeScriptSession second = client.resume(first.id(), spec(simulator));

    assertThat(second.ask("What was it?")).isEqualTo("It was teal.");
    assertThat(second.id()).isEqualTo(first.id());
    assertThat(simulator.lastRequest().messages().toString())
        .contains("My colour is teal.", "Noted.", "What was it?");
  }

  @Test
  void resumesAfterARestartOfTheServer(Simulator simulator) throws IOException {
    simulator.enqueue(Reply.text("Noted."), Reply.text("It was teal."));
    TypeScriptClient before = sdk.open(Transport.STDIO);
    TypeScriptSession first = before.create(spec(simulator));
    first.ask("My colour is teal.");
    List<String> told = types(first.history());
    assertThat(before.close()).isEmpty();

    TypeScriptClient after = sdk.open(Transport.STDIO);
    TypeScriptSession second = after.resume(first.id(), spec(simulator));

    assertThat(second.ask("What was it?")).isEqualTo("It was teal.");
    assertThat(simulator.lastRequest().messages().toString())
        .contains("My colour is teal.", "Noted.");
    List<String> whole = types(second.history());
    assertThat(whole).startsWith(told.toArray(String[]::new));
    assertThat(whole.subList(told.size(), told.size() + 2))
        .containsExactly("session.shutdown", "session.resume");
    after.close();
  }

  @Test
  void resumesAfterAClientVanished(Simulator simulator) throws IOException {
    simulator.enqueue(Reply.text("Noted."), Reply.text("It was teal."));
    TypeScriptClient before = sdk.open(Transport.STDIO);
    TypeScriptSession first = before.create(spec(simulator));
    first.ask("My colour is teal.");
    before.vanish();

    TypeScriptClient after = sdk.open(Transport.STDIO);
    TypeScriptSession second = after.resume(first.id(), spec(simulator));

    assertThat(second.ask("What was it?")).isEqualTo("It was teal.");
    after.close();
  }

  @Test
  void historyIsAGaplessChainOfPersistedEvents(Simulator simulator) throws IOException {
    simulator.enqueue(Reply.text("One."), Reply.text("Two."));
    TypeScriptSession session = client.create(spec(simulator).streaming(true));
    session.ask("first");
    session.ask("second");

    List<JsonNode> history = session.history();

    assertThat(types(history))
        .containsExactly(
            "session.start",
            "system.message",
            "user.message",
            "assistant.turn_start",
            "assistant.message",
            "assistant.turn_end",
            "system.message",
            "user.message",
            "assistant.turn_start",
            "assistant.message",
            "assistant.turn_end");
    assertThat(history.getFirst().get("parentId").isNull()).isTrue();
    for (int i = 1; i < history.size(); i++) {
      assertThat(history.get(i).get("parentId")).isEqualTo(history.get(i - 1).get("id"));
      assertThat(history.get(i).has("ephemeral")).isFalse();
    }
    assertThat(session.seen()).containsAll(history);
  }

  @Test
  void everyLiveEventHangsOnTheLastPersistedOne(Simulator simulator) throws IOException {
    simulator.enqueue(Reply.text("One two three."));
    TypeScriptSession session = client.create(spec(simulator).streaming(true));
    session.ask("first");

    String last = null;
    for (JsonNode event : session.seen()) {
      assertThat(event.get("parentId").isNull() ? null : event.get("parentId").asText())
          .as(event.get("type").asText())
          .isEqualTo(last);
      if (!event.path("ephemeral").asBoolean()) {
        last = event.get("id").asText();
      }
    }
  }

  @Test
  void listsFindsAndDeletesSessions(Simulator simulator) throws IOException {
    simulator.enqueue(Reply.text("Noted."));
    TypeScriptSession session = client.create(spec(simulator));
    session.ask("Remember the list.");

    assertThat(client.ask("list").findValuesAsText("sessionId")).contains(session.id());
    assertThat(client.ask("lastId").asText()).isEqualTo(session.id());
    JsonNode found = client.ask("metadata", Map.of("id", session.id()));
    assertThat(found.get("summary").asText()).isEqualTo("Remember the list.");
    assertThat(found.get("isRemote").asBoolean()).isFalse();
    assertThat(found.at("/context/workingDirectory").asText())
        .isEqualTo(sdk.latchkey().work().toString());

    client.ask("remove", Map.of("id", session.id()));

    assertThat(client.ask("list").findValuesAsText("sessionId")).doesNotContain(session.id());
    assertThat(client.ask("metadata", Map.of("id", session.id())).isNull()).isTrue();
    assertThat(Files.exists(sdk.latchkey().home().resolve("session-state").resolve(session.id())))
        .isFalse();
  }

  @Test
  void listsByWorkingDirectory(Simulator simulator) throws IOException {
    simulator.enqueue(Reply.text("Here."));
    TypeScriptSession session = client.create(spec(simulator));
    session.ask("Where are you?");
    String here = sdk.latchkey().work().toString();

    JsonNode matching = client.ask("list", Map.of("filter", Map.of("workingDirectory", here)));
    JsonNode elsewhere =
        client.ask("list", Map.of("filter", Map.of("workingDirectory", "/nowhere")));

    assertThat(matching.findValuesAsText("sessionId")).contains(session.id());
    assertThat(elsewhere).isEmpty();
  }

  @Test
  void unknownSessionsAreNamedInTheError(Simulator simulator) {
    assertThatThrownBy(() -> client.resume("no-such-session", spec(simulator)))
        .hasMessageContaining("Session not found: no-such-session");
    assertThatThrownBy(() -> client.ask("remove", Map.of("id", "no-such-session")))
        .hasMessageContaining("Session file not found for no-such-session");
  }

  @Test
  void appendsToTheSystemMessage(Simulator simulator) throws IOException {
    simulator.enqueue(Reply.text("Plain."), Reply.text("Aye."));
    client.create(spec(simulator)).ask("Who are you?");
    String usual = simulator.lastRequest().systemText();
    SessionSpec pirate =
        spec(simulator)
            .with("systemMessage", Map.of("mode", "append", "content", "Talk like a pirate."));

    client.create(pirate).ask("Who are you?");

    assertThat(simulator.lastRequest().systemText())
        .contains("Talk like a pirate.")
        .hasSizeGreaterThan(usual.length());
    assertThat(usual).isNotEmpty().doesNotContain("pirate");
  }

  @Test
  void replacesTheSystemMessage(Simulator simulator) throws IOException {
    simulator.enqueue(Reply.text("Aye."));
    SessionSpec pirate =
        spec(simulator)
            .with("systemMessage", Map.of("mode", "replace", "content", "Talk like a pirate."));

    TypeScriptSession session = client.create(pirate);
    session.ask("Who are you?");

    assertThat(simulator.lastRequest().systemText()).isEqualTo("Talk like a pirate.");
    assertThat(session.await("system.message").at("/data/content").asText())
        .isEqualTo("Talk like a pirate.");
  }

  @Test
  void switchesTheModel(Simulator simulator) throws IOException {
    simulator.enqueue(Reply.text("One."), Reply.text("Two."));
    TypeScriptSession session = client.create(spec(simulator));
    session.ask("first");

    session.play("setModel", Map.of("model", "gpt-4o"));
    session.ask("second");

    assertThat(simulator.lastRequest().model()).isEqualTo("gpt-4o");
    JsonNode change = session.await("session.model_change").get("data");
    assertThat(change.get("previousModel").asText()).isEqualTo("gpt-4.1");
    assertThat(change.get("newModel").asText()).isEqualTo("gpt-4o");
  }

  @Test
  void writesIntoTheLog(Simulator simulator) throws IOException {
    TypeScriptSession session = client.create(spec(simulator));

    session.play("log", Map.of("message", "for the record", "level", "warning"));

    JsonNode warning = session.await("session.warning").get("data");
    assertThat(warning.get("message").asText()).isEqualTo("for the record");
    assertThat(warning.get("warningType").asText()).isEqualTo("notification");
    assertThat(types(session.history())).contains("session.warning");
  }
}
