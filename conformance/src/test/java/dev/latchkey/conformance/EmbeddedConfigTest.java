package dev.latchkey.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.copilot.CopilotClient;
import com.github.copilot.CopilotSession;
import com.github.copilot.rpc.CopilotClientOptions;
import com.github.copilot.rpc.PermissionHandler;
import com.github.copilot.rpc.SessionConfig;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.junit.SimulatorExtension;
import dev.latchkey.simulator.script.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code latchkey.yaml} and the Java SDK, with the engine in the same process. */
@ExtendWith(SimulatorExtension.class)
class EmbeddedConfigTest {
  private static final long SECONDS = 20;

  @TempDir private Path home;

  private void file(Path path, Simulator simulator, String model) throws IOException {
    Files.writeString(
        path,
        "model: %s\nprovider: {baseUrl: '%s/v1', apiKey: '${env:THE_KEY}'}\n"
            .formatted(model, simulator.baseUrl()));
  }

  private String answeredBy(Simulator simulator, CopilotClientOptions options) throws Exception {
    simulator.enqueue(Reply.text("Hi."));
    try (CopilotClient client = new CopilotClient(options)) {
      client.start().get(SECONDS, TimeUnit.SECONDS);
      CopilotSession session =
          client
              .createSession(
                  new SessionConfig().setOnPermissionRequest(PermissionHandler.APPROVE_ALL))
              .get(SECONDS, TimeUnit.SECONDS);
      String said = session.sendAndWait("Hello").get(SECONDS, TimeUnit.SECONDS).getData().content();
      assertThat(said).isEqualTo("Hi.");
    }
    assertThat(simulator.lastRequest().headers().first("authorization")).contains("Bearer k-1");
    return simulator.lastRequest().model();
  }

  private CopilotClientOptions options(Map<String, String> more) {
    Map<String, String> variables = new HashMap<>(more);
    variables.put("LATCHKEY_HOME", home.toString());
    variables.put("THE_KEY", "k-1");
    return new CopilotClientOptions()
        .setEnvironment(variables)
        .setCwd(home.resolve("project").toString());
  }

  @DisplayName("A4: the same files for the Java SDK")
  @Test
  void readsTheFilesAsEveryServerDoes(Simulator simulator) throws Exception {
    Path project = Files.createDirectory(home.resolve("project"));
    Path variable = home.resolve("variable.yaml");
    file(home.resolve("latchkey.yaml"), simulator, "of-home");
    file(variable, simulator, "of-variable");

    assertThat(answeredBy(simulator, options(Map.of()))).isEqualTo("of-home");
    file(project.resolve("latchkey.yaml"), simulator, "of-project");
    assertThat(answeredBy(simulator, options(Map.of()))).isEqualTo("of-project");
    Map<String, String> config = Map.of("LATCHKEY_CONFIG", variable.toString());
    assertThat(answeredBy(simulator, options(config))).isEqualTo("of-variable");
  }
}
