package dev.latchkey.runtime.engine;

import static dev.latchkey.runtime.engine.CompactionBench.LIMIT;
import static dev.latchkey.runtime.engine.CompactionBench.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.copilot.generated.ShutdownType;
import dev.latchkey.runtime.Compactions.Compacted;
import dev.latchkey.runtime.EmittedEvent;
import dev.latchkey.runtime.ResumeMode;
import dev.latchkey.runtime.Session;
import dev.latchkey.runtime.SessionException;
import dev.latchkey.runtime.UserInput;
import dev.latchkey.runtime.store.FileStore;
import dev.latchkey.simulator.script.Fault;
import dev.latchkey.simulator.script.Reply;
import dev.latchkey.simulator.traffic.RecordedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compactions that users ask for, give up, and find again after a restart. */
class CompactionControlTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final CompactionBench bench;
  private final Path workspace;

  CompactionControlTest(@TempDir Path home) {
    bench = new CompactionBench(FileStore.at(home));
    workspace = home.resolve("session-state").resolve("s-1");
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private Session session() {
    return bench.create(bench.options("completions"));
  }

  private Session talked() {
    Session session = session();
    bench.ask(session, "First wish", Reply.text(tokens(1_600)));
    bench.ask(session, "Second wish", Reply.text(tokens(1_600)));
    return session;
  }

  /** A conversation so long that the next prompt has a summary written, which never comes. */
  private Session hanging() throws InterruptedException {
    Session session = session();
    bench.summaries.add(Reply.fault(Fault.HANG));
    bench.ask(session, "First", Reply.text(tokens(3_000)));
    bench.ask(session, "Second " + tokens(2_000));
    bench.told.await("session.compaction_start", 1);
    assertThat(bench.provider.awaitRequests(3, PATIENCE)).isTrue();
    return session;
  }

  @DisplayName("C5: a user has the conversation compacted, with wishes, and a checkpoint keeps it")
  @Test
  void aUserHasItCompacted() throws IOException {
    Session session = talked();

    Compacted done = session.compactions().compact("Keep the numbers.", null);

    assertThat(done.summary()).isEqualTo("SUMMARY of what was done.");
    assertThat(done.tokensRemoved()).isGreaterThan(1_000);
    assertThat(done.messagesRemoved()).isEqualTo(3);
    assertThat(done.messages()).isEqualTo(1);
    assertThat(done.tokenLimit()).isEqualTo(LIMIT);
    assertThat(bench.summaryCalls().getFirst().body().toString()).contains("Keep the numbers.");
    JsonNode told = bench.completed(1);
    assertThat(told.has("trigger")).isFalse();
    assertThat(told.path("customInstructions").asText()).isEqualTo("Keep the numbers.");
    assertThat(told.path("checkpointNumber").asInt()).isEqualTo(1);
    Path file = Path.of(told.path("checkpointPath").asText());
    assertThat(file)
        .hasContent("SUMMARY of what was done.")
        .hasParent(workspace.resolve("checkpoints"));
    assertThat(file.getFileName()).hasToString("001-session-s-1.md");
    assertThat(Files.readString(workspace.resolve("checkpoints/index.md")))
        .endsWith("| 1 | SUMMARY of what was done. | 001-session-s-1.md |\n");
    assertThat(session.profile().summary().facts().summaryCount()).isEqualTo(1);
    assertThat(bench.told.types()).endsWith("session.compaction_complete", "session.usage_info~");

    RecordedRequest next = bench.ask(session, "Third");
    assertThat(next.messages()).hasSize(3);
  }

  @Test
  void whereThereIsNothingToCompactNobodyIsAsked() {
    Session session = session();

    assertThatThrownBy(() -> session.compactions().compact(null, null))
        .isInstanceOf(SessionException.CompactionFailed.class)
        .hasMessage("Nothing to compact.");
    assertThat(bench.completed(1).path("success").asBoolean()).isFalse();
    assertThat(bench.provider.requestCount()).isZero();
  }

  @Test
  void aProviderThatRefusesIsQuoted() {
    Session session = talked();
    bench.summaries.add(Reply.status(400, "bad", "Not today."));

    assertThatThrownBy(() -> session.compactions().compact(null, null))
        .isInstanceOf(SessionException.CompactionFailed.class)
        .hasMessageContaining("Not today.");
    assertThat(bench.ask(session, "Third").body().toString()).contains(tokens(1_600));
  }

  @DisplayName("C5: a compaction that was asked for can be aborted")
  @Test
  void oneThatWasAskedForCanBeAborted() throws InterruptedException {
    Session session = talked();
    bench.summaries.add(Reply.fault(Fault.HANG));
    CompletableFuture<Compacted> asked =
        CompletableFuture.supplyAsync(() -> session.compactions().compact(null, null));
    bench.told.await("session.compaction_start", 1);
    assertThat(bench.provider.awaitRequests(3, PATIENCE)).isTrue();
    assertThat(session.compactions().cancelBackground()).isFalse();

    assertThat(session.compactions().abortManual()).isTrue();

    assertThatThrownBy(asked::join)
        .isInstanceOf(CompletionException.class)
        .hasRootCauseMessage("Compaction Cancelled");
    assertThat(session.compactions().abortManual()).isFalse();
    assertThat(bench.provider.awaitAbandoned(1, PATIENCE)).isTrue();
    assertThat(bench.completed(1).path("error").asText()).isEqualTo("Compaction Cancelled");
  }

  @DisplayName("C5: one that runs by itself can be given up, and the session goes on")
  @Test
  void oneThatRunsByItselfCanBeGivenUp() throws InterruptedException {
    Session session = hanging();

    assertThat(session.compactions().abortManual()).isFalse();
    assertThat(session.compactions().cancelBackground()).isTrue();
    assertThat(session.compactions().cancelBackground()).isFalse();

    assertThat(bench.provider.awaitAbandoned(1, PATIENCE)).isTrue();
    JsonNode told = bench.completed(1);
    assertThat(told.path("success").asBoolean()).isFalse();
    assertThat(told.path("trigger").asText()).isEqualTo("threshold");
    bench.ask(session, "Third");
    assertThat(bench.summaryCalls()).hasSize(1);
    assertThat(bench.told.data("session.error")).isEmpty();
  }

  @DisplayName("C5, D5: an abort ends the wait for a summary")
  @Test
  void anAbortEndsTheWaitForASummary() throws InterruptedException {
    Session session = session();
    bench.summaries.add(Reply.fault(Fault.HANG));
    bench.ask(session, "First", Reply.text(tokens(4_000)));
    session.send(UserInput.of("Second " + tokens(2_000)));
    bench.told.await("session.compaction_start", 1);
    assertThat(bench.provider.awaitRequests(2, PATIENCE)).isTrue();

    session.abort("user_initiated");

    bench.told.await("session.idle", 2);
    assertThat(bench.provider.awaitAbandoned(1, PATIENCE)).isTrue();
    assertThat(bench.told.types())
        .containsSubsequence(
            "session.compaction_start", "abort", "session.compaction_complete", "session.idle~");
    assertThat(bench.completed(1).path("error").asText()).isEqualTo("Compaction Cancelled");
  }

  @Test
  void theEndOfASessionEndsItsCompaction() throws InterruptedException {
    Session session = hanging();

    session.close(ShutdownType.ROUTINE, null);

    assertThat(bench.provider.awaitAbandoned(1, PATIENCE)).isTrue();
    assertThat(bench.told.types())
        .containsSubsequence("session.compaction_complete", "session.shutdown");
  }

  @DisplayName("C5: a session that is resumed has its summary and counts its checkpoints")
  @Test
  void aResumedSessionHasItsSummary() {
    talked().compactions().compact(null, null);
    bench.restart();

    Session session =
        bench.engine.resume(
            "s-1", bench.options("completions").build(), ResumeMode.PLAIN, bench.told);
    RecordedRequest next = bench.ask(session, "Third", Reply.text(tokens(1_000)));
    assertThat(next.body().toString())
        .contains("SUMMARY of what was done.", "First wish", "Second wish", "Third")
        .doesNotContain(tokens(1_600));
    session.compactions().compact(null, null);
    assertThat(bench.completed(1).path("checkpointNumber").asInt()).isEqualTo(2);
  }

  @DisplayName("C5: history can be taken back, checkpoints included")
  @Test
  void historyCanBeTakenBack() throws IOException {
    Session session = talked();
    session.compactions().compact(null, null);
    bench.ask(session, "Third");
    String second =
        session.history().stream()
            .filter(event -> event.type().equals("user.message"))
            .map(EmittedEvent::id)
            .toList()
            .get(1);

    int removed = session.rewind(second);

    assertThat(bench.told.only("session.snapshot_rewind").path("eventsRemoved").asInt())
        .isEqualTo(removed);
    List<EmittedEvent> left = session.history();
    assertThat(left).extracting(EmittedEvent::id).doesNotContain(second);
    assertThat(workspace.resolve("checkpoints/001-session-s-1.md")).doesNotExist();
    assertThat(Files.readString(workspace.resolve("checkpoints/index.md"))).doesNotContain("| 1 |");
    RecordedRequest next = bench.ask(session, "Another second");
    assertThat(next.body().toString())
        .contains("First wish", tokens(1_600), "Another second")
        .doesNotContain("SUMMARY", "Second wish", "Third");
    JsonNode after = Recorder.tree(session.history().get(left.size()).json());
    assertThat(after.path("parentId").asText()).isEqualTo(left.getLast().id());
    assertThatThrownBy(() -> session.rewind("nobody"))
        .isInstanceOf(SessionException.EventNotFound.class);
  }
}
