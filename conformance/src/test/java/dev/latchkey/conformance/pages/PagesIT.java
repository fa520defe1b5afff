package dev.latchkey.conformance.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.conformance.client.Distribution;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.junit.SimulatorExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The commands and configurations of the pages, as they stand, with the distribution and the
 * simulator in place of a provider.
 */
@ExtendWith(SimulatorExtension.class)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the blocks are for a POSIX shell")
class PagesIT {
  /** Lines that are not run here, and why. */
  private static final Map<Pattern, String> NOT_RUN =
      Map.of(
          Pattern.compile("^(nice )?mvn .*"), "the build that runs this",
          Pattern.compile(".*node quickstart\\.mjs$"), "ExamplesIT runs it",
          Pattern.compile("^java -cp 'benchmarks/.*"), "minutes long; EndToEndIT runs the bench");

  /** Lines that go on until they are stopped. */
  private static final Pattern SERVES = Pattern.compile("^latchkey (simulate|serve)\\b.*");

  private static final Pattern MODEL = Pattern.compile("(?m)^model:");
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}]+)}");

  @TempDir private Path directory;
  private Shell shell;

  @BeforeEach
  void open() {
    shell = Shell.in(directory, Distribution.command());
  }

  static Stream<Block> shellBlocks() throws IOException {
    return Block.all().stream().filter(block -> block.is("sh"));
  }

  static Stream<Block> configurations() throws IOException {
    return Block.all().stream().filter(block -> block.is("yaml") && !PagesTest.isScript(block));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shellBlocks")
  void everyLineRuns(Block block, Simulator sim) throws Exception {
    shell.set("COPILOT_PROVIDER_BASE_URL", sim.baseUrl() + "/v1").set("COPILOT_MODEL", "m");
    if (block.text().contains("latchkey config")) {
      configure("model: m\nprovider:\n  baseUrl: " + sim.baseUrl() + "/v1\n");
    }
    for (String line : block.text().replace("\\\n", " ").split("\n", -1)) {
      String command = line.replaceFirst("(^|\\s+)# .*", "").replaceFirst("^\\./", "").strip();
      if (!command.isEmpty() && NOT_RUN.keySet().stream().noneMatch(p -> matches(p, command))) {
        run(local(command, sim));
      }
    }
  }

  private static boolean matches(Pattern pattern, String command) {
    return pattern.matcher(command).matches();
  }

  private void run(String command) throws Exception {
    if (SERVES.matcher(command).matches()) {
      assertThat(shell.firstLineOf(command.replaceFirst("--port \\d+", "--port 0")))
          .as(command)
          .containsPattern("\\d{3,5}");
    } else {
      assertThat(shell.output(command)).as(command).isNotNull();
    }
  }

  /** Each configuration in a directory of its own, with everything it refers to in place. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("configurations")
  void everyConfigurationAnswers(Block block, Simulator sim) throws Exception {
    Path home =
        configure(local(block.text(), sim).replaceAll("https?://[^\\s/\"']*\\.com", sim.baseUrl()));
    for (Matcher found = REFERENCE.matcher(block.text()); found.find(); ) {
      if (found.group(1).equals("env")) {
        shell.set(found.group(2), "page-key");
      } else {
        Files.writeString(home.resolve(found.group(2)), "page-key");
      }
    }

    String model = MODEL.matcher(block.text()).find() ? "" : "--model m ";
    assertThat(shell.output("latchkey ask " + model + "'What is 2+2?'")).contains("4");

    assertThat(sim.modelCalls()).hasSize(1);
  }

  /** Into the home, whose file may do more than one that comes with a project. */
  private Path configure(String text) throws IOException {
    Path home = Files.createDirectories(directory.resolve("home"));
    Files.writeString(home.resolve("latchkey.yaml"), text);
    return home;
  }

  private static String local(String text, Simulator sim) {
    return text.replaceAll("http://localhost:\\d+", sim.baseUrl());
  }
}
