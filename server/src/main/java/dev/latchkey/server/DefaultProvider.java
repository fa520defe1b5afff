package dev.latchkey.server;

import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.ProviderEnvironment;
import dev.latchkey.providers.credential.CredentialCache;
import dev.latchkey.runtime.ModelRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The providers and models of sessions that bring none: what configuration files say, then what
 * environment and arguments name.
 */
final class DefaultProvider {
  /** What to tell people when a session has no provider and nothing names one. */
  static final String HINT =
      "No provider: pass one with the session, write one into latchkey.yaml, or set"
          + " COPILOT_PROVIDER_BASE_URL and COPILOT_MODEL (and COPILOT_PROVIDER_API_KEY if it wants a"
          + " key).";

  private static final String TOKEN = "COPILOT_SDK_AUTH_TOKEN";

  private final Map<String, String> variables;
  private final ConfigDesk files;
  // kept, so that all sessions share the keys and tokens it fetches
  private Optional<ProviderEnvironment.Default> inEnvironment = Optional.empty();

  private DefaultProvider(Map<String, String> variables, ConfigDesk files) {
    this.variables = variables;
    this.files = files;
  }

  static DefaultProvider of(ServerSetup setup, ConfigNews news) {
    Map<String, String> variables = new HashMap<>(setup.environment());
    String named = setup.arguments().authTokenVariable();
    String token = named == null ? null : variables.get(named);
    if (token != null) {
      variables.put(TOKEN, token);
    }
    if (!setup.arguments().autoLogin()) {
      variables.remove("GITHUB_TOKEN");
    }
    return new DefaultProvider(
        variables, new ConfigDesk(setup.configPlaces(), setup.environment(), setup.log(), news));
  }

  /** What configuration files say. */
  ConfigDesk files() {
    return files;
  }

  /** The named providers of the last good files; none without. */
  ModelRegistry registry() {
    return files.inForce().registry();
  }

  /**
   * The provider of models that name none; empty when nothing names one.
   *
   * @throws dev.latchkey.providers.ModelException.InvalidRequest when a file has a mistake, a
   *     variable names it by half, or a value cannot be meant
   */
  Optional<ProviderConfig> provider() {
    return described().map(ProviderEnvironment.Default::config);
  }

  /** The provider together with its model; throws as {@link #provider} does. */
  Optional<ProviderEnvironment.Default> described() {
    Optional<ProviderEnvironment.Default> inFiles = files.current().chosen();
    if (inFiles.isEmpty()) {
      return inEnvironment();
    }
    ProviderEnvironment.Default file = inFiles.get();
    return file.model() == null
        ? Optional.of(
            new ProviderEnvironment.Default(
                file.config(), variable("COPILOT_MODEL"), file.source()))
        : inFiles;
  }

  private synchronized Optional<ProviderEnvironment.Default> inEnvironment() {
    if (inEnvironment.isEmpty()) {
      inEnvironment =
          ProviderEnvironment.read(variables)
              .map(found ->
                  new ProviderEnvironment.Default(
                      found.config().replaceable(), found.model(), found.source()));
    }
    return inEnvironment;
  }

  /** The model of sessions that name neither it nor a provider; null when nothing does. */
  @Nullable String model() {
    ProviderEnvironment.Default file = files.current().byDefault();
    if (file == null) {
      return modelOfEnvironment();
    }
    return file.model() == null ? variable("COPILOT_MODEL") : file.model();
  }

  /** The model of sessions that bring a provider and name no model; null when no variable does. */
  @Nullable String modelOfEnvironment() {
    String model = variable("COPILOT_MODEL");
    return model == null ? variable("COPILOT_PROVIDER_MODEL_ID") : model;
  }

  /** Whether this credential is one that sessions share. */
  boolean shares(CredentialCache credential) {
    return registry().providers().stream().anyMatch(p -> p.credential() == credential)
        || provider().map(ProviderConfig::credential).filter(c -> c == credential).isPresent();
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
