package dev.latchkey.app;

import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.simulator.Simulator;
import org.jspecify.annotations.Nullable;

/**
 * The provider a command works with.
 *
 * @param model null when the origin names none and the provider has to be asked
 * @param origin where it comes from, as told to the user: "from --base-url" and so on
 * @param simulator closed after the command; null for a provider of the user's
 */
record Choice(
    ProviderConfig provider, @Nullable String model, String origin, @Nullable Simulator simulator)
    implements AutoCloseable {
  @Override
  public void close() {
    if (simulator != null) {
      simulator.close();
    }
  }
}
