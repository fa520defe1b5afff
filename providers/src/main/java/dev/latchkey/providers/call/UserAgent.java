package dev.latchkey.providers.call;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Who we say we are: ourselves. */
final class UserAgent {
  static final String VALUE = "latchkey/" + version();

  private UserAgent() {}

  private static String version() {
    try (InputStream in = UserAgent.class.getResourceAsStream("version.txt")) {
      return in == null ? "dev" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException _) {
      return "dev";
    }
  }
}
