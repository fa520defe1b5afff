package dev.latchkey.providers.net;

import java.util.Map;

/**
 * How everything leaves this machine.
 *
 * @param proxies through which proxies
 * @param trust trusting whom
 * @param guard where it may not go
 */
public record Network(Proxies proxies, Trust trust, EgressGuard guard) {

  /** What {@code variables} say; open to all addresses. */
  public static Network of(Map<String, String> variables) {
    return new Network(Proxies.of(variables), Trust.of(variables), EgressGuard.OPEN);
  }

  /** The same with another guard. */
  public Network with(EgressGuard other) {
    return new Network(proxies, trust, other);
  }
}
