package dev.latchkey.providers.endpoint;

import static dev.latchkey.providers.endpoint.ConfigErrors.invalid;

import dev.latchkey.providers.CallTarget;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.Quirks;
import dev.latchkey.providers.TokenLimits;
import dev.latchkey.providers.credential.Grant;
import dev.latchkey.providers.dialect.Dialects;
import dev.latchkey.providers.dialect.QuirksJson;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a provider lives and how it is addressed, worked out once from its configuration: URLs,
 * headers, the wire it speaks and what is known of its quirks.
 */
public final class Endpoint {
  private final ProviderConfig config;
  private final Type type;
  private final WireApi wireApi;
  private final Host host;
  private final Routes routes;
  private final RequestHeaders headers;
  private final Redactor redactor;
  private final List<String> warnings;
  private final String server;
  // asked for several times a turn, and nearly always the same
  private volatile Dialects.@Nullable Place lastPlace;

  /** The kinds of provider a configuration can name. */
  public enum Type {
    OPENAI,
    AZURE,
    ANTHROPIC
  }

  private Endpoint(ProviderConfig config, Correction meant) {
    BaseUrl base = meant.base();
    this.config = config;
    this.type = meant.type();
    this.wireApi = meant.wireApi();
    this.host = base.host();
    this.warnings = meant.warnings();
    this.routes =
        switch (type) {
          case OPENAI -> OpenAiRoutes.of(base, wireApi);
          case AZURE -> AzureRoutes.of(base, config.azureApiVersion(), wireApi);
          case ANTHROPIC -> AnthropicRoutes.of(base);
        };
    this.headers = RequestHeaders.of(config, type, base);
    this.redactor = Redactor.of(config, base);
    this.server = redactor.url(routes.models());
  }

  /**
   * The endpoint {@code config} describes.
   *
   * @throws dev.latchkey.providers.ModelException.InvalidRequest naming the field that is wrong
   */
  public static Endpoint of(ProviderConfig config) {
    Type type = type(config.type());
    BaseUrl given = BaseUrl.parse(config.baseUrl());
    BaseUrl base = given.withQuery(Query.with(given.query(), config.extension().extraQuery()));
    // ignored with Anthropic, so no value of it is wrong there
    boolean any = type == Type.ANTHROPIC && !config.wireApi().strip().equals("responses");
    WireApi wireApi = any ? WireApi.COMPLETIONS : wireApi(config.wireApi());
    checkLimits(config.limits());
    return new Endpoint(config, Correction.of(base, type, wireApi));
  }

  private static Type type(String name) {
    return switch (name.strip().toLowerCase(Locale.ROOT)) {
      case "", "openai" -> Type.OPENAI;
      case "azure" -> Type.AZURE;
      case "anthropic" -> Type.ANTHROPIC;
      default ->
          throw invalid(
              "type",
              "\"" + name + "\" is unknown.",
              "Use \"openai\" (also for every compatible server), \"azure\" or \"anthropic\".");
    };
  }

  private static WireApi wireApi(String name) {
    return switch (name.strip().toLowerCase(Locale.ROOT)) {
      case "", "completions" -> WireApi.COMPLETIONS;
      case "responses" -> WireApi.RESPONSES;
      default ->
          throw invalid(
              "wireApi", "\"" + name + "\" is unknown.", "Use \"completions\" or \"responses\".");
    };
  }

  private static void checkLimits(TokenLimits limits) {
    checkLimit("maxPromptTokens", limits.maxPromptTokens());
    checkLimit("maxOutputTokens", limits.maxOutputTokens());
    checkLimit("maxContextWindowTokens", limits.maxContextWindowTokens());
  }

  private static void checkLimit(String field, @Nullable Integer value) {
    if (value != null && value <= 0) {
      throw invalid(
          field, "is " + value + ".", "Use a positive number of tokens, or leave it out.");
    }
  }

  public Type type() {
    return type;
  }

  public WireApi wireApi() {
    return wireApi;
  }

  public Host host() {
    return host;
  }

  /** What was understood otherwise than configured, a sentence each; empty for nothing. */
  public List<String> warnings() {
    return warnings;
  }

  /** The deployment the address itself names; null when it names none. */
  public @Nullable String deployment() {
    return routes instanceof AzureRoutes azure ? azure.deployment() : null;
  }

  /** The API version Azure's routes use; null without one. */
  public @Nullable String apiVersion() {
    return routes instanceof AzureRoutes azure ? azure.apiVersion() : null;
  }

  /** The configuration behind it. */
  public ProviderConfig config() {
    return config;
  }

  /** Hides this provider's secrets in texts. */
  public Redactor redactor() {
    return redactor;
  }

  /** Where model calls for {@code wireModel} go. */
  public URI call(String wireModel) {
    return routes.call(wireModel);
  }

  /** Where the models are listed. */
  public URI models() {
    return routes.models();
  }

  /** What calls of {@code wireModel} really use. */
  public CallTarget target(String wireModel) {
    return new CallTarget(
        Correction.word(type),
        wireApi.name().toLowerCase(Locale.ROOT),
        routes.base().toString(),
        redactor.url(call(wireModel)),
        warnings);
  }

  /** Where the deployments are listed, by Azure's API of 2022; null where there are none. */
  public @Nullable URI deployments() {
    if (routes instanceof AzureRoutes azure) {
      return azure.deployments();
    }
    return host == Host.AZURE && type == Type.OPENAI
        ? onServer("/openai/deployments?" + AzureRoutes.LISTING_VERSION)
        : null;
  }

  /** What lessons about {@code wireModel} are kept under. */
  public Dialects.Place place(String wireModel) {
    Dialects.Place last = lastPlace;
    if (last != null && last.model().equals(wireModel)) {
      return last;
    }
    URI url = call(wireModel);
    String address = url.getScheme() + "://" + url.getRawAuthority() + url.getRawPath();
    Dialects.Place place = new Dialects.Place(redactor.text(address), wireModel);
    lastPlace = place;
    return place;
  }

  /** What its list of models is remembered under: its address, without secrets. */
  public String server() {
    return server;
  }

  /** A URL of the same server, path and query replaced; {@code path} begins with a slash. */
  public URI onServer(String path) {
    URI models = models();
    return URI.create(models.getScheme() + "://" + models.getRawAuthority() + path);
  }

  /**
   * The headers of one request. One rule decides between equal names: the call's own headers, then
   * the extension's {@code extraHeaders} (null sends none), then the provider's {@code headers},
   * then the credential, then what the wire needs.
   *
   * @param wire lower-case names
   * @param call any case; checked like the provider's
   */
  public Map<String, String> headers(Map<String, String> wire, Map<String, String> call) {
    return headers(wire, call, Map.of());
  }

  /** The header a granted key or token goes into, for requests that do not set it themselves. */
  public Map<String, String> granted(Grant grant) {
    return RequestHeaders.granted(grant, type);
  }

  /** The same, for a request that knows {@code variables}: templates in values may name them. */
  public Map<String, String> headers(
      Map<String, String> wire, Map<String, String> call, Map<String, String> variables) {
    return headers.merged(wire, call, new Template(variables));
  }

  /**
   * How this endpoint deviates from its wire, as far as its configuration, address and names tell.
   */
  public Quirks quirks() {
    return QuirksJson.with(guessed(), config.extension().quirks());
  }

  private Quirks guessed() {
    Quirks known = Quirks.DEFAULT.with().catalogIds(catalogIds()).build();
    if (host == Host.OPENAI || host == Host.AZURE) {
      String version = apiVersion();
      boolean old = version != null && version.startsWith("20") && version.compareTo("2024-09") < 0;
      return known
          .with()
          .outputCap(old ? Quirks.OutputCap.MAX_TOKENS : Quirks.OutputCap.MAX_COMPLETION_TOKENS)
          .streamUsage(!old)
          .cacheKey(host == Host.OPENAI)
          .toolMedia(wireApi == WireApi.RESPONSES)
          .structuredWithTools(true)
          .interleavedThinking(wireApi == WireApi.MESSAGES)
          .build();
    }
    // Anthropic's format itself has media inside tool results
    boolean messages = wireApi == WireApi.MESSAGES;
    return known
        .with()
        .toolMedia(messages)
        .structuredWithTools(messages)
        .interleavedThinking(host == Host.ANTHROPIC)
        .build();
  }

  private Map<String, String> catalogIds() {
    String wireModel = config.wireModel();
    String modelId = config.modelId();
    return wireModel == null || modelId == null ? Map.of() : Map.of(wireModel, modelId);
  }
}
