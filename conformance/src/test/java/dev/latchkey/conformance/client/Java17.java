package dev.latchkey.conformance.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A Java that our SDK runs on and our engine does not. */
public final class Java17 {
  private static final Path INSTALLED = Path.of("/usr/lib/jvm");

  private Java17() {}

  /** Where it is installed; empty when there is none. */
  public static Optional<Path> home() {
    return candidates().stream().filter(Java17::fits).findFirst();
  }

  private static List<Path> candidates() {
    List<Path> homes = new ArrayList<>();
    String named = System.getenv("JAVA_HOME_17_X64");
    if (named != null && !named.isBlank()) {
      homes.add(Path.of(named));
    }
    if (Files.isDirectory(INSTALLED)) {
      try (Stream<Path> installed = Files.list(INSTALLED)) {
        installed.sorted().forEach(homes::add);
      } catch (IOException e) {
        throw new IllegalStateException("cannot read " + INSTALLED, e);
      }
    }
    return homes;
  }

  private static boolean fits(Path home) {
    try {
      return Files.isExecutable(home.resolve("bin/java"))
          && Files.readString(home.resolve("release")).contains("JAVA_VERSION=\"17");
    } catch (IOException _) {
      return false;
    }
  }
}
