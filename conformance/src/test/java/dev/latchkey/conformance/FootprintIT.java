package dev.latchkey.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.conformance.client.Distribution;
import dev.latchkey.conformance.client.RpcClient;
import dev.latchkey.conformance.client.ServedProcess;
import dev.latchkey.simulator.Simulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How much room the distribution takes, and what it leaves in a home. */
class FootprintIT {
  /** The image of Java, its cache and our jars; benchmarks.md has the measured size. */
  private static final long DISTRIBUTION_BYTES = 110_000_000;

  private static final long HOME_BYTES = 200_000;

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @DisplayName("weak 22: the distribution has a bounded size")
  @Test
  void theDistributionIsNotLargerThanSaid() throws IOException {
    Path distribution = Distribution.command().resolve("../..").normalize();
    assertThat(files(distribution).stream().mapToLong(FootprintIT::size).sum())
        .isLessThan(DISTRIBUTION_BYTES);
  }

  @DisplayName("weak 22: nothing is unpacked into a home")
  @Test
  void aHomeHoldsSessionsAndSettingsAndNothingElse() throws Exception {
    Path home;
    try (Simulator provider = Simulator.start();
        ServedProcess server = ServedProcess.start("footprint");
        RpcClient client = RpcClient.connect(server.port())) {
      home = server.home();
      CountDownLatch idle = new CountDownLatch(1);
      client.listen(
          "s1",
          event -> {
            if (event.path("type").asText().equals("session.idle")) {
              idle.countDown();
            }
          });
      client.ask("connect", Map.of());
      client.ask(
          "session.create",
          Map.of(
              "sessionId",
              "s1",
              "model",
              "m",
              "provider",
              Map.of("baseUrl", provider.baseUrl() + "/v1")));
      client.ask("session.send", Map.of("sessionId", "s1", "prompt", "Hello"));
      assertThat(idle.await(60, TimeUnit.SECONDS)).isTrue();
      client.ask("session.destroy", Map.of("sessionId", "s1"));
    }

    List<Path> left = files(home);
    assertThat(left)
        .isNotEmpty()
        .allSatisfy(file ->
            assertThat(home.relativize(file).toString())
                .matches("session-state/[^/]+/[a-z./-]+|[a-z-]+\\.(json|yaml|lock)|errors\\.txt"));
    assertThat(left.stream().mapToLong(FootprintIT::size).sum()).isLessThan(HOME_BYTES);
  }
}
