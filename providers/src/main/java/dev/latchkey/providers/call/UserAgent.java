package dev.latchkey.providers.call;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Who we say we are: ourselves, and for which client. */
final class UserAgent {
  static final String VALUE = "latchkey/" + version();

  /** The variable with the name of the client that a session is for. */
  static final String CLIENT = "client.name";

  private UserAgent() {}

  /** What to say in a request with these variables. */
  static String of(Map<String, String> variables) {
    String client = variables.getOrDefault(CLIENT, "").replaceAll("[^!-~]+", "-");
    return client.isEmpty() ? VALUE : VALUE + " client/" + client;
  }

  private static String version() {
    try (InputStream in = UserAgent.class.getResourceAsStream("version.txt")) {
      return in == null ? "dev" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException _) {
      return "dev";
    }
  }
}
