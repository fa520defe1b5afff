package dev.latchkey.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStoreTest extends SessionStoreContract {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123Z");

  @TempDir Path parent;

  @Override
  protected SessionStore newStore() {
    return FileStore.at(parent.resolve("home"));
  }

  @Test
  void theLayoutIsThePublicOne() throws IOException {
    SessionStore store = newStore();
    Lease lease = store.acquire("s1");
    store.append(lease, 0, events("a", "b"));
    store.writeFacts(
        lease,
        SessionFacts.builder("s1", "/work dir", NOON).name("Fix: it").branch("main").build());

    Path home = parent.resolve("home");
    assertThat(tree(home))
        .containsExactly(
            "rwx------ ",
            "rwx------ session-state",
            "rwx------ session-state/s1",
            "rwx------ session-state/s1/checkpoints",
            "rw------- session-state/s1/checkpoints/index.md",
            "rw------- session-state/s1/events.jsonl",
            "rwx------ session-state/s1/files",
            "rw------- session-state/s1/inuse." + ProcessHandle.current().pid() + ".lock",
            "rwx------ session-state/s1/research",
            "rw------- session-state/s1/workspace.yaml");
    Path session = home.resolve("session-state/s1");
    assertThat(session.resolve("events.jsonl"))
        .hasContent(String.join("\n", texts(events("a", "b"))) + "\n");
    assertThat(session.resolve("workspace.yaml"))
        .hasContent(
            """
            id: s1
            cwd: /work dir
            branch: main
            client_name: sdk
            name: "Fix: it"
            user_named: false
            summary_count: 0
            created_at: 2026-11-22T12:00:00.123Z
            updated_at: 2026-11-22T12:00:00.123Z
            """);
    assertThat(store.workspace("s1")).contains(session);

    store.release(lease);
    assertThat(session.resolve("inuse." + ProcessHandle.current().pid() + ".lock")).doesNotExist();
  }

  @Test
  void nothingIsWrittenBeforeTheFirstEvent() {
    SessionStore store = newStore();
    Lease lease = store.acquire("s");
    store.sync(lease);
    store.release(lease);

    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void locksOfOtherLiveProcessesAreSeenAndThoseOfDeadOnesForgotten() throws IOException {
    SessionStore store = newStore();
    Lease first = store.acquire("s");
    store.append(first, 0, events("a"));
    store.release(first);
    Path dead = file("inuse.999999999.lock");
    Files.writeString(dead, "999999999");
    Lease alone = store.acquire("s");
    assertThat(alone.shared()).isFalse();
    assertThat(dead).doesNotExist();

    Files.writeString(file("inuse.1.lock"), "1");
    assertThat(store.inUseElsewhere("s")).isTrue();
    assertThat(store.acquire("s").shared()).isTrue();
  }

  @Test
  void whatAnotherProcessAppendedIsAConflictAndThenPartOfTheJournal() throws IOException {
    SessionStore store = newStore();
    Lease lease = store.acquire("s");
    store.append(lease, 0, events("a"));
    Files.writeString(
        file("events.jsonl"), texts(events("theirs")).getFirst() + "\n", StandardOpenOption.APPEND);

    assertThatExceptionOfType(StoreException.Conflict.class)
        .isThrownBy(() -> store.append(lease, 1, events("ours")))
        .satisfies(conflict -> assertThat(conflict.actual()).isEqualTo(2));
    store.append(lease, 2, events("ours"));

    assertThat(texts(store.readAll("s"))).isEqualTo(texts(events("a", "theirs", "ours")));
  }

  @Test
  void aDamagedLineInTheMiddleIsReportedWithItsNumber() throws IOException {
    SessionStore store = newStore();
    store.append(store.acquire("s"), 0, events("a"));
    Files.writeString(file("events.jsonl"), "{\"a\":1}\n{\"b\":\n{\"c\":3}\n");

    SessionStore fresh = newStore();
    assertThatThrownBy(() -> fresh.acquire("s"))
        .isInstanceOf(StoreException.Corrupted.class)
        .hasMessageStartingWith("Session file is corrupted (line 2: invalid JSON");
    assertThatThrownBy(() -> fresh.readAll("s")).isInstanceOf(StoreException.Corrupted.class);
    assertThat(fresh.list(SessionFilter.ALL)).hasSize(1);
  }

  @Test
  void emptyLinesAndCarriageReturnsAreTolerated() throws IOException {
    SessionStore store = newStore();
    store.append(store.acquire("s"), 0, events("a"));
    Files.writeString(file("events.jsonl"), "{\"a\":1}\r\n\r\n\n{\"b\":2}\n");

    SessionStore fresh = newStore();
    Lease lease = fresh.acquire("s");
    assertThat(fresh.position("s")).isEqualTo(2);
    fresh.append(lease, 2, List.of("{\"c\":3}".getBytes(StandardCharsets.UTF_8)));
    assertThat(texts(fresh.readAll("s")).stream().map(String::strip))
        .containsExactly("{\"a\":1}", "{\"b\":2}", "{\"c\":3}");
  }

  @Test
  void readersDoNotTouchATornTail() throws IOException {
    SessionStore store = newStore();
    store.append(store.acquire("s"), 0, events("a"));
    Files.writeString(file("events.jsonl"), "{\"a\":1}\n{\"b\":");

    assertThat(texts(newStore().readAll("s"))).containsExactly("{\"a\":1}");
    assertThat(file("events.jsonl")).hasContent("{\"a\":1}\n{\"b\":");
  }

  @Test
  void aBrokenWorkspaceFileFallsBackToTheFirstEvent() throws IOException {
    SessionStore store = newStore();
    Lease lease = store.acquire("s");
    store.append(
        lease,
        0,
        List.of(
            "{\"type\":\"session.start\",\"data\":{\"context\":{\"cwd\":\"/w\"}}}"
                .getBytes(StandardCharsets.UTF_8)));
    Files.writeString(file("workspace.yaml"), "\0\0\0");

    assertThat(store.list(SessionFilter.ALL)).hasSize(1);
    assertThat(store.facts("s").orElseThrow().cwd()).isEqualTo("/w");
  }

  @Test
  void whatIsNoSessionDoesNotSpoilTheList() throws IOException {
    SessionStore store = newStore();
    store.append(store.acquire("s"), 0, events("a"));
    Path sessions = parent.resolve("home/session-state");
    Files.writeString(sessions.resolve("stray"), "text");
    Files.createDirectories(sessions.resolve("empty"));
    Files.createDirectories(sessions.resolve("odd/events.jsonl"));

    assertThat(store.list(SessionFilter.ALL))
        .extracting(session -> session.facts().id())
        .containsExactly("s");
    assertThat(store.exists("stray")).isFalse();
    assertThat(store.facts("stray")).isEmpty();
  }

  private Path file(String name) {
    return parent.resolve("home/session-state/s").resolve(name);
  }

  private static List<String> tree(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(path -> mode(path) + " " + root.relativize(path))
          .sorted((a, b) -> a.substring(10).compareTo(b.substring(10)))
          .toList();
    }
  }

  private static String mode(Path path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
