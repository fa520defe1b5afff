package dev.latchkey.runtime.engine;

import static dev.latchkey.runtime.engine.Bench.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.copilot.generated.ShutdownType;
import dev.latchkey.runtime.EmittedEvent;
import dev.latchkey.runtime.EngineListener;
import dev.latchkey.runtime.EventPage;
import dev.latchkey.runtime.EventQuery;
import dev.latchkey.runtime.InfiniteSessions;
import dev.latchkey.runtime.LogEntry;
import dev.latchkey.runtime.Session;
import dev.latchkey.runtime.SessionException;
import dev.latchkey.runtime.SessionOptions;
import dev.latchkey.runtime.UserInput;
import dev.latchkey.runtime.store.FileStore;
import dev.latchkey.runtime.store.SessionFilter;
import dev.latchkey.runtime.store.StoredSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions as an engine keeps them in files: created, listed, read, deleted. */
class EngineTest {
  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
  private @TempDir Path home;
  private Bench bench;

  @BeforeEach
  void open() {
    bench = new Bench(FileStore.at(home), new Listener());
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private final class Listener implements EngineListener {
    @Override
    public void created(StoredSession session) {
      heard.add("created " + session.facts().id());
    }

    @Override
    public void updated(StoredSession session) {
      heard.add("updated " + session.facts().id());
    }

    @Override
    public void deleted(String sessionId) {
      heard.add("deleted " + sessionId);
    }
  }

  private Session talk(String id, Path directory, String prompt) {
    bench.told.clear();
    bench.model.says("Hello.");
    Session session = bench.create(options().id(id).workingDirectory(directory));
    session.send(UserInput.of(prompt));
    bench.told.awaitIdle();
    return session;
  }

  @Test
  void lifecycleIsToldOncePerPersistedEvent() {
    talk("s-1", home, "Hi");
    long persisted = bench.told.events().stream().filter(e -> !e.ephemeral()).count();
    assertThat(heard).startsWith("created s-1");
    assertThat(heard.stream().filter("updated s-1"::equals)).hasSize((int) persisted - 1);
    assertThat(bench.engine.delete("s-1")).isTrue();
    assertThat(heard).endsWith("deleted s-1");
  }

  @Test
  void storedSessionsAreListedFoundAndDeleted() throws Exception {
    Path other = Files.createDirectory(home.resolve("other"));
    talk("s-1", home, "First thing");
    talk("s-2", other, "Second thing").close(ShutdownType.ROUTINE, null);
    bench.create(options().id("s-3"));

    assertThat(bench.engine.list(SessionFilter.ALL))
        .extracting(session -> session.facts().id())
        .containsExactlyInAnyOrder("s-1", "s-2");
    assertThat(bench.engine.list(new SessionFilter(other.toString(), null, null, null)))
        .extracting(session -> session.facts().name())
        .containsExactly("Second thing");
    assertThat(bench.engine.lastId()).contains("s-2");
    assertThat(bench.engine.summary("s-3")).isEmpty();
    assertThat(bench.engine.summary("../x")).isEmpty();
    assertThat(bench.engine.summary("s-2").orElseThrow().facts().name()).isEqualTo("Second thing");
    assertThat(bench.engine.live()).extracting(Session::id).containsExactly("s-1", "s-3");

    assertThat(bench.engine.delete("s-2")).isTrue();
    assertThat(bench.engine.delete("s-2")).isFalse();
    assertThat(bench.engine.delete("../x")).isFalse();
    assertThat(bench.engine.lastId()).contains("s-1");
  }

  @Test
  void badIdIsRefused() {
    SessionOptions options = options().id("../x").build();
    assertThatThrownBy(() -> bench.engine.create(options, bench.told))
        .isInstanceOf(SessionException.InvalidOptions.class)
        .hasMessage("Rejected session.create request with invalid sessionId");
  }

  @Test
  void creatingAnIdAgainStartsAfresh() {
    talk("s-1", home, "Hi");
    Session again = bench.create();
    assertThat(again.history()).extracting(EmittedEvent::type).containsExactly("session.start");
    bench.model.says("Hello again.");
    bench.told.clear();
    again.send(UserInput.of("Hi again"));
    bench.told.awaitIdle();
    assertThat(bench.model.lastRequest().messages()).hasSize(1);
  }

  @Test
  void filesHoldExactlyThePersistedEvents() throws Exception {
    Session session = talk("s-1", home, "Hi");
    session.close(ShutdownType.ROUTINE, "done");
    List<String> lines =
        Files.readAllLines(home.resolve("session-state").resolve("s-1").resolve("events.jsonl"));
    assertThat(
            lines.stream()
                .map(line -> Recorder.tree(line.getBytes(java.nio.charset.StandardCharsets.UTF_8))))
        .containsExactlyElementsOf(
            bench.told.trees().stream().filter(event -> !event.has("ephemeral")).toList());
  }

  @Test
  void workspaceIsKeptUnlessTurnedOff() {
    assertThat(bench.create(options().id("s-1")).profile().workspacePath()).isPresent();
    assertThat(
            bench
                .create(options().id("s-2").infinite(InfiniteSessions.OFF))
                .profile()
                .workspacePath())
        .isEmpty();
  }

  @Test
  void logNotesBecomeEvents() {
    Session session = bench.create();
    String id = session.log(new LogEntry(LogEntry.Level.WARNING, "Careful", false, null));
    assertThat(session.history().getLast().id()).isEqualTo(id);
    assertThat(bench.told.only("session.warning"))
        .isEqualTo(Bench.json("{'warningType':'notification','message':'Careful'}"));
    session.log(new LogEntry(LogEntry.Level.INFO, "Only now", true, null));
    assertThat(session.history().getLast().id()).isEqualTo(id);
  }

  @Test
  void eventLogIsReadInPagesWithEphemeralEventsInPlace() {
    Session session = talk("s-1", home, "Hi");
    List<String> read = new ArrayList<>();
    String cursor = null;
    EventPage page;
    do {
      page =
          session.readEvents(
              new EventQuery(cursor, 3, Duration.ZERO, Set.of(), EventQuery.AgentFilter.ALL, true));
      page.events().forEach(event -> read.add(event.id()));
      cursor = page.cursor();
    } while (page.hasMore());
    assertThat(read)
        .containsExactlyElementsOf(bench.told.events().stream().map(EmittedEvent::id).toList());
    assertThat(cursor).isEqualTo(session.tailCursor());

    EventQuery users =
        new EventQuery(
            null, 100, Duration.ZERO, Set.of("user.message"), EventQuery.AgentFilter.ALL, false);
    assertThat(session.readEvents(users).events()).hasSize(1);
    EventQuery later =
        new EventQuery(
            cursor, 100, Duration.ofMillis(1), Set.of(), EventQuery.AgentFilter.ALL, true);
    assertThat(session.readEvents(later).events()).isEmpty();
    assertThatThrownBy(() ->
            session.readEvents(
                new EventQuery("x", 1, Duration.ZERO, Set.of(), EventQuery.AgentFilter.ALL, true)))
        .isInstanceOf(SessionException.InvalidOptions.class);
  }

  @Test
  void brokenListenerDoesNotBreakTheSession() {
    Session session = bench.create();
    session.subscribe(event -> {
      throw new IllegalStateException("cannot take " + event);
    });
    bench.model.says("Hello.");
    session.send(UserInput.of("Hi"));
    bench.told.awaitIdle();
    assertThat(bench.told.data("assistant.message")).hasSize(1);
  }
}
