package dev.latchkey.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.conformance.client.Connections;
import dev.latchkey.conformance.client.Distribution;
import dev.latchkey.conformance.client.Environment;
import dev.latchkey.conformance.client.NeedsNode;
import dev.latchkey.conformance.client.ProviderRow;
import dev.latchkey.conformance.client.SessionSpec;
import dev.latchkey.conformance.client.TypeScript;
import dev.latchkey.conformance.client.TypeScript.Transport;
import dev.latchkey.conformance.client.TypeScriptClient;
import dev.latchkey.conformance.client.TypeScriptSession;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.junit.SimulatorExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The distribution connects to what is configured, and to nothing else. */
@NeedsNode
@ExtendWith(SimulatorExtension.class)
@EnabledOnOs(value = OS.LINUX, disabledReason = "connections are watched as Linux shows them")
class EgressIT {
  @TempDir Path directory;

  private static String address(Simulator simulator) {
    return "127.0.0.1:" + simulator.port();
  }

  @DisplayName("F2: sessions of the official SDK go to their provider only")
  @Test
  void sessionsOfTheOfficialSdkGoToTheirProviderOnly(Simulator simulator) throws Exception {
    Connections connections = Connections.notedIn(directory.resolve("sdk.log"));
    TypeScript sdk = TypeScript.start(EgressIT.class);
    try {
      connections.around(sdk.latchkey().command());
      TypeScriptClient client = sdk.open(Transport.STDIO);
      TypeScriptSession session =
          client.create(
              SessionSpec.of(
                  "gpt-4.1",
                  with(
                      ProviderRow.OPENAI_COMPLETIONS.config(simulator),
                      Map.of("egress", List.of(address(simulator))))));
      assertThat(session.ask("What is 2+2?")).contains("4");
      client.ask("models");
      JsonNode report =
          client.ask(
              "call",
              Map.of(
                  "method", "latchkey.egress.report", "params", Map.of("sessionId", session.id())));
      assertThat(report.findValuesAsText("server")).containsExactly(address(simulator));
      assertThat(report.findValuesAsText("purpose")).containsExactly("model");
      client.close();
    } finally {
      sdk.close();
    }
    assertThat(connections.seen()).containsExactly(address(simulator));
  }

  private static Map<String, Object> with(Map<String, ?> provider, Map<String, ?> extension) {
    Map<String, Object> all = new HashMap<>(provider);
    all.put("latchkey", extension);
    return all;
  }

  @Test
  void theOfficialSdkPassesTheListOn(Simulator simulator) throws Exception {
    TypeScript sdk = TypeScript.start(EgressIT.class);
    try {
      TypeScriptSession session =
          sdk.open(Transport.STDIO)
              .create(
                  SessionSpec.of(
                      "gpt-4.1",
                      with(
                          ProviderRow.OPENAI_COMPLETIONS.config(simulator),
                          Map.of("egress", List.of("api.openai.com")))));
      assertThatThrownBy(() -> session.ask("What is 2+2?"))
          .hasMessageContaining("Nothing may leave for " + address(simulator));
    } finally {
      sdk.close();
    }
    assertThat(simulator.requests()).isEmpty();
  }

  @DisplayName("F2: commands go to their provider only")
  @ParameterizedTest
  @ValueSource(strings = {"ask --egress Hello", "models", "doctor"})
  void commandsGoToTheirProviderOnly(String line, Simulator simulator) throws Exception {
    Connections connections = Connections.notedIn(directory.resolve("command.log"));
    List<String> command = new ArrayList<>(List.of(Distribution.command().toString()));
    command.addAll(List.of(line.split(" ", -1)));

    assertThat(run(connections.watching(command), simulator)).isZero();

    assertThat(connections.seen()).containsExactly(address(simulator));
  }

  private int run(List<String> command, Simulator simulator)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(directory.resolve("out").toFile())
            .redirectError(directory.resolve("err").toFile());
    Environment.clean(builder.environment());
    builder.environment().put("LATCHKEY_HOME", directory.resolve("home").toString());
    builder.environment().put("COPILOT_PROVIDER_BASE_URL", simulator.baseUrl() + "/v1");
    builder.environment().put("COPILOT_MODEL", "simulated-1");
    Process process = builder.start();
    process.getOutputStream().close();
    return process.waitFor();
  }
}
