package dev.latchkey.sdk;

import dev.latchkey.protocol.host.InProcessHost;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds a runtime: in this virtual machine, in {@code COPILOT_CLI_PATH}, or on the PATH. */
final class RuntimeLocator {

  static final String PROGRAM_VARIABLE = "COPILOT_CLI_PATH";
  private static final List<String> PROGRAMS = List.of("latchkey", "copilot");

  private final Map<String, String> environment;
  private @Nullable String tooOld;

  RuntimeLocator(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The runtime on the class or module path; null when there is none that this JVM can load. */
  @Nullable InProcessHost inProcess() {
    ClassLoader own = RuntimeLocator.class.getClassLoader();
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    InProcessHost found = context == null ? null : first(context);
    return found != null || Objects.equals(own, context) ? found : first(own);
  }

  private @Nullable InProcessHost first(@Nullable ClassLoader loader) {
    try {
      Iterator<InProcessHost> hosts = ServiceLoader.load(InProcessHost.class, loader).iterator();
      return hosts.hasNext() ? hosts.next() : null;
    } catch (ServiceConfigurationError | UnsupportedClassVersionError e) {
      tooOld =
          "the runtime on the class path cannot be loaded by Java "
              + Runtime.version().feature()
              + " (it needs Java 25): "
              + e.getMessage();
      return null;
    }
  }

  /**
   * The program to spawn.
   *
   * @throws IOException if there is none; the message says what to do
   */
  String program() throws IOException {
    String named = environment.get(PROGRAM_VARIABLE);
    if (named != null && !named.isEmpty()) {
      return named;
    }
    for (String name : PROGRAMS) {
      Path found = onPath(name);
      if (found != null) {
        return found.toString();
      }
    }
    throw new IOException(missing());
  }

  /** What to do when there is no runtime in this virtual machine. */
  String missingInProcess() {
    return "no in-process runtime found: add dev.latchkey:latchkey-server to the class path and run"
        + " on Java 25 or newer"
        + (tooOld == null ? "" : " (" + tooOld + ")");
  }

  private String missing() {
    return "No runtime found. Do one of these: put `latchkey` on the PATH, set COPILOT_CLI_PATH or"
        + " setCliPath(...) to it, add dev.latchkey:latchkey-server to the class path on Java 25 or"
        + " newer, or name a running server with setCliUrl(...)."
        + (tooOld == null ? "" : " Note: " + tooOld);
  }

  private @Nullable Path onPath(String name) {
    String path = environment.getOrDefault("PATH", "");
    boolean windows = File.separatorChar == '\\';
    for (String folder : path.split(Pattern.quote(File.pathSeparator), -1)) {
      for (String suffix : windows ? List.of(".exe", ".cmd", ".bat") : List.of("")) {
        if (!folder.isEmpty()) {
          Path candidate = Path.of(folder, name + suffix);
          if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
            return candidate;
          }
        }
      }
    }
    return null;
  }
}
