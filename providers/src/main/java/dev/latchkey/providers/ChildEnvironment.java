package dev.latchkey.providers;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What processes that we start may see of the environment: all but the keys of providers. */
public final class ChildEnvironment {
  private static final Set<String> SECRETS =
      Set.of(
          "COPILOT_PROVIDER_API_KEY",
          "COPILOT_PROVIDER_BEARER_TOKEN",
          "COPILOT_PROVIDER_OIDC_CLIENT_SECRET",
          "COPILOT_PROVIDER_HEADERS",
          // may hold any of them
          "COPILOT_PROVIDER_LATCHKEY",
          "COPILOT_SDK_AUTH_TOKEN",
          "COPILOT_CONNECTION_TOKEN");

  private ChildEnvironment() {}

  /** {@code variables} without the secrets of ours. */
  public static Map<String, String> of(Map<String, String> variables) {
    Map<String, String> seen = new TreeMap<>(variables);
    seen.keySet().removeAll(SECRETS);
    return seen;
  }
}
