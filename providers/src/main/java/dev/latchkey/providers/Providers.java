package dev.latchkey.providers;

import dev.latchkey.providers.call.HttpGate;
import dev.latchkey.providers.call.HttpModelProvider;
import dev.latchkey.providers.call.Pauses;
import dev.latchkey.providers.catalogue.ModelFacts;
import dev.latchkey.providers.courier.Courier;
import dev.latchkey.providers.credential.AzureIdentity;
import dev.latchkey.providers.dialect.DialectStore;
import dev.latchkey.providers.dialect.Dialects;
import dev.latchkey.providers.discovery.DiscoveredModel;
import dev.latchkey.providers.discovery.FoundryLocal;
import dev.latchkey.providers.endpoint.Endpoint;
import dev.latchkey.providers.listing.KnownModels;
import dev.latchkey.providers.listing.ModelDiscovery;
import dev.latchkey.providers.net.EgressCounter;
import dev.latchkey.providers.net.Network;
import dev.latchkey.providers.net.Reach;
import dev.latchkey.providers.wire.Wire;
import dev.latchkey.providers.wire.anthropic.AnthropicWire;
import dev.latchkey.providers.wire.completions.CompletionsWire;
import dev.latchkey.providers.wire.responses.ResponsesWire;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Connects to model providers. Owns the connections of all of them: one for a process is right.
 *
 * <pre>{@code
 * try (var providers = Providers.open(CallPolicy.DEFAULT)) {
 *   var model = providers.connect(ProviderConfig.builder("http://localhost:11434/v1").build());
 *   try (var reply = model.stream(request, RetryListener.NONE)) {
 *     ...
 *   }
 * }
 * }</pre>
 */
public final class Providers implements AutoCloseable {
  private final HttpGate gate;
  private final KnownModels known;
  private final AzureIdentity identity;

  private Providers(HttpGate gate, KnownModels known, AzureIdentity identity) {
    this.gate = gate;
    this.known = known;
    this.identity = identity;
  }

  /** Ready to connect; nothing is built or contacted before the first {@link #connect}. */
  public static Providers open(CallPolicy policy) {
    return open(policy, Network.of(Map.of()));
  }

  /** The same; connections leave as {@code network} says. */
  public static Providers open(CallPolicy policy, Network network) {
    return open(policy, network, DialectStore.NONE);
  }

  /** The same; what is learned about servers is kept in {@code store}, read when first needed. */
  public static Providers open(CallPolicy policy, Network network, DialectStore store) {
    return new Providers(
        new HttpGate(policy, Pauses.REAL, network),
        new KnownModels(Dialects.keptIn(store, InstantSource.system())),
        AzureIdentity.NONE);
  }

  /**
   * The same providers, connections and lessons, but requests are carried by somebody else, who may
   * hand them on to the courier it is given: the usual one. Closing either closes both.
   */
  public Providers via(UnaryOperator<Courier> other) {
    return new Providers(gate.via(other), known, identity);
  }

  /**
   * The same providers; {@code other} stands in where one of type azure has neither key nor token,
   * unless a stranger brought it. Closing either closes both.
   */
  public Providers as(AzureIdentity other) {
    return new Providers(gate, known, other);
  }

  /** Everything as the variables of {@code environment} say. */
  public static Providers open(CallPolicy policy, Map<String, String> environment) {
    return open(policy, Network.of(environment)).as(AzureIdentity.of(environment));
  }

  /** What left this process through these providers so far, and where it went. */
  public EgressCounter egress() {
    return gate.egress();
  }

  /**
   * The provider {@code config} describes. Contacts nobody; only a base URL of {@link
   * FoundryLocal#BASE_URL} asks {@code foundry service status} for the address.
   *
   * @throws ModelException.InvalidRequest naming the field of {@code config} that is wrong
   */
  public ModelProvider connect(ProviderConfig config) {
    Endpoint endpoint = endpoint(config);
    return new HttpModelProvider(gate, endpoint, wire(endpoint), endpoint.quirks(), known);
  }

  /** What was learned about servers so far, by all calls of these providers. */
  public Dialects dialects() {
    return known.dialects();
  }

  /**
   * All that is known of a model at {@code config}, each thing with its origin: the user's limits,
   * what was learned, what {@link #models} said when it was asked last, and the table of well-known
   * models. Contacts nobody.
   *
   * @throws ModelException.InvalidRequest naming the field of {@code config} that is wrong
   */
  public ModelFacts facts(ProviderConfig config, String wireModel) {
    return known.of(Endpoint.of(config), wireModel);
  }

  /**
   * The models the provider says it offers. Blocks for up to 10 s; interruption cancels.
   *
   * @throws ModelException when it cannot be asked or does not answer
   */
  public List<DiscoveredModel> models(ProviderConfig config) {
    return models(config, null);
  }

  /** The same, asked for a session; null for none. */
  public List<DiscoveredModel> models(ProviderConfig config, @Nullable String session) {
    Endpoint endpoint = endpoint(config);
    List<DiscoveredModel> models = ModelDiscovery.list(gate, endpoint, session);
    known.listed(endpoint, models);
    return models;
  }

  /**
   * Tries the way to the provider step by step, as calls go. Blocks for some seconds.
   *
   * @throws ModelException.InvalidRequest naming the field of {@code config} that is wrong
   */
  public List<Reach.Step> reach(ProviderConfig config) {
    Endpoint endpoint = endpoint(config);
    return gate.reach(endpoint.models(), endpoint.config().network());
  }

  /**
   * The same provider at its real address: what {@link FoundryLocal#BASE_URL} stands for is found.
   *
   * @throws ModelException.Connection when Foundry Local is wanted but does not run
   */
  public static ProviderConfig located(ProviderConfig config) {
    return config.baseUrl().strip().equalsIgnoreCase(FoundryLocal.BASE_URL)
        ? config.withBaseUrl(foundryLocal())
        : config;
  }

  /**
   * Where calls of {@code wireModel} go: what {@code config} means once its address is taken at its
   * word. Contacts nobody but, for {@link FoundryLocal#BASE_URL}, this machine.
   *
   * @throws ModelException.InvalidRequest naming the field of {@code config} that is wrong
   */
  public static CallTarget target(ProviderConfig config, String wireModel) {
    return Endpoint.of(located(config)).target(wireModel);
  }

  private Endpoint endpoint(ProviderConfig config) {
    Endpoint endpoint = Endpoint.of(located(config));
    if (endpoint.type() == Endpoint.Type.AZURE && !gate.strangers(endpoint)) {
      endpoint = Endpoint.of(identity.given(endpoint.config()));
    }
    gate.warmUp(endpoint.models(), endpoint.config().network());
    return endpoint;
  }

  private static String foundryLocal() {
    return FoundryLocal.find()
        .orElseThrow(() ->
            new ModelException.Connection(
                CallFailure.of(
                    "Foundry Local is not running on this machine.",
                    "Start it with `foundry model run phi-4-mini` and check it with `foundry"
                        + " service status`."),
                null,
                false));
  }

  private static Wire wire(Endpoint endpoint) {
    WireOptions options = endpoint.config().extension().wire();
    return switch (endpoint.wireApi()) {
      case COMPLETIONS -> new CompletionsWire(options);
      case RESPONSES -> new ResponsesWire(options);
      case MESSAGES -> new AnthropicWire(options);
    };
  }

  /** Ends all calls and closes all connections. */
  @Override
  public void close() {
    gate.close();
  }
}
