package dev.latchkey.runtime;

import dev.latchkey.providers.ProviderEnvironment;
import java.util.Optional;

/** Chooses a model for sessions whose users named none and whose default provider has none. */
@FunctionalInterface
public interface FirstModel {
  /** Nobody chooses: people must name a model. */
  FirstModel NONE = (_, _) -> Optional.empty();

  /**
   * The provider with a model; empty when people must name one. Asked at the first run of a
   * session; may block, interruption cancels.
   *
   * @throws dev.latchkey.providers.ModelException when the provider cannot be asked
   */
  Optional<ProviderEnvironment.Default> choose(
      ProviderEnvironment.Default without, String sessionId);
}
