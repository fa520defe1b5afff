package dev.latchkey.providers;

import dev.latchkey.providers.catalogue.ModelFacts;
import dev.latchkey.providers.credential.Credential;
import dev.latchkey.providers.credential.CredentialCache;
import dev.latchkey.providers.credential.Grant;
import dev.latchkey.providers.net.NetworkOptions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where and how to reach a provider, field by field as on the public BYOK page.
 *
 * @param name selection prefix of a named provider; {@code default} for the singular one
 * @param type {@code openai} (default), {@code azure} or {@code anthropic}
 * @param baseUrl as the user gave it
 * @param wireApi {@code completions} (default) or {@code responses}; Anthropic ignores it
 * @param transport WebSockets are for {@code openai} with {@code responses} only
 * @param azureApiVersion null selects the version-less route
 * @param apiKey null for none (local servers)
 * @param bearerToken wins over {@code apiKey}
 * @param credential where keys or tokens come from that change; wins over both; null for none
 * @param network how it is reached, where that differs from everything else
 * @param headers added to every request
 * @param modelId catalogue id, for limits and behaviour
 * @param wireModel the name on the wire, when it differs
 * @param limits token limits the user set
 * @param capabilities what the user says its models can do, limits among it
 * @param callLimits how long its calls may take and how often they are tried, where the user said
 * @param extension what the public fields cannot say
 */
public record ProviderConfig(
    String name,
    String type,
    String baseUrl,
    String wireApi,
    Transport transport,
    @Nullable String azureApiVersion,
    @Nullable Secret apiKey,
    @Nullable Secret bearerToken,
    @Nullable CredentialCache credential,
    NetworkOptions network,
    Map<String, String> headers,
    @Nullable String modelId,
    @Nullable String wireModel,
    TokenLimits limits,
    ModelFacts capabilities,
    CallLimits callLimits,
    Extension extension) {

  /**
   * Copies what could change.
   *
   * @throws ModelException.InvalidRequest when the transport cannot carry the wire
   */
  public ProviderConfig {
    headers = Map.copyOf(headers);
    if (transport == Transport.WEBSOCKETS && !carriesSockets(type, wireApi)) {
      throw new ModelException.InvalidRequest(
          CallFailure.of(
              "Provider configuration: transport \"websockets\" needs type \"openai\" and wireApi"
                  + " \"responses\", not type \""
                  + type
                  + "\" and wireApi \""
                  + wireApi
                  + "\".",
              "Set wireApi to \"responses\", or leave transport out."));
    }
  }

  private static boolean carriesSockets(String type, String wireApi) {
    boolean openAi = type.isBlank() || type.strip().equalsIgnoreCase("openai");
    return openAi && wireApi.strip().equalsIgnoreCase("responses");
  }

  /**
   * The model's name on the wire: {@code wireModel}, else {@code modelId}, else what the session
   * asks for.
   */
  public @Nullable String wireName(@Nullable String sessionModel) {
    return wireModel != null ? wireModel : modelId != null ? modelId : sessionModel;
  }

  /** The base URL without user name, password and query, in which keys may be. */
  public String shownUrl() {
    return baseUrl.replaceFirst("//[^/?#]*@", "//***@").replaceFirst("[?#].*", "?***");
  }

  /** Its keys, tokens (what its credential gave lately, too) and secret headers. */
  public List<Secret> secrets() {
    return ConfigSecrets.of(this);
  }

  /** The same provider at another address. */
  public ProviderConfig withBaseUrl(String other) {
    return like(other).build();
  }

  /** The same provider with keys or tokens from {@code source}. */
  public ProviderConfig withCredential(CredentialCache source) {
    return with().credential(source).build();
  }

  /** The same provider for one of its models. */
  public ProviderConfig withModel(
      @Nullable String catalogueId, String wire, TokenLimits modelLimits) {
    return with().modelId(catalogueId).wireModel(wire).limits(modelLimits).build();
  }

  /**
   * The same provider, whose key or token can be replaced while it is in use: {@link
   * CredentialCache#replace}. Until then a user name in its address counts as before.
   */
  public ProviderConfig replaceable() {
    if (credential != null) {
      return this;
    }
    boolean token = bearerToken != null && !bearerToken.blank();
    return with()
        .credential(
            CredentialCache.ofFixed(
                token ? bearerToken : apiKey, token ? Grant.Form.BEARER : Grant.Form.KEY))
        .build();
  }

  /** A builder that starts from this configuration. */
  public Builder with() {
    return like(baseUrl);
  }

  private Builder like(String url) {
    return builder(url)
        .name(name)
        .type(type)
        .wireApi(wireApi)
        .transport(transport.wireName())
        .azureApiVersion(azureApiVersion)
        .apiKey(apiKey)
        .bearerToken(bearerToken)
        .credential(credential)
        .network(network)
        .headers(headers)
        .modelId(modelId)
        .wireModel(wireModel)
        .limits(limits)
        .capabilities(capabilities)
        .callLimits(callLimits)
        .extension(extension);
  }

  /** Where it is and what it speaks: addresses and headers hold secrets. */
  @Override
  public String toString() {
    return "ProviderConfig[name=%s, type=%s, baseUrl=%s, wireApi=%s, credential=%s, headers=%s, %s]"
        .formatted(name, type, shownUrl(), wireApi, credential, headers.keySet(), network);
  }

  /** A provider at {@code baseUrl} with the page's defaults. */
  public static Builder builder(String baseUrl) {
    return new Builder(baseUrl);
  }

  /** Collects the parts of a {@link ProviderConfig}. */
  public static final class Builder {
    private final String baseUrl;
    private String name = "default";
    private String type = "openai";
    private String wireApi = "completions";
    private Transport transport = Transport.HTTP;
    private @Nullable String azureApiVersion;
    private @Nullable Secret apiKey;
    private @Nullable Secret bearerToken;
    private @Nullable CredentialCache credential;
    private NetworkOptions network = NetworkOptions.DEFAULT;
    private Map<String, String> headers = Map.of();
    private @Nullable String modelId;
    private @Nullable String wireModel;
    private TokenLimits limits = TokenLimits.NONE;
    private ModelFacts capabilities = ModelFacts.UNKNOWN;
    private CallLimits callLimits = CallLimits.NONE;
    private Extension extension = Extension.NONE;

    private Builder(String baseUrl) {
      this.baseUrl = baseUrl;
    }

    public Builder name(String selectionPrefix) {
      name = selectionPrefix;
      return this;
    }

    public Builder type(String providerType) {
      type = providerType;
      return this;
    }

    public Builder wireApi(String wire) {
      wireApi = wire;
      return this;
    }

    /** Unknown names and null are HTTP. */
    public Builder transport(@Nullable String name) {
      transport = Transport.of(name);
      return this;
    }

    public Builder azureApiVersion(@Nullable String version) {
      azureApiVersion = version;
      return this;
    }

    public Builder apiKey(@Nullable Secret key) {
      apiKey = key;
      return this;
    }

    public Builder bearerToken(@Nullable Secret token) {
      bearerToken = token;
      return this;
    }

    /** A source with a cache of its own. */
    public Builder credential(Credential source) {
      return credential(CredentialCache.of(source));
    }

    /** A source that is shared with others. */
    public Builder credential(@Nullable CredentialCache shared) {
      credential = shared;
      return this;
    }

    public Builder network(NetworkOptions options) {
      network = options;
      return this;
    }

    public Builder headers(Map<String, String> extra) {
      headers = extra;
      return this;
    }

    public Builder modelId(@Nullable String id) {
      modelId = id;
      return this;
    }

    public Builder wireModel(@Nullable String model) {
      wireModel = model;
      return this;
    }

    public Builder limits(TokenLimits tokenLimits) {
      limits = tokenLimits;
      return this;
    }

    public Builder capabilities(ModelFacts described) {
      capabilities = described;
      return this;
    }

    public Builder callLimits(CallLimits differing) {
      callLimits = differing;
      return this;
    }

    public Builder extension(Extension beyond) {
      extension = beyond;
      return this;
    }

    public ProviderConfig build() {
      return new ProviderConfig(
          name,
          type,
          baseUrl,
          wireApi,
          transport,
          azureApiVersion,
          apiKey,
          bearerToken,
          credential,
          network,
          headers,
          modelId,
          wireModel,
          limits,
          capabilities,
          callLimits,
          extension);
    }
  }
}
