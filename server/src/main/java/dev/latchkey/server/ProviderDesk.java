package dev.latchkey.server;

import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.ModelProvider;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.Providers;
import dev.latchkey.providers.discovery.DiscoveredModel;
import dev.latchkey.providers.net.Network;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The way to all providers: their connections, the default one's models. */
final class ProviderDesk implements AutoCloseable {
  /** How long a list of models is good for. */
  private static final Duration FRESH = Duration.ofMinutes(5);

  private final Providers providers;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable List<DiscoveredModel> models;
  private long asked;

  ProviderDesk(Network network) {
    this.providers = Providers.open(CallPolicy.DEFAULT, network);
  }

  ModelProvider connect(ProviderConfig config) {
    return providers.connect(config);
  }

  /** The models of the default provider, asked for at most every five minutes. Blocks. */
  List<DiscoveredModel> models(ProviderConfig defaultProvider) {
    lock.lock();
    try {
      List<DiscoveredModel> known = models;
      if (known == null || System.nanoTime() - asked > FRESH.toNanos()) {
        known = providers.models(defaultProvider);
        models = known;
        asked = System.nanoTime();
      }
      return known;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    providers.close();
  }
}
