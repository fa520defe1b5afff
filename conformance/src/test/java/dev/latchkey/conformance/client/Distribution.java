package dev.latchkey.conformance.client;

import java.nio.file.Files;
import java.nio.file.Path;

/** The command as it is shipped. */
public final class Distribution {
  private Distribution() {}

  /**
   * {@code app/target/latchkey/bin/latchkey}, which the same build has made.
   *
   * @throws IllegalStateException when it has not
   */
  public static Path command() {
    Path command =
        Path.of("..", "app", "target", "latchkey", "bin", "latchkey").toAbsolutePath().normalize();
    if (!Files.isExecutable(command)) {
      throw new IllegalStateException(
          "There is no " + command + "; run mvn -pl conformance -am verify.");
    }
    return command;
  }

  /** Whether a jar of the distribution is one that users of the SDK alone have. */
  public static boolean isOfTheSdk(String jar) {
    return !jar.startsWith("latchkey-")
        || jar.startsWith("latchkey-sdk")
        || jar.startsWith("latchkey-protocol");
  }
}
