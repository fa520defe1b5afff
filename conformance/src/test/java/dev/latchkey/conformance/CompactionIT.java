package dev.latchkey.conformance;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.latchkey.simulator.traffic.RecordedRequest;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Infinite sessions, as the official SDK sees them. */
@NeedsNode
@ExtendWith(SimulatorExtension.class)
class CompactionIT {
  private static final String LONG = "word ".repeat(2_000);
  private static TypeScript sdk;
  private static TypeScriptClient client;

  @BeforeAll
  static void open() throws Exception {
    sdk = TypeScript.start(CompactionIT.class);
    client = sdk.open(Transport.TCP);
  }

  @AfterAll
  static void close() throws Exception {
    sdk.close();
  }

  private static SessionSpec spec(Simulator simulator, Map<String, ?> infinite) {
    simulator.onRequest(
        request -> asksForSummary(request) ? Reply.text("The word was heron.") : null);
    Map<String, Object> provider = new HashMap<>(ProviderRow.OPENAI_COMPLETIONS.config(simulator));
    provider.put("maxPromptTokens", 12_000);
    return SessionSpec.of("gpt-4.1", provider).with("infiniteSessions", infinite);
  }

  private static boolean asksForSummary(RecordedRequest request) {
    return request.body().toString().contains("write a summary of this conversation");
  }

  @DisplayName("C5: a session goes on beyond its window and remembers, also after a resume")
  @Test
  void aSessionGoesOnAndRemembers(Simulator simulator) throws Exception {
    SessionSpec spec =
        spec(
            simulator,
            Map.of(
                "enabled",
                true,
                "backgroundCompactionThreshold",
                0.4,
                "bufferExhaustionThreshold",
                0.8));
    TypeScriptSession session = client.create(spec);
    simulator.enqueue(Reply.text(LONG), Reply.text("Yes."), Reply.text("It was heron."));

    session.ask("Remember heron. " + LONG);
    session.ask("Are you there?");
    JsonNode started = session.await("session.compaction_start").path("data");
    JsonNode done = session.await("session.compaction_complete").path("data");
    assertThat(session.ask("Which word?")).isEqualTo("It was heron.");

    assertThat(started.path("trigger").asText()).isEqualTo("threshold");
    assertThat(started.path("tokenLimit").asInt()).isEqualTo(12_000);
    assertThat(done.path("success").asBoolean()).isTrue();
    assertThat(done.path("summaryContent").asText()).isEqualTo("The word was heron.");
    assertThat(done.path("tokensRemoved").asInt()).isPositive();
    assertThat(Path.of(done.path("checkpointPath").asText())).hasContent("The word was heron.");
    String last = simulator.lastRequest().body().toString();
    assertThat(last).contains("The word was heron.", "Which word?").doesNotContain(LONG);
    assertThat(simulator.violations()).isEmpty();

    session.play("disconnect", Map.of());
    simulator.enqueue(Reply.text("Still heron."));
    TypeScriptSession again = client.resume(session.id(), spec);
    assertThat(again.ask("And now?")).isEqualTo("Still heron.");
    assertThat(simulator.lastRequest().body().toString())
        .contains("The word was heron.", "And now?")
        .doesNotContain(LONG);
  }

  @DisplayName("C5: history is compacted and taken back on request")
  @Test
  void historyIsCompactedAndTakenBackOnRequest(Simulator simulator) throws Exception {
    TypeScriptSession session = client.create(spec(simulator, Map.of()));
    simulator.enqueue(Reply.text("One."), Reply.text("Two."), Reply.text("Three."));
    session.ask("First");
    session.ask("Second");

    JsonNode done = rpc(session, "history.compact", Map.of("customInstructions", "Be brief."));
    assertThat(done.path("success").asBoolean()).isTrue();
    assertThat(done.path("messagesRemoved").asInt()).isEqualTo(3);
    assertThat(done.at("/contextWindow/messagesLength").asInt()).isEqualTo(1);
    assertThat(done.at("/contextWindow/tokenLimit").asInt()).isEqualTo(12_000);
    assertThat(rpc(session, "history.abortManualCompaction", Map.of()).path("aborted").asBoolean())
        .isFalse();
    assertThat(
            rpc(session, "history.cancelBackgroundCompaction", Map.of())
                .path("cancelled")
                .asBoolean())
        .isFalse();

    List<JsonNode> users =
        session.history().stream()
            .filter(event -> event.path("type").asText().equals("user.message"))
            .toList();
    JsonNode cut =
        rpc(session, "history.truncate", Map.of("eventId", users.get(1).path("id").asText()));
    assertThat(cut.path("eventsRemoved").asInt()).isPositive();
    assertThat(cut.path("checkpointCleanupFailed").asBoolean()).isFalse();
    session.await("session.snapshot_rewind");
    assertThat(session.ask("Other second")).isEqualTo("Three.");
    assertThat(simulator.lastRequest().body().toString())
        .contains("First", "One.", "Other second")
        .doesNotContain("heron", "Two.");
  }

  @DisplayName("C5, weak 15: switched off is off, and says what to do")
  @Test
  void switchedOffIsOff(Simulator simulator) throws Exception {
    TypeScriptSession session = client.create(spec(simulator, Map.of("enabled", false)));
    simulator.enqueue(
        Reply.text(LONG.repeat(3)),
        Reply.status(400, "context_length_exceeded", "prompt is too long"));
    session.ask("First");
    session.send("Second");
    session.await("session.idle", 2);

    assertThat(session.seen("session.compaction_start")).isEmpty();
    assertThat(session.seen("session.error").getFirst().at("/data/message").asText())
        .contains("prompt is too long", "infiniteSessions.enabled");
  }

  private static JsonNode rpc(TypeScriptSession session, String method, Map<String, ?> params)
      throws Exception {
    return session.play("rpc", Map.of("method", method, "params", params));
  }
}
