package dev.latchkey.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.conformance.client.Distribution;
import dev.latchkey.conformance.client.Example;
import dev.latchkey.conformance.client.NeedsNode;
import dev.latchkey.conformance.client.NodeDriver;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.junit.SimulatorExtension;
import dev.latchkey.simulator.script.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The code that people read first, run as it stands; only the provider's address differs. */
@ExtendWith(SimulatorExtension.class)
class ExamplesIT {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final String FOUNDRY = "https://your-resource.openai.azure.com/openai/v1/";

  @Test
  void theReadmesJavaSampleRunsInOneProcess(Simulator simulator) throws Exception {
    simulator.enqueue(Reply.text("2+2 makes 4."));
    Matcher block = JAVA_BLOCK.matcher(Files.readString(ROOT.resolve("README.md")));
    assertThat(block.find()).isTrue();
    String program =
        """
        import com.github.copilot.CopilotClient;
        import com.github.copilot.rpc.*;

        public class Readme {
          public static void main(String[] args) throws Exception {
        %s  }
        }
        """
            .formatted(block.group(1))
            .replace("http://localhost:11434/v1", simulator.baseUrl() + "/v1");

    assertThat(java("Readme", program)).isEqualTo("2+2 makes 4.\n");

    assertThat(simulator.lastRequest().path()).isEqualTo("/v1/chat/completions");
    assertThat(simulator.lastRequest().model()).isEqualTo("llama3.2");
    assertThat(simulator.lastRequest().headers().contains("authorization")).isFalse();
  }

  @Test
  void thePagesJavaSampleRunsInOneProcess(Simulator simulator) throws Exception {
    simulator.enqueue(Reply.text("2+2 makes 4."));
    Path sample = ROOT.resolve("examples/java-quickstart/QuickStart.java");
    String program = Files.readString(sample).replace(FOUNDRY, simulator.baseUrl() + "/openai/v1/");

    assertThat(java("QuickStart", program)).isEqualTo("2+2 makes 4.\n");

    assertFoundryWasAsked(simulator);
  }

  @Test
  void thePagesJavaSampleRunsWithAServerOfItsOwn(Simulator simulator) throws Exception {
    simulator.enqueue(Reply.text("2+2 makes 4."));
    Path sample = ROOT.resolve("examples/java-quickstart/QuickStart.java");
    String program = Files.readString(sample).replace(FOUNDRY, simulator.baseUrl() + "/openai/v1/");
    Example example = Example.named("Spawning").file("QuickStart.java", program);

    String output =
        example
            .environment("FOUNDRY_API_KEY", "conformance-key")
            .environment("COPILOT_CLI_PATH", Distribution.command().toString())
            .java("QuickStart.java", Distribution::isOfTheSdk);

    assertThat(output).isEqualTo("2+2 makes 4.\n");
    assertFoundryWasAsked(simulator);
  }

  private static String java(String name, String program) throws IOException, InterruptedException {
    return Example.named(name)
        .file(name + ".java", program)
        .environment("FOUNDRY_API_KEY", "conformance-key")
        .java(name + ".java", path -> true);
  }

  private static void assertFoundryWasAsked(Simulator simulator) {
    assertThat(simulator.lastRequest().path()).isEqualTo("/openai/v1/responses");
    assertThat(simulator.lastRequest().model()).isEqualTo("gpt-5.2-codex");
    assertThat(simulator.lastRequest().headers().first("authorization"))
        .contains("Bearer conformance-key");
  }

  /** Needs Node on top. */
  @Nested
  @NeedsNode
  class TypeScript {
    @Test
    void thePagesSampleRuns(Simulator simulator) throws Exception {
      simulator.enqueue(Reply.text("2+2 makes 4."));
      Path sample = ROOT.resolve("examples/typescript-quickstart/quickstart.mjs");
      String program =
          Files.readString(sample).replace(FOUNDRY, simulator.baseUrl() + "/openai/v1/");

      String output =
          NodeDriver.run(
              "quickstart.mjs",
              program,
              Map.of(
                  "FOUNDRY_API_KEY",
                  "conformance-key",
                  "COPILOT_CLI_PATH",
                  Distribution.command().toString(),
                  "COPILOT_HOME",
                  Example.named("TypeScript").home().toString()));

      assertThat(output).isEqualTo("2+2 makes 4.\n");
      assertFoundryWasAsked(simulator);
    }
  }
}
