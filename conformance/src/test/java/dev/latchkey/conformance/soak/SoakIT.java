package dev.latchkey.conformance.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.latchkey.conformance.client.RpcClient;
import dev.latchkey.conformance.client.ServedProcess;
import dev.latchkey.conformance.client.ServedProcess.Holdings;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.SimulatorOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Many sessions of one server, for two minutes against a provider that limits, fails, cuts and
 * stalls. {@code -Dlatchkey.soak.seconds=N} makes it another time.
 */
@Tag("soak")
@EnabledOnOs(OS.LINUX)
class SoakIT {
  private static final int SESSIONS = 32;
  private static final Duration TIME =
      Duration.ofSeconds(Integer.getInteger("latchkey.soak.seconds", 120));
  private static final long SPARE_BYTES = 16L << 20;
  private static final int SPARE = 12;

  @Test
  @DisplayName("D1, D4, D5: 32 sessions on a bad day, every turn ends once and nothing is lost")
  void everyTurnEndsOnceAndNothingIsLost() throws Exception {
    Weather weather = new Weather(new SplittableRandom(1));
    try (Simulator sim = Simulator.start(SimulatorOptions.defaults().recordLimit(0));
        ServedProcess server = ServedProcess.start("soak")) {
      try (RpcClient client = RpcClient.connect(server.port())) {
        sim.onRequest(weather::over);
        client.ask("connect", Map.of());
        SoakSession first = SoakSession.create(client, SESSIONS, provider(SESSIONS, sim));
        first.turn();
        Holdings before = server.holdings();

        List<SoakSession> sessions = talk(client, sim);

        Thread.sleep(500);
        for (SoakSession session : sessions) {
          assertThat(session.persisted())
              .doesNotHaveDuplicates()
              .isEqualTo(journalled(server.journal(session.id())));
        }
        assertThat(weather.met().values()).allMatch(times -> times.get() > 0);
        assertThat(sessions).allMatch(session -> session.answered() > 0);
        report(sessions, weather);
        for (SoakSession session : sessions) {
          client.ask("session.destroy", Map.of("sessionId", session.id()));
        }
        sim.dropConnections();
        assertHoldsNoMore(server, before);
      }
      assertThat(server.errors()).isEmpty();
    }
  }

  private static List<SoakSession> talk(RpcClient client, Simulator sim) throws Exception {
    long end = System.nanoTime() + TIME.toNanos();
    List<SoakSession> sessions = new ArrayList<>();
    List<Callable<Void>> talks = new ArrayList<>();
    for (int number = 0; number < SESSIONS; number++) {
      SoakSession session = SoakSession.create(client, number, provider(number, sim));
      sessions.add(session);
      talks.add(() -> {
        while (System.nanoTime() < end) {
          session.turn();
          Thread.sleep(ThreadLocalRandom.current().nextInt(200));
        }
        return null;
      });
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Void> talk : threads.invokeAll(talks)) {
        talk.get();
      }
    }
    return sessions;
  }

  /** A third on each wire. */
  private static Map<String, Object> provider(int number, Simulator sim) {
    return switch (number % 3) {
      case 0 -> Map.of("baseUrl", sim.baseUrl() + "/v1");
      case 1 -> Map.of("type", "anthropic", "baseUrl", sim.baseUrl(), "apiKey", "soak-key");
      default -> Map.of("baseUrl", sim.baseUrl() + "/v1", "wireApi", "responses");
    };
  }

  private static List<String> journalled(Path journal) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<String> ids = new ArrayList<>();
    for (String line : Files.readAllLines(journal)) {
      JsonNode event = json.readTree(line);
      ids.add(event.path("id").asText());
    }
    return ids;
  }

  private static void assertHoldsNoMore(ServedProcess server, Holdings before) throws Exception {
    Holdings now = server.holdings();
    for (int i = 0; i < 40 && now.files() > before.files() + SPARE; i++) {
      Thread.sleep(250);
      now = server.holdings();
    }
    assertThat(now.threads()).isLessThanOrEqualTo(before.threads() + SPARE);
    assertThat(now.files()).isLessThanOrEqualTo(before.files() + SPARE);
    assertThat(now.liveBytes()).isLessThanOrEqualTo(before.liveBytes() + SPARE_BYTES);
  }

  private static void report(List<SoakSession> sessions, Weather weather) {
    System.out.printf(
        "soak: %d turns answered, %d failed, %d aborted in %d s; calls met %s%n",
        sessions.stream().mapToInt(SoakSession::answered).sum(),
        sessions.stream().mapToInt(SoakSession::failed).sum(),
        sessions.stream().mapToInt(SoakSession::aborted).sum(),
        TIME.toSeconds(),
        weather.met());
  }
}
