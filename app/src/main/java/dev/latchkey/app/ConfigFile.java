package dev.latchkey.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.ProviderJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The provider of {@code latchkey.yaml} in the working directory, else in the home directory:
 *
 * <pre>{@code
 * model: gpt-4.1
 * provider:
 *   type: openai
 *   baseUrl: https://api.openai.com/v1
 *   apiKey: ${env:OPENAI_API_KEY}
 * }</pre>
 */
record ConfigFile(ProviderConfig provider, @Nullable String model, String origin) {
  private static final String NAME = "latchkey.yaml";

  static Optional<ConfigFile> read(Map<String, String> environment) {
    for (Path directory : new Path[] {Path.of(""), home(environment)}) {
      Path file = directory.resolve(NAME);
      if (Files.isRegularFile(file)) {
        return Optional.of(parse(file, environment));
      }
    }
    return Optional.empty();
  }

  private static Path home(Map<String, String> environment) {
    String home = environment.getOrDefault("LATCHKEY_HOME", environment.get("COPILOT_HOME"));
    return home == null ? Path.of(System.getProperty("user.home"), ".latchkey") : Path.of(home);
  }

  private static ConfigFile parse(Path file, Map<String, String> environment) {
    try {
      String text = Files.readString(file);
      Object parsed = new Load(LoadSettings.builder().setLabel(NAME).build()).loadFromString(text);
      JsonNode tree = new JsonMapper().valueToTree(parsed);
      JsonNode resolved = new References(file, environment).resolve(tree);
      if (!resolved.path("provider").isObject()) {
        throw wrong(file, "it has no 'provider' with a baseUrl in it");
      }
      return new ConfigFile(
          ProviderJson.read(resolved.path("provider")),
          resolved.path("model").textValue(),
          "from " + file);
    } catch (IOException | YamlEngineException e) {
      throw wrong(file, String.valueOf(e.getMessage()));
    }
  }

  private static CommandFailure wrong(Path file, String why) {
    return new CommandFailure(
        ExitCode.NO_PROVIDER,
        file + " cannot be used: " + why,
        "See docs/command.md for its form.");
  }
}
