package dev.latchkey.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.Providers;
import dev.latchkey.runtime.EmittedEvent;
import dev.latchkey.runtime.Engine;
import dev.latchkey.runtime.EngineOptions;
import dev.latchkey.runtime.Session;
import dev.latchkey.runtime.SessionOptions;
import dev.latchkey.runtime.UserInput;
import dev.latchkey.runtime.store.FileStore;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.script.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What sessions cost, by how it is made and not by how long it takes. */
@Timeout(120)
class CostTest {
  /** Threads of the pools behind an HTTP client, which come and go. */
  private static final int POOLS = 8;

  private static final int TURN_BYTES = 8_000;

  @TempDir private Path home;
  private final Simulator provider = Simulator.start();
  private final Providers providers = Providers.open(CallPolicy.DEFAULT);
  private Engine engine;

  @BeforeEach
  void open() {
    provider.onRequest(_ -> Reply.text("Yes."));
    engine =
        LocalEngine.open(EngineOptions.builder(FileStore.at(home), providers::connect).build());
  }

  @AfterEach
  void close() {
    engine.close();
    providers.close();
    provider.close();
  }

  private Session session(Recorder told) {
    return engine.create(
        SessionOptions.builder()
            .model("m")
            .streaming(true)
            .provider(ProviderConfig.builder(provider.baseUrl() + "/v1").build())
            .build(),
        told);
  }

  /** So many sessions that have had a turn each. */
  private void talk(int sessions) {
    for (int n = 0; n < sessions; n++) {
      Recorder told = new Recorder();
      session(told).send(UserInput.of("Hello"));
      told.awaitIdle();
    }
  }

  /** All threads of this process, virtual ones too. */
  private long threads() throws IOException, InterruptedException {
    Path dump = home.resolve("threads-" + System.nanoTime());
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(ProcessHandle.current().pid()),
                "Thread.dump_to_file",
                dump.toString())
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("jcmd").toFile())
            .start();
    assertThat(jcmd.waitFor()).isZero();
    try (Stream<String> lines = Files.lines(dump)) {
      return lines.filter(line -> line.startsWith("#")).count();
    }
  }

  @DisplayName("weak 22: an idle session holds neither a thread nor a connection")
  @Test
  void idleSessionsHoldNeitherThreadsNorConnections() throws Exception {
    talk(2);
    long threads = threads();
    int sockets = provider.openSockets();
    talk(60);

    // a run's thread is told of before it ends
    while (threads() > threads + POOLS) {
      assertThat(Thread.interrupted()).as("threads are left").isFalse();
    }
    assertThat(provider.openSockets()).isLessThanOrEqualTo(sockets + 1);
  }

  @DisplayName("weak 22: a turn costs what is said in it, not what was said before")
  @Test
  void everyTurnAddsAsMuchToTheJournalAndToWhatClientsAreTold() {
    Recorder told = new Recorder();
    Session session = session(told);
    List<Long> journal = new ArrayList<>();
    List<Long> events = new ArrayList<>();
    for (int turn = 1; turn <= 40; turn++) {
      session.send(UserInput.of("Hello"));
      told.await("session.idle", turn);
      journal.add(bytes(session.history()));
      events.add(bytes(told.events()));
    }

    for (List<Long> sizes : List.of(journal, events)) {
      long early = sizes.get(19) - sizes.get(9);
      long late = sizes.get(39) - sizes.get(29);
      assertThat(late).isBetween(early * 9 / 10, early * 11 / 10).isLessThan(10 * TURN_BYTES);
    }
  }

  private static long bytes(List<EmittedEvent> events) {
    return events.stream().mapToLong(event -> event.json().length).sum();
  }
}
