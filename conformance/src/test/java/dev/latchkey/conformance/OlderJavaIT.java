package dev.latchkey.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.conformance.client.Distribution;
import dev.latchkey.conformance.client.Example;
import dev.latchkey.conformance.client.Java17;
import dev.latchkey.conformance.client.NeedsJava17;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.junit.SimulatorExtension;
import dev.latchkey.simulator.script.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The page's sample on Java 17 with everything on the class path: the engine there needs 25, so the
 * SDK starts the distribution instead.
 */
@ExtendWith(SimulatorExtension.class)
@NeedsJava17
class OlderJavaIT {
  private static final String FOUNDRY = "https://your-resource.openai.azure.com/openai/v1/";
  private static final String FILE = "QuickStart.java";
  private static final Path SAMPLE =
      Path.of("..", "examples", "java-quickstart", FILE).toAbsolutePath();

  private static Example sample(String name, Simulator simulator) throws IOException {
    String program = Files.readString(SAMPLE).replace(FOUNDRY, simulator.baseUrl() + "/openai/v1/");
    return Example.named(name).file(FILE, program).environment("FOUNDRY_API_KEY", "a-key");
  }

  private static String run(Example example) throws IOException, InterruptedException {
    return example.java17(Java17.home().orElseThrow(), FILE, jar -> true);
  }

  @Test
  void theSampleStartsTheDistributionThatIsNamed(Simulator simulator) throws Exception {
    simulator.enqueue(Reply.text("2+2 makes 4."));
    Example example = sample("Java17Named", simulator);

    String output = run(example.environment("COPILOT_CLI_PATH", Distribution.command().toString()));

    assertThat(output).isEqualTo("2+2 makes 4.\n");
    assertThat(simulator.lastRequest().path()).isEqualTo("/openai/v1/responses");
  }

  @Test
  void theSampleStartsTheDistributionOnThePath(Simulator simulator) throws Exception {
    simulator.enqueue(Reply.text("2+2 makes 4."));
    Example example = sample("Java17Path", simulator);
    String path = Distribution.command().getParent() + ":" + System.getenv("PATH");

    assertThat(run(example.environment("PATH", path))).isEqualTo("2+2 makes 4.\n");
  }

  @Test
  void withoutADistributionItSaysWhatToDo(Simulator simulator) throws Exception {
    Example example = sample("Java17Nothing", simulator).environment("PATH", "/nowhere");

    assertThatThrownBy(() -> run(example))
        .hasMessageContaining("No runtime found. Do one of these: put `latchkey` on the PATH")
        .hasMessageContaining("COPILOT_CLI_PATH")
        .hasMessageContaining("cannot be loaded by Java 17 (it needs Java 25)");
    assertThat(simulator.requests()).isEmpty();
  }
}
