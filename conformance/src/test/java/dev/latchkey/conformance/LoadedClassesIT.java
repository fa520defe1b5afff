package dev.latchkey.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.conformance.client.Distribution;
import dev.latchkey.conformance.client.Environment;
import dev.latchkey.conformance.client.RpcClient;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.junit.SimulatorExtension;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the shipped server loads: a file costs only those who have one. */
@ExtendWith(SimulatorExtension.class)
class LoadedClassesIT {
  private static final String YAML = "org.snakeyaml";

  @TempDir private Path home;

  /** The classes that a server loaded up to the answer to its first session. */
  private String loaded(Map<String, ?> session) throws Exception {
    Path log = home.resolve("classes.txt");
    ProcessBuilder builder =
        new ProcessBuilder(Distribution.command().toString(), "--headless")
            .directory(home.toFile())
            .redirectError(home.resolve("errors.txt").toFile());
    Environment.clean(builder.environment());
    builder.environment().put("LATCHKEY_HOME", home.toString());
    builder.environment().put("LATCHKEY_JAVA_OPTS", "-Xlog:class+load:file=" + log);
    Process process = builder.start();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      String line = lines.readLine();
      int port = Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1));
      try (RpcClient client = RpcClient.connect(port)) {
        client.ask("session.create", session);
      }
    } finally {
      process.toHandle().destroy();
      process.waitFor();
    }
    return Files.readString(log);
  }

  @DisplayName("no YAML reader without a file")
  @Test
  void noReaderOfYamlWithoutAFile(Simulator simulator) throws Exception {
    Map<String, String> provider = Map.of("baseUrl", simulator.baseUrl() + "/v1");
    assertThat(loaded(Map.of("sessionId", "s1", "model", "m", "provider", provider)))
        .contains("dev.latchkey.server")
        .doesNotContain(YAML);

    Files.writeString(
        home.resolve("latchkey.yaml"),
        "model: m\nprovider: {baseUrl: '" + simulator.baseUrl() + "/v1'}\n");
    assertThat(loaded(Map.of("sessionId", "s2"))).contains(YAML);
  }
}
