package dev.latchkey.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a stranger does first: the launcher of the checkout, and a copied distribution. */
class DistributionIT {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path BUILT = ROOT.resolve("app/target/latchkey");

  @TempDir Path directory;

  private record Result(int status, String out, String err) {}

  private Result run(Map<String, String> environment, Path program, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("COPILOT_"));
    builder.environment().put("LATCHKEY_HOME", directory.resolve("home").toString());
    builder.environment().putAll(environment);
    int status = builder.start().waitFor();
    return new Result(status, text(out), text(err));
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  @Test
  void theLauncherOfTheCheckoutAnswersAndSaysWho() throws Exception {
    Result result = run(Map.of(), ROOT.resolve("latchkey"), "ask", "--simulate", "What is 2+2?");
    assertThat(result.out()).contains("4");
    assertThat(result.err()).contains("SIMULATED").doesNotContain("\tat ");
    assertThat(result.status()).isZero();
  }

  @Test
  void withoutAJdkTheLauncherSaysWhatToInstall() throws Exception {
    Map<String, String> bare =
        Map.of("JAVA_HOME", "/nowhere", "PATH", "/nowhere", "HOME", "/nowhere");
    Path shell = Path.of("/bin/sh");
    String script =
        ". '" + ROOT.resolve("config/find-jdk.sh") + "'; usable_jdk() { false; }; find_jdk";
    Result result = run(bare, shell, "-c", script);
    assertThat(result.err()).contains("no JDK 25 found").contains("JAVA_HOME");
    assertThat(result.status()).isEqualTo(1);
  }

  /** The real build in a folder of its own, asking for a Java that nobody has. */
  @Test
  void withoutAJdkMavenSaysWhatToInstall() throws Exception {
    String pom = Files.readString(ROOT.resolve("pom.xml"));
    Files.writeString(
        directory.resolve("pom.xml"),
        pom.replaceAll("(?s)<modules>.*</modules>", "").replace("[25,)", "[99,)"));
    String finder = Files.readString(ROOT.resolve("config/find-jdk.sh"));
    Files.createDirectories(directory.resolve("config"));
    Files.createDirectories(directory.resolve(".mvn"));
    Files.writeString(directory.resolve("config/find-jdk.sh"), finder.replace("-ge 25", "-ge 99"));
    Result result = run(Map.of(), Path.of("mvn"), "-B", "-N", "validate");
    assertThat(result.out())
        .contains("no JDK 25 found")
        .contains("Install one")
        .contains("BUILD FAILURE");
    assertThat(result.status()).isEqualTo(1);
  }

  /** {@code AOTMode=on} makes the JVM fail rather than run without the cache. */
  @Test
  void aCopiedDistributionRunsFromItsCache() throws Exception {
    Path copy = directory.resolve("copy");
    assertThat(new ProcessBuilder("cp", "-r", BUILT.toString(), copy.toString()).start().waitFor())
        .isZero();
    Result result =
        run(
            Map.of("LATCHKEY_JAVA_OPTS", "-XX:AOTMode=on"),
            copy.resolve("bin/latchkey"),
            "ask",
            "--simulate",
            "What is 3+4?");
    assertThat(result.err()).contains("SIMULATED").doesNotContain("[warning]");
    assertThat(result.out()).contains("7");
    assertThat(result.status()).isZero();
  }

  @Test
  void anUnknownServerFlagIsNamedOnStandardError() throws Exception {
    Result result = run(Map.of(), BUILT.resolve("bin/latchkey"), "--headless", "--nonsense");
    assertThat(result.err()).contains("error: unknown option '--nonsense'");
    assertThat(result.status()).isEqualTo(1);
  }
}
