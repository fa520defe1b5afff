package dev.latchkey.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.Secret;
import dev.latchkey.providers.TokenLimits;
import dev.latchkey.providers.catalogue.CapabilitiesJson;
import dev.latchkey.providers.catalogue.ModelFacts;
import dev.latchkey.providers.config.ProviderFields;
import dev.latchkey.providers.credential.Credential;
import dev.latchkey.runtime.ModelRegistry;
import dev.latchkey.runtime.RegisteredModel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the provider of a session: the singular form, or the registry of providers and models. */
final class ProviderReader {
  private final Params params;
  private final Function<String, Credential> askForToken;
  private final ProviderFields ours;

  /**
   * A reader of these params.
   *
   * @param askForToken what asks the client for the token of a named provider
   * @param ours reads the object {@code latchkey} of a provider
   */
  ProviderReader(Params params, Function<String, Credential> askForToken, ProviderFields ours) {
    this.params = params;
    this.askForToken = askForToken;
    this.ours = ours;
  }

  /**
   * Throws when {@code method} is asked for what excludes each other: the singular form together
   * with the registry, or with a token.
   */
  void check(String method) {
    if (params.has("provider") && hasRegistry()) {
      throw new IllegalArgumentException(
          "Cannot combine the legacy singular `provider` option with the `providers`/`models`"
              + " registry.");
    }
    if (params.has("provider") && params.has("gitHubToken")) {
      throw new IllegalArgumentException(
          "Cannot specify both gitHubToken and provider in " + method + ".");
    }
  }

  private boolean hasRegistry() {
    return params.has("providers") || params.has("models");
  }

  /** The singular provider; null when the client brings none. */
  @Nullable ProviderConfig singular() {
    if (!params.has("provider")) {
      return null;
    }
    Params provider = params.object("provider");
    return endpoint(provider, provider.text("providerName", "default"))
        .modelId(provider.textOrNull("modelId"))
        .wireModel(provider.textOrNull("wireModel"))
        .limits(limits(provider))
        .build()
        .replaceable();
  }

  /** What the session says its models can do. */
  ModelFacts capabilities() {
    return CapabilitiesJson.read(params.raw("modelCapabilities"));
  }

  /** The registry; empty when the client brings none. */
  ModelRegistry registry() {
    // by themselves first: a wrong name is told of before what refers to it
    ModelRegistry named = new ModelRegistry(providers(), List.of());
    return new ModelRegistry(named.providers(), models(named));
  }

  /** The named providers that are given. */
  List<ProviderConfig> providers() {
    List<ProviderConfig> providers = new ArrayList<>();
    for (Params provider : params.objects("providers")) {
      providers.add(endpoint(provider, provider.text("name")).build().replaceable());
    }
    return providers;
  }

  /** The models that are given, each at one of the {@code known} providers. */
  List<RegisteredModel> models(ModelRegistry known) {
    List<RegisteredModel> models = new ArrayList<>();
    for (Params model : params.objects("models")) {
      String id = model.text("id");
      String name = model.text("provider");
      ProviderConfig provider =
          known.provider(name).orElseThrow(() -> ModelRegistry.unknownProvider(id, name));
      JsonNode capabilities = model.raw("capabilities");
      models.add(
          new RegisteredModel(
              id,
              model.text("name", id),
              provider.withModel(
                  model.textOrNull("modelId"), model.text("wireModel", id), limits(model)),
              capabilities));
    }
    return models;
  }

  private ProviderConfig.Builder endpoint(Params provider, String name) {
    ProviderConfig.Builder config =
        ours.apply(provider.raw("latchkey"), ProviderConfig.builder(provider.text("baseUrl")))
            .name(name)
            .type(provider.text("type", "openai"))
            .wireApi(provider.text("wireApi", "completions"))
            .transport(provider.textOrNull("transport"))
            .azureApiVersion(provider.object("azure").textOrNull("apiVersion"))
            .apiKey(secret(provider.textOrNull("apiKey")))
            .bearerToken(secret(provider.textOrNull("bearerToken")))
            .headers(provider.textMap("headers"))
            .capabilities(CapabilitiesJson.read(provider.raw("modelCapabilities")));
    // a callback wins over whatever is given along with it
    return provider.flag("hasBearerTokenProvider", false)
        ? config.credential(askForToken.apply(name))
        : config;
  }

  private static @Nullable Secret secret(@Nullable String text) {
    return text == null || text.isBlank() ? null : Secret.of(text);
  }

  /** The limits of a model, which may also stand among its capabilities. */
  private static TokenLimits limits(Params source) {
    Params more = source.object("capabilities").object("limits");
    return new TokenLimits(
        first(source.number("maxPromptTokens"), more.number("max_prompt_tokens")),
        first(source.number("maxOutputTokens"), more.number("max_output_tokens")),
        first(source.number("maxContextWindowTokens"), more.number("max_context_window_tokens")));
  }

  private static @Nullable Integer first(@Nullable Integer one, @Nullable Integer other) {
    return one == null ? other : one;
  }
}
