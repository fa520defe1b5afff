package dev.latchkey.server;

import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.ModelProvider;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.Providers;
import dev.latchkey.providers.catalogue.ModelFacts;
import dev.latchkey.providers.courier.Courier;
import dev.latchkey.providers.credential.AzureIdentity;
import dev.latchkey.providers.dialect.DialectStore;
import dev.latchkey.providers.dialect.Dialects;
import dev.latchkey.providers.discovery.DiscoveredModel;
import dev.latchkey.providers.net.EgressCounter;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The way to all providers: their connections, what is known of their models. */
final class ProviderDesk implements AutoCloseable {
  /** How long a list of models is good for. */
  private static final Duration FRESH = Duration.ofMinutes(5);

  private final Providers providers;
  private final Map<ProviderConfig, Listing> listings = Collections.synchronizedMap(new Recent());

  private record Listing(List<DiscoveredModel> models, long asked) {}

  /** The providers asked last; so many are kept, secrets and all, as sessions are likely to use. */
  private static final class Recent extends LinkedHashMap<ProviderConfig, Listing> {
    private static final long serialVersionUID = 1L;
    private static final int MOST = 64;

    Recent() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<ProviderConfig, Listing> eldest) {
      return size() > MOST;
    }
  }

  /**
   * Providers as {@code setup} says; requests are carried by whom {@code couriers} makes, and what
   * is learned is kept in {@code dialects}.
   */
  ProviderDesk(ServerSetup setup, DialectStore dialects, UnaryOperator<Courier> couriers) {
    this.providers =
        Providers.open(CallPolicy.DEFAULT, setup.network(), dialects)
            .as(AzureIdentity.of(setup.environment()))
            .via(couriers);
  }

  ModelProvider connect(ProviderConfig config) {
    return providers.connect(config);
  }

  /**
   * The models a provider says it has, asked for at most every five minutes. Blocks.
   *
   * @param sessionId for which session; null for none
   * @param anew whether to ask in any case
   */
  List<DiscoveredModel> offered(ProviderConfig provider, @Nullable String sessionId, boolean anew) {
    Listing known = listings.get(provider);
    if (known == null || anew || System.nanoTime() - known.asked() > FRESH.toNanos()) {
      known = new Listing(providers.models(provider, sessionId), System.nanoTime());
      listings.put(provider, known);
    }
    return known.models();
  }

  /** The same, asked by {@code client} every time. */
  List<DiscoveredModel> offered(ProviderConfig provider, Courier client) {
    return providers.via(_ -> client).models(provider);
  }

  /** What left through these providers. */
  EgressCounter egress() {
    return providers.egress();
  }

  /** All that is known of a model; asks nobody. */
  ModelFacts facts(ProviderConfig provider, String wireModel) {
    return providers.facts(provider, wireModel);
  }

  /** What was learned about servers. */
  Dialects dialects() {
    return providers.dialects();
  }

  @Override
  public void close() {
    providers.close();
  }
}
