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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A server that has nothing but a {@code latchkey.yaml}, and keys that change under a session. */
@NeedsNode
@ExtendWith(SimulatorExtension.class)
class ConfigFileIT {
  private static TypeScript sdk;

  @TempDir private Path directory;

  @BeforeAll
  static void open() throws Exception {
    sdk = TypeScript.start(ConfigFileIT.class);
  }

  @AfterAll
  static void close() throws Exception {
    sdk.close();
  }

  private static List<String> keys(Simulator simulator) {
    return simulator.modelCalls().stream()
        .map(call -> call.headers().first("authorization").orElse("none"))
        .toList();
  }

  @DisplayName("A4: a session names a provider of the file")
  @Test
  void aSessionNamesAProviderOfTheFile(Simulator simulator) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("latchkey.yaml"),
            """
            providers:
              work: {baseUrl: "%1$s/v1", apiKey: "${env:WORK_KEY}"}
              claude: {type: anthropic, baseUrl: "%1$s", apiKey: other-key}
            models:
              fast: {provider: work, wireModel: simulated-1, name: Fast one}
            """
                .formatted(simulator.baseUrl()));
    simulator.enqueue(Reply.text("2+2 makes 4."), Reply.text("Four."));
    TypeScriptClient client =
        sdk.open(Map.of("LATCHKEY_CONFIG", file.toString(), "WORK_KEY", "file-key"));
    TypeScriptSession session =
        client.create(SessionSpec.of("work/fast", Map.of()).without("provider"));

    assertThat(session.ask("What is 2+2?")).isEqualTo("2+2 makes 4.");
    assertThat(simulator.lastRequest().model()).isEqualTo("simulated-1");
    assertThat(keys(simulator)).containsExactly("Bearer file-key");
    assertThat(client.ask("models").findValuesAsText("id")).contains("work/fast");

    TypeScriptSession other =
        client.create(SessionSpec.of("claude/sonnet", Map.of()).without("provider"));
    assertThat(other.ask("What is 2+2?")).isEqualTo("Four.");
    assertThat(simulator.lastRequest().headers().first("x-api-key")).contains("other-key");
    client.close();
  }

  @DisplayName("A1: a key is replaced under a live session")
  @Test
  void aKeyIsReplacedUnderALiveSession(Simulator simulator) throws IOException {
    simulator.enqueue(Reply.text("One."), Reply.text("Two."));
    TypeScriptClient client = sdk.open(Transport.STDIO);
    TypeScriptSession session =
        client.create(
            SessionSpec.of("simulated-1", ProviderRow.OPENAI_COMPLETIONS.config(simulator)));
    assertThat(session.ask("First?")).isEqualTo("One.");

    JsonNode replaced =
        client.ask(
            "call",
            Map.of(
                "method",
                "latchkey.credential.replace",
                "params",
                Map.of("sessionId", session.id(), "apiKey", "second-key")));

    assertThat(replaced.at("/result/provider").asText()).isEqualTo("default");
    assertThat(session.ask("Second?")).isEqualTo("Two.");
    assertThat(keys(simulator).getLast()).isEqualTo("Bearer second-key");
    client.close();
  }
}
