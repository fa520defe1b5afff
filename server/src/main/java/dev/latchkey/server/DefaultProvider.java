package dev.latchkey.server;

import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.ProviderEnvironment;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The provider of sessions that bring none, as far as environment and arguments name one. */
final class DefaultProvider {
  /** What to tell people when a session has no provider and the environment names none. */
  static final String HINT =
      "No provider: pass one with the session, or set COPILOT_PROVIDER_BASE_URL and COPILOT_MODEL"
          + " (and COPILOT_PROVIDER_API_KEY if it wants a key).";

  private static final String TOKEN = "COPILOT_SDK_AUTH_TOKEN";

  private final Map<String, String> variables;
  // kept, so that all sessions share the keys and tokens it fetches
  private Optional<ProviderEnvironment.Default> described = Optional.empty();

  private DefaultProvider(Map<String, String> variables) {
    this.variables = variables;
  }

  static DefaultProvider of(ServerSetup setup) {
    Map<String, String> variables = new HashMap<>(setup.environment());
    String named = setup.arguments().authTokenVariable();
    String token = named == null ? null : variables.get(named);
    if (token != null) {
      variables.put(TOKEN, token);
    }
    if (!setup.arguments().autoLogin()) {
      variables.remove("GITHUB_TOKEN");
    }
    return new DefaultProvider(variables);
  }

  /**
   * The provider; empty when no variable names one.
   *
   * @throws dev.latchkey.providers.ModelException.InvalidRequest when it is named by half, or a
   *     value cannot be meant
   */
  Optional<ProviderConfig> provider() {
    return described().map(ProviderEnvironment.Default::config);
  }

  /** The provider together with its model; throws as {@link #provider} does. */
  synchronized Optional<ProviderEnvironment.Default> described() {
    if (described.isEmpty()) {
      described = ProviderEnvironment.read(variables);
    }
    return described;
  }

  /** The model of sessions that name none; null when no variable does. */
  @Nullable String model() {
    String model = variable("COPILOT_MODEL");
    return model == null ? variable("COPILOT_PROVIDER_MODEL_ID") : model;
  }

  /** Whether there is a token for the provider at {@code COPILOT_API_URL}. */
  boolean hasToken() {
    return variable(TOKEN) != null || variable("GITHUB_TOKEN") != null;
  }

  private @Nullable String variable(String name) {
    String value = variables.get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }
}
