package dev.latchkey.providers.net;

import org.jspecify.annotations.Nullable;

/**
 * For whom, why and how a request leaves this machine.
 *
 * @param session the session it is for; null for none
 * @param options how the provider is reached that it is about
 */
public record Errand(@Nullable String session, Purpose purpose, NetworkOptions options) {

  /**
   * A question to whoever issues tokens on the way. That server is reached as everything is, with
   * neither proxy nor certificates of the provider, but under the same rules.
   */
  public Errand forToken() {
    return new Errand(session, Purpose.TOKEN, options.withoutWays());
  }
}
