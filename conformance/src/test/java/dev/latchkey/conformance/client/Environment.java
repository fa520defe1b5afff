package dev.latchkey.conformance.client;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What processes of a suite may see of the environment that the tests run in. */
public final class Environment {
  private static final Set<String> TOKENS = Set.of("GITHUB_TOKEN", "GH_TOKEN");

  private Environment() {}

  /** Takes away what would configure a provider, a client or a proxy. */
  public static void clean(Map<String, String> variables) {
    variables.keySet().removeIf(Environment::configures);
  }

  private static boolean configures(String variable) {
    String name = variable.toUpperCase(Locale.ROOT);
    return name.startsWith("COPILOT_")
        || name.startsWith("LATCHKEY_")
        || name.endsWith("_PROXY")
        || TOKENS.contains(name);
  }
}
