package dev.latchkey.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.providers.CallLimits;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.ProviderEnvironment;
import dev.latchkey.providers.TokenLimits;
import dev.latchkey.providers.net.NetworkOptions;
import dev.latchkey.runtime.RegisteredModel;
import dev.latchkey.server.config.ConfigPlaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code latchkey.yaml} says, from real files in a project and a home. */
class ConfigurationTest {
  @TempDir private Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private Path project;
  private Path home;

  @BeforeEach
  void directories() throws IOException {
    project = Files.createDirectory(directory.resolve("project"));
    home = Files.createDirectory(directory.resolve("home"));
    environment.put("LATCHKEY_HOME", home.toString());
    environment.put("KEY", "sk-secret");
  }

  private Configuration read() {
    return Configuration.read(ConfigPlaces.of(null, environment, project), environment);
  }

  private Configuration read(String text) throws IOException {
    write(project, text);
    return read();
  }

  private static void write(Path directory, String text) throws IOException {
    Files.writeString(directory.resolve("latchkey.yaml"), text);
  }

  private static String model(Configuration configuration) {
    return String.valueOf(configuration.chosen().orElseThrow().model());
  }

  private static String key(ProviderConfig provider) {
    return Objects.requireNonNull(provider.credential()).fixed().orElseThrow().secret().reveal();
  }

  @Test
  void readsSeveralProvidersAndModels() throws IOException {
    Files.writeString(project.resolve("key.txt"), "from-file\n");
    Configuration read =
        read(
            """
            model: work/big
            providers:
              work:
                type: azure
                baseUrl: https://${env:HOST}.openai.azure.com
                apiKey: ${env:KEY}
                azure: {apiVersion: "2024-10-21"}
                headers: {x-team: "${env:TEAM}-x", x-session: "${session.id}"}
                latchkey:
                  network: {caFile: ca.pem}
                  limits: {timeouts: {firstByte: PT20M}, retries: {max: 1}}
              local:
                baseUrl: http://localhost:11434/v1
                bearerToken: ${file:key.txt}
            models:
              big: {provider: work, wireModel: gpt-big, maxOutputTokens: 77, name: Big one}
            """
                .replace("${env:TEAM}", "team")
                .replace("${env:HOST}", "r"));

    ProviderConfig work = read.registry().provider("work").orElseThrow();
    assertThat(work.baseUrl()).isEqualTo("https://r.openai.azure.com");
    assertThat(work.azureApiVersion()).isEqualTo("2024-10-21");
    assertThat(work.headers()).isEqualTo(Map.of("x-team", "team-x", "x-session", "${session.id}"));
    assertThat(key(work)).isEqualTo("sk-secret");
    assertThat(work.network())
        .isEqualTo(new NetworkOptions(null, project.resolve("ca.pem"), null, null).asTrusted());
    assertThat(work.callLimits())
        .isEqualTo(
            new CallLimits(
                new CallLimits.Timeouts(null, Duration.ofMinutes(20), null, null),
                new CallLimits.Retries(1, null, null, null)));
    assertThat(key(read.registry().provider("local").orElseThrow())).isEqualTo("from-file");
    RegisteredModel big = read.registry().find("work/big").orElseThrow();
    assertThat(big.name()).isEqualTo("Big one");
    assertThat(big.provider().wireModel()).isEqualTo("gpt-big");
    assertThat(big.provider().limits()).isEqualTo(new TokenLimits(null, 77, null));
    assertThat(read.registry().find("work/other")).isEmpty();
    assertThat(read.registry().find("local/llama3.2")).isPresent();
    assertThat(model(read)).isEqualTo("work/big");
  }

  @Test
  void takesListsAsSessionsBringThem() throws IOException {
    Configuration read =
        read(
            """
            providers:
              - {name: a, baseUrl: "http://a"}
            models:
              - {id: m, provider: a}
              - {id: family/n, provider: a}
            """);
    assertThat(read.registry().models().stream().map(RegisteredModel::selectionId))
        .containsExactly("a/m", "a/family/n");
    assertThat(read.chosen().orElseThrow().model()).isNull();
  }

  @Test
  void keepsTheFormWithOneProvider() throws IOException {
    Configuration read =
        read("model: gpt-4.1\nprovider: {baseUrl: 'http://x', apiKey: '${env:KEY}'}\n");
    ProviderEnvironment.Default chosen = read.chosen().orElseThrow();
    assertThat(chosen.model()).isEqualTo("gpt-4.1");
    assertThat(chosen.source()).endsWith("latchkey.yaml:2");
    assertThat(key(chosen.config())).isEqualTo("sk-secret");
    assertThat(read.registry().isEmpty()).isTrue();
    assertThat(read.find("other").orElseThrow().model()).isEqualTo("other");
  }

  @Test
  void letsTheProjectWinOverTheHome() throws IOException {
    write(
        home,
        """
        model: a/home
        providers:
          a: {baseUrl: "http://home-a", apiKey: "${env:KEY}"}
          b: {baseUrl: "http://home-b"}
        models:
          x: {provider: b}
        """);
    Configuration read = read("model: b/x\nproviders: {a: {baseUrl: 'http://project-a'}}\n");

    assertThat(read.registry().providers().stream().map(ProviderConfig::baseUrl))
        .containsExactly("http://project-a", "http://home-b");
    assertThat(model(read)).isEqualTo("b/x");
    Files.delete(project.resolve("latchkey.yaml"));
    assertThat(model(read())).isEqualTo("a/home");
  }

  @Test
  void readsOnlyTheFileThatIsNamed() throws IOException {
    write(project, "provider: {baseUrl: 'http://project'}");
    Path named = Files.writeString(directory.resolve("n.yaml"), "provider: {baseUrl: 'http://n'}");
    environment.put("LATCHKEY_CONFIG", named.toString());
    assertThat(read().chosen().orElseThrow().config().baseUrl()).isEqualTo("http://n");
    Files.delete(named);
    assertThatThrownBy(this::read).hasMessageContaining("n.yaml: it cannot be read");
  }

  @Test
  void takesABareModelForThatOfTheOnlyProvider() throws IOException {
    assertThat(model(read("model: m\nproviders: {a: {baseUrl: 'http://a'}}"))).isEqualTo("m");
    assertThat(model(read("providers: {a: {baseUrl: x}}\nmodels: {m: {provider: a}}")))
        .isEqualTo("a/m");
  }

  @Test
  void saysNothingWithoutFiles() {
    assertThat(read()).isSameAs(Configuration.NONE);
  }

  @Test
  void runsNoCommandsOfAProject() throws IOException {
    String text =
        "providers:\n  a:\n    baseUrl: http://a\n    latchkey: {credential: {command: id}}\n";
    assertThatThrownBy(() -> read(text))
        .hasMessageContaining("latchkey.yaml:4: providers.a.latchkey.credential.command is a");
    Files.delete(project.resolve("latchkey.yaml"));
    write(home, text);
    assertThat(read().registry().provider("a")).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          providers: [|latchkey.yaml:1: this is no YAML
          a: b~c: [}|latchkey.yaml:2: this is no YAML
          - a|latchkey.yaml:1: it must have fields
          providers: {a: {baseURL: x}}|latchkey.yaml:1: providers.a.baseURL is unknown; did you mean baseUrl?
          providers:~  a:~    apiKey: k|latchkey.yaml:2: providers.a has no 'baseUrl', which it needs
          providers:~  a:~    baseUrl: x~    apiKey: 12345678|latchkey.yaml:4: providers.a.apiKey must be string, not number
          providers:~  a:~    baseUrl: x~    type: openrouter|latchkey.yaml:4: providers.a.type must be one of openai, azure, anthropic
          provider: {baseUrl: x, apiKey: "${env:NOT_SET}"}|latchkey.yaml:1: provider.apiKey refers to the environment variable NOT_SET, which is not set
          provider:~  baseUrl: x~  apiKey: ${file:none.txt}|latchkey.yaml:3: provider.apiKey refers to the file
          provider: {baseUrl: x}~providers: {a: {baseUrl: x}}|both 'provider' and 'providers'
          provider: {baseUrl: x}~provider: {baseUrl: y}|latchkey.yaml:2: provider is there twice
          providers: {a/b: {baseUrl: x}}|providers.a/b is no name of a provider
          providers: {a: {baseUrl: x}}~models: {m: {provider: b}}|BYOK model "m" references unknown provider "b".
          providers: [{name: a, baseUrl: x}, {name: a, baseUrl: y}]|Duplicate BYOK provider name "a".
          providers: {a: {baseUrl: x}, b: {baseUrl: y}}~model: c/m|latchkey.yaml:2: model is "c/m", which no provider has
          model: m|latchkey.yaml:1: model is "m", which no provider has
          providers: {a: {baseUrl: x, latchkey: {credential: {env: A, file: b}}}}|credential must have exactly one of env, file
          providers: {a: {baseUrl: x, latchkey: {credential: {env: NOT_SET}}}}|NOT_SET, which is not set
          providers: {a: {baseUrl: x, latchkey: {limits: {timeouts: {connect: 0}}}}}|connect must be more than 0
          providers: {a: {baseUrl: x, latchkey: {limits: {timeouts: {connect: soon}}}}}|connect must be an ISO 8601 duration
          a: &a {b: *a}|there is too much in it
          """)
  void saysWhereTheMistakeIs(String text, String problem) {
    assertThatThrownBy(() -> read(text.replace('~', '\n')))
        .hasMessageContaining(problem)
        .hasMessageNotContaining("12345678")
        .hasMessageNotContaining("sk-secret");
  }

  @Test
  void refusesAnEmptyFile() {
    assertThatThrownBy(() -> read("\n")).hasMessageContaining("it is empty");
  }

  @Test
  void showsNoSecretsAsText() throws IOException {
    Configuration read = read("provider: {baseUrl: 'http://x', apiKey: '${env:KEY}'}");
    assertThat(List.of(read.documents(), read.chosen()).toString()).doesNotContain("sk-secret");
  }
}
