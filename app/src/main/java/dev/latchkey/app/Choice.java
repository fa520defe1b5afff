package dev.latchkey.app;

import dev.latchkey.providers.ProviderConfig;
import org.jspecify.annotations.Nullable;

/**
 * The provider a command works with.
 *
 * @param model null when the origin names none and the provider has to be asked
 * @param origin where it comes from, as told to the user: "from --base-url", "simulated", ...
 * @param owned closed after the command: the embedded simulator, or nothing
 */
record Choice(ProviderConfig provider, @Nullable String model, String origin, AutoCloseable owned)
    implements AutoCloseable {
  static final AutoCloseable NOTHING = () -> {};

  @Override
  public void close() throws Exception {
    owned.close();
  }
}
