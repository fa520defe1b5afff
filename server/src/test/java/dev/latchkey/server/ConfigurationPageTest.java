package dev.latchkey.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.protocol.Json;
import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.Providers;
import dev.latchkey.providers.config.ProviderFields;
import dev.latchkey.server.config.ConfigPlaces;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every block of configuration in the documentation goes through the real reader. */
class ConfigurationPageTest {
  private static final Path DOCS = Path.of("../docs");
  private static final Pattern BLOCK = Pattern.compile("```(\\w+)\\n(.*?)```", Pattern.DOTALL);
  private static final Map<String, String> ENVIRONMENT = Map.of("OPENAI_API_KEY", "k");

  @TempDir private Path directory;

  private static Stream<String> blocks(String page, String language) throws IOException {
    return BLOCK
        .matcher(Files.readString(DOCS.resolve(page)))
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2));
  }

  static Stream<String> files() throws IOException {
    return Stream.concat(blocks("configuration.md", "yaml"), blocks("command.md", "yaml"));
  }

  static Stream<String> objects() throws IOException {
    return Stream.concat(blocks("configuration.md", "json"), blocks("credentials.md", "json"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyFileIsReadAndItsProvidersConnect(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("latchkey.yaml"), text);
    ConfigPlaces named = ConfigPlaces.of(file.toString(), ENVIRONMENT, directory);
    Configuration read = Configuration.read(named, ENVIRONMENT);

    try (Providers providers = Providers.open(CallPolicy.DEFAULT)) {
      assertThat(Objects.requireNonNull(providers.connect(read.chosen().orElseThrow().config())))
          .isNotNull();
      read.registry().providers().forEach(providers::connect);
    }
  }

  @ParameterizedTest
  @MethodSource("objects")
  void everyObjectIsAProviderOrParamsOfAMethod(String text) throws IOException {
    JsonNode json = Json.read(text.getBytes(StandardCharsets.UTF_8));
    if (json.has("sessionId")) {
      assertThat(json.has("apiKey")).isTrue();
      return;
    }
    ObjectNode params = Json.object();
    params.set("provider", json);
    ProviderReader reader =
        new ProviderReader(
            Params.of(params),
            name -> {
              throw new AssertionError(name);
            },
            ProviderFields.of(ENVIRONMENT, directory));
    assertThat(Objects.requireNonNull(reader.singular()).baseUrl()).startsWith("https://");
  }

  @Test
  void namesEveryVariableAndStatesTheDefaults() throws IOException {
    String page = Files.readString(DOCS.resolve("configuration.md"));
    CallPolicy policy = CallPolicy.DEFAULT;
    assertThat(page)
        .contains(
            List.of(
                "BASE_URL",
                "TYPE",
                "WIRE_API",
                "API_KEY",
                "BEARER_TOKEN",
                "AZURE_API_VERSION",
                "HEADERS",
                "MODEL_ID",
                "WIRE_MODEL",
                "MAX_PROMPT_TOKENS",
                "MAX_OUTPUT_TOKENS",
                "MAX_CONTEXT_WINDOW_TOKENS",
                "API_KEY_COMMAND",
                "API_KEY_FILE",
                "OIDC_*",
                "ENTRA_SCOPE",
                "PROXY",
                "CA_FILE",
                "CLIENT_CERT_FILE",
                "CLIENT_KEY_FILE"))
        .contains("| `timeouts.connect` | " + policy.connect().toSeconds() + " s |")
        .contains("| `timeouts.firstByte` | " + policy.firstByte().toMinutes() + " min; ")
        .contains("| `retries.max` | " + policy.maxRetries() + " |")
        .contains("| `retries.retryAfterCap` | " + policy.retryAfterCap().toSeconds() + " s");
  }
}
