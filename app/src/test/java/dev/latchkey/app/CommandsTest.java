package dev.latchkey.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.SimulatorOptions;
import dev.latchkey.simulator.script.Quirk;
import dev.latchkey.simulator.script.SimulatedModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands against a provider on a real socket. */
class CommandsTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path home;

  private int run(Map<String, String> environment, String... args) {
    PrintStream quiet = new PrintStream(out, true, StandardCharsets.UTF_8);
    PrintStream notes = new PrintStream(err, true, StandardCharsets.UTF_8);
    return Commands.run(List.of(args), environment, new Terminal(quiet, notes, false));
  }

  private Map<String, String> nothingSet() {
    return Map.of("LATCHKEY_HOME", home.toString());
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void answersWithoutAKeyAndSaysThatItIsSimulated() {
    assertThat(run(nothingSet(), "ask", "--simulate", "What is 2+2?")).isZero();
    assertThat(out()).contains("4").endsWith("\n");
    assertThat(err()).contains("SIMULATED").contains("tokens in");
  }

  @Test
  void usesTheProviderOfTheEnvironment() {
    try (Simulator provider = Simulator.start(SimulatorOptions.defaults().key("k-env"))) {
      Map<String, String> environment =
          Map.of(
              "LATCHKEY_HOME",
              home.toString(),
              "COPILOT_PROVIDER_BASE_URL",
              provider.baseUrl() + "/v1",
              "COPILOT_PROVIDER_API_KEY",
              "k-env",
              "COPILOT_MODEL",
              "m1");
      assertThat(run(environment, "ask", "What is 3+3?")).isZero();
      assertThat(out()).contains("6");
      assertThat(err()).contains("m1 at " + provider.baseUrl()).doesNotContain("k-env");
    }
  }

  @DisplayName("A4: a file with references configures the provider")
  @Test
  void usesTheConfigurationFileAndItsReferences() throws IOException {
    try (Simulator provider = Simulator.start(SimulatorOptions.defaults().key("k-file"))) {
      Files.writeString(home.resolve("key"), "k-file\n");
      Files.writeString(
          home.resolve("latchkey.yaml"),
          """
          model: ${env:MODEL}
          provider:
            baseUrl: %s/v1
            apiKey: ${file:key}
          """
              .formatted(provider.baseUrl()));
      Map<String, String> environment = Map.of("LATCHKEY_HOME", home.toString(), "MODEL", "m2");
      assertThat(run(environment, "ask", "What is 3+4?")).isZero();
      assertThat(out()).contains("7");
      assertThat(err()).contains("m2 at ").contains("latchkey.yaml");
    }
  }

  @Test
  void aReferenceToNothingIsNamed() throws IOException {
    Files.writeString(
        home.resolve("latchkey.yaml"), "provider: {baseUrl: 'http://x', apiKey: '${env:NO}'}");
    assertThat(run(nothingSet(), "ask", "hi")).isEqualTo(ExitCode.NO_PROVIDER.status());
    assertThat(err()).contains("the environment variable NO, which is not set");
  }

  @Test
  void aWrongKeyIsExplainedWithoutAStackTrace() {
    try (Simulator provider = Simulator.start(SimulatorOptions.defaults().key("right"))) {
      int status =
          run(
              nothingSet(),
              "ask",
              "--base-url",
              provider.baseUrl() + "/v1",
              "--model",
              "m",
              "hello");
      assertThat(status).isEqualTo(ExitCode.FAILED.status());
      assertThat(err()).contains("401").doesNotContain("\tat ").doesNotContain("Exception");
    }
  }

  @Test
  void anUnknownOptionIsWrongUsage() {
    assertThat(run(nothingSet(), "ask", "--nonsense")).isEqualTo(ExitCode.USAGE.status());
  }

  @Test
  void printsEveryEventAsJson() {
    assertThat(run(nothingSet(), "ask", "--simulate", "--json", "What is 2+2?")).isZero();
    assertThat(out().lines())
        .allMatch(line -> line.startsWith("{\"type\":"))
        .anyMatch(line -> line.contains("\"assistant.message\""));
  }

  @Test
  void listsModels() {
    assertThat(run(nothingSet(), "models", "--simulate")).isZero();
    assertThat(out()).contains("MODEL").contains("simulated-1");
  }

  @Test
  void doctorPassesAHealthyProvider() {
    assertThat(run(nothingSet(), "doctor", "--simulate")).isZero();
    assertThat(out())
        .containsPattern("config +PASS")
        .containsPattern("connect +PASS")
        .containsPattern("auth +PASS")
        .containsPattern("model +PASS")
        .containsPattern("streaming +PASS")
        .containsPattern("tools +PASS")
        .doesNotContain("FAIL");
  }

  @Test
  void doctorNamesTheFixOfAWrongKeyAndOfARefusedConnection() {
    try (Simulator provider = Simulator.start(SimulatorOptions.defaults().key("right"))) {
      String url = provider.baseUrl() + "/v1";
      assertThat(run(nothingSet(), "doctor", "--base-url", url, "-m", "m")).isEqualTo(1);
      assertThat(out()).containsPattern("auth +FAIL");
      out.reset();

      provider.refuseConnections();
      assertThat(run(nothingSet(), "doctor", "--base-url", url, "-m", "m")).isEqualTo(1);
      assertThat(out()).containsPattern("connect +FAIL").contains("ollama serve");
    }
  }

  @Test
  void listsModelsWithTheOriginOfEachFigure() {
    try (Simulator provider =
        Simulator.start(
            SimulatorOptions.defaults()
                .models(
                    new SimulatedModel("gpt-4o", 0, 0), new SimulatedModel("house", 9000, 0)))) {
      String url = provider.baseUrl() + "/v1";
      assertThat(run(nothingSet(), "models", "--base-url", url)).isZero();
      assertThat(out())
          .containsPattern("gpt-4o +128,000 catalogue .*16,384 catalogue +tools,vision")
          .containsPattern("house +9,000 live +9,000 live +- +- +vLLM");
      out.reset();

      assertThat(run(nothingSet(), "models", "--json", "--base-url", url)).isZero();
      assertThat(out())
          .contains("\"maxContextWindowTokens\":128000")
          .contains("\"origins\":{")
          .contains("\"max_context_window_tokens\":\"live\"");
    }
  }

  @Test
  void doctorSaysWhereCallsGoAndWhatItUnderstoodOtherwise() {
    try (Simulator provider = Simulator.start()) {
      String url = provider.baseUrl() + "/team/v1/messages";
      run(nothingSet(), "doctor", "--base-url", url, "-m", "m");
      assertThat(out())
          .containsPattern(
              "config +WARN +anthropic, calls go to " + provider.baseUrl() + "/team/v1/messages")
          .contains("Set type to \"anthropic\"");
    }
  }

  @Test
  void showsExportsAndForgetsWhatWasLearned() {
    assertThat(run(nothingSet(), "dialects")).isZero();
    assertThat(err()).contains("nothing was learned");
    try (Simulator provider =
        Simulator.start(SimulatorOptions.defaults().quirks(Quirk.NO_STREAM_OPTIONS))) {
      String url = provider.baseUrl() + "/v1";
      assertThat(run(nothingSet(), "doctor", "--base-url", url, "-m", "m")).isZero();
      out.reset();

      assertThat(run(nothingSet(), "dialects")).isZero();
      assertThat(out()).containsPattern(url + "/chat/completions +m +streamUsage=false");
      out.reset();
      assertThat(run(nothingSet(), "dialects", "--json")).isZero();
      assertThat(out()).contains("\"quirks\":{\"streamUsage\":false}", "\"learnedAt\"");
      out.reset();
      assertThat(run(nothingSet(), "dialects", "export", "--model", "m")).isZero();
      assertThat(out().replaceAll("\\s", ""))
          .isEqualTo("{\"latchkey\":{\"quirks\":{\"streamUsage\":false}}}");
      assertThat(run(nothingSet(), "dialects", "forget", "--model", "other")).isZero();
      assertThat(err()).contains("forgotten: 0");
      assertThat(run(nothingSet(), "dialects", "forget")).isZero();
      assertThat(err()).contains("forgotten: 1");
      out.reset();
      assertThat(run(nothingSet(), "dialects", "--json")).isZero();
      assertThat(out()).isEmpty();
    }
  }

  @Test
  void saysWhereRequestsWentWhenAsked() {
    try (Simulator provider = Simulator.start()) {
      String server = "127.0.0.1:" + provider.port();
      String url = provider.baseUrl() + "/v1";
      assertThat(run(nothingSet(), "ask", "--egress", "--base-url", url, "-m", "m", "What is 2+2?"))
          .isZero();
      assertThat(err())
          .containsPattern("(?m)^.*" + server + " +model +1 +[1-9]\\d* B +[1-9]\\d* B");
      assertThat(out()).doesNotContain(server);
    }
  }

  @Test
  void goesNowhereThatTheOperatorDoesNotList() {
    try (Simulator provider = Simulator.start()) {
      Map<String, String> listed =
          Map.of("LATCHKEY_HOME", home.toString(), "LATCHKEY_EGRESS", "models.test");
      String url = provider.baseUrl() + "/v1";
      assertThat(run(listed, "ask", "--base-url", url, "-m", "m", "hi")).isEqualTo(1);
      assertThat(err()).contains("not on the list LATCHKEY_EGRESS");
      assertThat(run(listed, "doctor", "--base-url", url, "-m", "m")).isEqualTo(1);
      assertThat(out()).containsPattern("egress +FAIL");
      assertThat(provider.requests()).isEmpty();
    }
  }

  private void writeTwoProviders(String url) throws IOException {
    Files.writeString(
        home.resolve("latchkey.yaml"),
        """
        model: work/fast
        providers:
          work: {baseUrl: "%s/v1", apiKey: "${env:THE_KEY}"}
          other: {baseUrl: "http://127.0.0.1:1/v1"}
        models:
          fast: {provider: work, wireModel: m-wire}
        """
            .formatted(url));
  }

  private Map<String, String> withKey() {
    return Map.of("LATCHKEY_HOME", home.toString(), "THE_KEY", "k-two");
  }

  @Test
  void asksAProviderOfTheFileByItsName() throws IOException {
    try (Simulator provider = Simulator.start(SimulatorOptions.defaults().key("k-two"))) {
      writeTwoProviders(provider.baseUrl());
      assertThat(run(withKey(), "ask", "What is 3+4?")).isZero();
      assertThat(run(withKey(), "ask", "--model", "work/fast", "What is 3+4?")).isZero();
      assertThat(provider.modelCalls()).hasSize(2).allMatch(c -> c.model().equals("m-wire"));

      assertThat(run(withKey(), "ask", "--model", "work/slow", "hi"))
          .isEqualTo(ExitCode.NO_PROVIDER.status());
      assertThat(err()).contains("no model work/slow").contains("work/fast, other/<any model");
    }
  }

  @Test
  void showsWhatIsConfiguredAndWhoSaidIt() throws IOException {
    writeTwoProviders("http://127.0.0.1:2");
    assertThat(run(withKey(), "config", "show")).isZero();
    String file = home.resolve("latchkey.yaml").toString();
    assertThat(out())
        .containsPattern("providers.work.apiKey +\\*\\*\\* +\\Q" + file + "\\E:3 \\(env:THE_KEY\\)")
        .containsPattern("providers.work.type +openai +default")
        .doesNotContain("k-two");
    assertThat(run(withKey(), "config", "show", "--json")).isZero();
    assertThat(out())
        .contains("{\"key\":\"model\",\"value\":\"work/fast\",\"origin\":\"" + file + ":1\"}");
    assertThat(run(withKey(), "config", "show", "--json", "--config", file)).isZero();
    assertThat(out())
        .contains("{\"key\":\"config\",\"value\":\"" + file + "\",\"origin\":\"--config\"}");
    assertThat(run(withKey(), "config", "check")).isZero();
    assertThat(out()).contains("good; providers: 2, models listed: 1, default model: work/fast");
  }

  @Test
  void showsTheEnvironmentWhereNoFileDecides() {
    Map<String, String> environment =
        Map.of(
            "LATCHKEY_HOME", home.toString(),
            "COPILOT_PROVIDER_BASE_URL", "http://u:p@x/v1",
            "COPILOT_PROVIDER_API_KEY", "sk-hidden",
            "COPILOT_PROVIDER_LATCHKEY", "{\"limits\":{\"retries\":{\"max\":9}}}");
    assertThat(run(environment, "config", "show")).isZero();
    assertThat(out())
        .containsPattern("provider.baseUrl +http://\\*\\*\\*@x/v1 +COPILOT_PROVIDER_BASE_URL")
        .containsPattern("provider.apiKey +\\*\\*\\* +COPILOT_PROVIDER_API_KEY")
        .containsPattern("provider.latchkey.limits.retries.max +9 +COPILOT_PROVIDER_LATCHKEY")
        .containsPattern("provider.wireApi +completions +default")
        .doesNotContain("sk-hidden", "u:p@");
  }

  @Test
  void checksTheFileThatIsNamed() throws IOException {
    Path file =
        Files.writeString(home.resolve("x.yaml"), "provider: {baseUrl: 'no address', type: azure}");
    assertThat(run(nothingSet(), "config", "check", "--config", file.toString()))
        .isEqualTo(ExitCode.NO_PROVIDER.status());
    assertThat(err()).contains("baseUrl");
    Files.writeString(file, "provider:\n  type: other\n");
    assertThat(run(nothingSet(), "config", "check", "--config", file.toString()))
        .isEqualTo(ExitCode.NO_PROVIDER.status());
    assertThat(err()).contains("x.yaml:");
    assertThat(run(nothingSet(), "config", "check")).isEqualTo(ExitCode.NO_PROVIDER.status());
  }

  @Test
  void printsTheSchema() throws IOException {
    assertThat(run(nothingSet(), "config", "schema")).isZero();
    assertThat(out().strip())
        .isEqualTo(Files.readString(Path.of("../docs/latchkey.schema.json")).strip());
  }
}
