package dev.latchkey.server;

import dev.latchkey.providers.Extension;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.Secret;
import dev.latchkey.providers.TokenLimits;
import dev.latchkey.providers.credential.Credential;
import dev.latchkey.providers.credential.CredentialCache;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the provider of a session: the singular form, or the registry of providers and models. */
final class ProviderReader {
  private final Params params;
  private final String method;
  private final Function<String, Credential> askForToken;

  /**
   * A reader of these params of this method.
   *
   * @param askForToken what asks the client for the token of a named provider
   */
  ProviderReader(Params params, String method, Function<String, Credential> askForToken) {
    this.params = params;
    this.method = method;
    this.askForToken = askForToken;
  }

  /** The provider for the session's model; null when the client brings none. */
  @Nullable ProviderConfig read() {
    boolean registry = params.has("providers") || params.has("models");
    if (params.has("provider")) {
      if (registry) {
        throw new IllegalArgumentException(
            "Cannot combine the legacy singular `provider` option with the `providers`/`models`"
                + " registry.");
      }
      if (params.has("gitHubToken")) {
        throw new IllegalArgumentException(
            "Cannot specify both gitHubToken and provider in " + method + ".");
      }
      return singular(params.object("provider"));
    }
    return registry ? selected() : null;
  }

  private ProviderConfig singular(Params provider) {
    String name = provider.text("providerName", "default");
    return endpoint(provider, name)
        .modelId(provider.textOrNull("modelId"))
        .wireModel(provider.textOrNull("wireModel"))
        .limits(limits(provider))
        .build();
  }

  private ProviderConfig.Builder endpoint(Params provider, String name) {
    return ProviderConfig.builder(provider.text("baseUrl"))
        .name(name)
        .type(provider.text("type", "openai"))
        .wireApi(provider.text("wireApi", "completions"))
        .azureApiVersion(provider.object("azure").textOrNull("apiVersion"))
        .apiKey(secret(provider.textOrNull("apiKey")))
        .bearerToken(secret(provider.textOrNull("bearerToken")))
        .credential(credential(provider, name))
        .headers(provider.textMap("headers"))
        .extension(Extension.read(provider.raw("latchkey")));
  }

  /** A callback wins over a key or token given along with it. */
  private @Nullable CredentialCache credential(Params provider, String name) {
    return provider.flag("hasBearerTokenProvider", false)
        ? CredentialCache.of(askForToken.apply(name))
        : null;
  }

  private static @Nullable Secret secret(@Nullable String text) {
    return text == null || text.isBlank() ? null : Secret.of(text);
  }

  private static TokenLimits limits(Params source) {
    return new TokenLimits(
        source.number("maxPromptTokens"),
        source.number("maxOutputTokens"),
        source.number("maxContextWindowTokens"));
  }

  /** The registry's entry for the session's model, {@code <provider>/<model>}. */
  private @Nullable ProviderConfig selected() {
    Map<String, Params> providers = providers();
    String wanted = params.textOrNull("model");
    ProviderConfig found = null;
    for (Params model : params.objects("models")) {
      String id = model.text("id");
      String name = model.text("provider");
      Params provider = providers.get(name);
      if (provider == null) {
        throw new IllegalArgumentException(
            "BYOK model \"" + id + "\" references unknown provider \"" + name + "\".");
      }
      if ((name + "/" + id).equals(wanted)) {
        found = registered(name, id, provider, model);
      }
    }
    return found == null ? prefixed(wanted, providers) : found;
  }

  private ProviderConfig registered(String name, String id, Params provider, Params model) {
    return endpoint(provider, name)
        .modelId(model.textOrNull("modelId"))
        .wireModel(model.text("wireModel", model.text("modelId", id)))
        .limits(limits(model))
        .build();
  }

  /** A model that is not listed may still name its provider. */
  private @Nullable ProviderConfig prefixed(
      @Nullable String wanted, Map<String, Params> providers) {
    int slash = wanted == null ? -1 : wanted.indexOf('/');
    Params provider =
        wanted == null || slash < 0 ? null : providers.get(wanted.substring(0, slash));
    return wanted == null || provider == null
        ? null
        : endpoint(provider, wanted.substring(0, slash))
            .wireModel(wanted.substring(slash + 1))
            .build();
  }

  private Map<String, Params> providers() {
    Map<String, Params> providers = new HashMap<>();
    for (Params provider : params.objects("providers")) {
      String name = provider.text("name");
      if (name.contains("/")) {
        throw new IllegalArgumentException(
            "BYOK provider name \"" + name + "\" must not contain \"/\".");
      }
      if (providers.put(name, provider) != null) {
        throw new IllegalArgumentException("Duplicate BYOK provider name \"" + name + "\".");
      }
    }
    return providers;
  }
}
