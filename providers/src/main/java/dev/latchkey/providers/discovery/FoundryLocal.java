package dev.latchkey.providers.discovery;

import dev.latchkey.providers.ChildEnvironment;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Foundry Local on this machine. Its port changes with every start, so it is asked for: {@code
 * foundry service status} prints the address.
 */
public final class FoundryLocal {
  /** Write this as {@code baseUrl} to have the address found whenever a provider is connected. */
  public static final String BASE_URL = "foundry-local";

  private static final int SECONDS = 5;
  private static final Pattern ADDRESS = Pattern.compile("https?://[\\w.\\[\\]:-]+?:(\\d{2,5})\\b");

  private FoundryLocal() {}

  /**
   * The base URL of the running service, e.g. {@code http://127.0.0.1:5273/v1}; empty when the
   * {@code foundry} command is not on the path or no service runs. Blocks for up to 5 s.
   */
  public static Optional<String> find() {
    return find(System.getenv());
  }

  static Optional<String> find(Map<String, String> variables) {
    return command(variables.get("PATH")).flatMap(command -> ask(command, variables));
  }

  private static Optional<Path> command(@Nullable String path) {
    for (String directory : (path == null ? "" : path).split(File.pathSeparator, -1)) {
      for (String name : new String[] {"foundry", "foundry.exe"}) {
        Path file = Path.of(directory, name);
        if (!directory.isEmpty() && Files.isRegularFile(file) && Files.isExecutable(file)) {
          return Optional.of(file);
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> ask(Path command, Map<String, String> variables) {
    ProcessBuilder builder =
        new ProcessBuilder(command.toString(), "service", "status").redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(ChildEnvironment.of(variables));
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      process.onExit().orTimeout(SECONDS, TimeUnit.SECONDS).exceptionally(_ -> killed(process));
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return baseUrl(output);
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static Process killed(Process process) {
    process.destroyForcibly();
    return process;
  }

  /** Only the port is taken: the service always listens on this machine. */
  static Optional<String> baseUrl(String output) {
    Matcher address = ADDRESS.matcher(output);
    return address.find()
        ? Optional.of("http://127.0.0.1:" + address.group(1) + "/v1")
        : Optional.empty();
  }
}
