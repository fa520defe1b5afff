package dev.latchkey.server;

import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.Secret;
import dev.latchkey.providers.TokenLimits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The provider of sessions that bring none, from environment variables: {@code
 * COPILOT_PROVIDER_BASE_URL} and its companions, else {@code COPILOT_API_URL} with a token.
 */
public final class DefaultProvider {
  /** What to tell people when a session has no provider and the environment names none. */
  public static final String HINT =
      "No provider: pass one with the session, or set COPILOT_PROVIDER_BASE_URL and COPILOT_MODEL"
          + " (and COPILOT_PROVIDER_API_KEY if it wants a key)";

  private static final List<String> TYPES = List.of("openai", "azure", "anthropic");
  private static final List<String> WIRES = List.of("completions", "responses");

  private final Map<String, String> environment;
  private final @Nullable String tokenVariable;
  private final boolean autoLogin;

  private DefaultProvider(
      Map<String, String> environment, @Nullable String tokenVariable, boolean autoLogin) {
    this.environment = Map.copyOf(environment);
    this.tokenVariable = tokenVariable;
    this.autoLogin = autoLogin;
  }

  /** Reads from these variables. */
  public static DefaultProvider of(Map<String, String> environment) {
    return new DefaultProvider(environment, null, true);
  }

  static DefaultProvider of(ServerSetup setup) {
    ServerArguments arguments = setup.arguments();
    return new DefaultProvider(
        setup.environment(), arguments.authTokenVariable(), arguments.autoLogin());
  }

  /**
   * The provider; empty when no variable names one.
   *
   * @throws IllegalArgumentException when a variable has a value that cannot be meant; names the
   *     variable
   */
  public Optional<ProviderConfig> provider() {
    String baseUrl = variable("COPILOT_PROVIDER_BASE_URL");
    if (baseUrl != null) {
      return Optional.of(configured(baseUrl));
    }
    String apiUrl = variable("COPILOT_API_URL");
    String token = token();
    if (apiUrl == null) {
      return Optional.empty();
    }
    return Optional.of(
        ProviderConfig.builder(apiUrl)
            .bearerToken(token == null ? null : Secret.of(token))
            .build());
  }

  /** The model of sessions that name none; null when no variable does. */
  public @Nullable String model() {
    String model = variable("COPILOT_MODEL");
    return model == null ? variable("COPILOT_PROVIDER_MODEL_ID") : model;
  }

  /** The token for {@code COPILOT_API_URL}; null when there is none. */
  @Nullable String token() {
    String token = tokenVariable == null ? null : variable(tokenVariable);
    token = token == null ? variable("COPILOT_SDK_AUTH_TOKEN") : token;
    token = token == null && autoLogin ? variable("GH_TOKEN") : token;
    return token == null && autoLogin ? variable("GITHUB_TOKEN") : token;
  }

  private ProviderConfig configured(String baseUrl) {
    return ProviderConfig.builder(baseUrl)
        .type(oneOf("COPILOT_PROVIDER_TYPE", TYPES))
        .wireApi(oneOf("COPILOT_PROVIDER_WIRE_API", WIRES))
        .azureApiVersion(variable("COPILOT_PROVIDER_AZURE_API_VERSION"))
        .apiKey(secret("COPILOT_PROVIDER_API_KEY"))
        .bearerToken(secret("COPILOT_PROVIDER_BEARER_TOKEN"))
        .headers(headers())
        .modelId(variable("COPILOT_PROVIDER_MODEL_ID"))
        .wireModel(variable("COPILOT_PROVIDER_WIRE_MODEL"))
        .limits(limits())
        .build();
  }

  private TokenLimits limits() {
    return new TokenLimits(
        tokens("COPILOT_PROVIDER_MAX_PROMPT_TOKENS"),
        tokens("COPILOT_PROVIDER_MAX_OUTPUT_TOKENS"),
        tokens("COPILOT_PROVIDER_MAX_CONTEXT_WINDOW_TOKENS"));
  }

  private @Nullable Integer tokens(String name) {
    String value = variable(name);
    if (value == null) {
      return null;
    }
    try {
      int number = Integer.parseInt(value);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below, like a number that is not positive.
    }
    throw new IllegalArgumentException(name + " must be a positive whole number");
  }

  private String oneOf(String name, List<String> allowed) {
    String value = variable(name);
    if (value == null) {
      return allowed.getFirst();
    }
    if (!allowed.contains(value)) {
      throw new IllegalArgumentException(
          name + " is \"" + value + "\"; it must be one of " + String.join(", ", allowed));
    }
    return value;
  }

  private @Nullable Secret secret(String name) {
    String value = variable(name);
    return value == null ? null : Secret.of(value);
  }

  /** One {@code name: value} a line, or separated by a literal {@code \n}; the last one wins. */
  private Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    String text = environment.getOrDefault("COPILOT_PROVIDER_HEADERS", "");
    for (String line : text.replace("\\n", "\n").split("\n", -1)) {
      int colon = line.indexOf(':');
      String name = colon < 0 ? "" : line.substring(0, colon).strip();
      if (!name.isEmpty()) {
        headers
            .keySet()
            .removeIf(n -> n.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)));
        headers.put(name, line.substring(colon + 1).strip());
      }
    }
    return headers;
  }

  private @Nullable String variable(String name) {
    String value = environment.get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }
}
