package dev.latchkey.providers.net;

import org.jspecify.annotations.Nullable;

/**
 * For whom, why and how a request leaves this machine.
 *
 * @param caller who asks
 * @param options how the provider is reached that it is about
 */
public record Errand(Caller caller, Purpose purpose, NetworkOptions options) {

  /** An errand of a session as a whole; null for none. */
  public Errand(@Nullable String session, Purpose purpose, NetworkOptions options) {
    this(new Caller(session, null, null, null), purpose, options);
  }

  /** The session it is for; null for none. */
  public @Nullable String session() {
    return caller.session();
  }

  /**
   * A question to whoever issues tokens on the way. That server is reached as everything is, with
   * neither proxy nor certificates of the provider, but under the same rules.
   */
  public Errand forToken() {
    return new Errand(caller, Purpose.TOKEN, options.withoutWays());
  }
}
