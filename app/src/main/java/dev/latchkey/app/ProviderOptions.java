package dev.latchkey.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The provider options every command shares. Keys come from a variable or a file, never from the
 * command line itself, where other users of the machine could read them.
 */
final class ProviderOptions {
  @Option(names = "--base-url", paramLabel = "URL", description = "The provider's address.")
  @Nullable String baseUrl;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "openai (default), azure or anthropic.")
  @Nullable String type;

  @Option(
      names = "--wire-api",
      paramLabel = "API",
      description = "completions (default) or responses.")
  @Nullable String wireApi;

  @Option(names = "--azure-api-version", paramLabel = "VERSION", description = "Azure only.")
  @Nullable String azureApiVersion;

  @Option(
      names = "--api-key-env",
      paramLabel = "NAME",
      description = "Environment variable that holds the key.")
  @Nullable String apiKeyVariable;

  @Option(names = "--api-key-file", paramLabel = "FILE", description = "File that holds the key.")
  @Nullable Path apiKeyFile;

  @Option(
      names = "--header",
      paramLabel = "NAME=VALUE",
      description = "Header of every request; may be repeated.")
  Map<String, String> headers = new LinkedHashMap<>();

  @Option(
      names = {"-m", "--model"},
      paramLabel = "MODEL",
      description = "Model or deployment.")
  @Nullable String model;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration file, in place of latchkey.yaml.")
  @Nullable Path config;

  @Option(names = "--simulate", description = "Use the built-in simulated provider.")
  boolean simulate;

  /** The key the options name; null when they name none. */
  @Nullable String key(Map<String, String> environment) {
    if (apiKeyVariable != null) {
      String key = environment.get(apiKeyVariable);
      if (key == null || key.isBlank()) {
        throw new CommandFailure(
            ExitCode.NO_PROVIDER,
            "--api-key-env names " + apiKeyVariable + ", which is not set.",
            "Set it to your key: export " + apiKeyVariable + "=...");
      }
      return key;
    }
    return apiKeyFile == null ? null : read(apiKeyFile);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.NO_PROVIDER,
          "--api-key-file " + file + " cannot be read: " + e.getMessage(),
          "Name a file that holds the key and nothing else.");
    }
  }
}
