package dev.latchkey.providers.net;

import java.net.URI;
import java.util.Map;

/**
 * How everything leaves this machine.
 *
 * @param proxies through which proxies
 * @param trust trusting whom
 * @param guard where it may not go for strangers
 * @param egress the only servers that may be reached at all
 */
public record Network(Proxies proxies, Trust trust, EgressGuard guard, AllowedServers egress) {
  /** Names the only servers that this process may reach. */
  public static final String EGRESS_VARIABLE = "LATCHKEY_EGRESS";

  /** What {@code variables} say; open to all addresses unless they list some. */
  public static Network of(Map<String, String> variables) {
    return new Network(
        Proxies.of(variables),
        Trust.of(variables),
        EgressGuard.OPEN,
        AllowedServers.ofVariable(EGRESS_VARIABLE, variables.get(EGRESS_VARIABLE)));
  }

  /** The same with another guard. */
  public Network with(EgressGuard other) {
    return new Network(proxies, trust, other, egress);
  }

  /** Whether a stranger gave {@code options}. */
  public boolean serves(NetworkOptions options) {
    return guard.guarding() && !options.trusted();
  }

  /**
   * Lets a request to {@code url} pass. May look its name up, which blocks.
   *
   * @throws dev.latchkey.providers.ModelException.Permission when it may not go there
   */
  public void admit(URI url, Errand errand) {
    egress.check(url, Lookup.SYSTEM);
    errand.options().egress().check(url, Lookup.SYSTEM);
    if (!errand.options().trusted()) {
      guard.check(url);
    }
  }
}
