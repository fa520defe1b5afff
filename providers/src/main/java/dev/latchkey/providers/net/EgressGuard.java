package dev.latchkey.providers.net;

import dev.latchkey.providers.CallFailure;
import dev.latchkey.providers.ModelException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keeps strangers from reaching what only this machine can reach. It looks at the addresses a name
 * stands for at the moment of the call, so that neither a clever spelling nor a name that points
 * inside gets through. Private, shared, link-local, loopback and metadata addresses are refused
 * unless whoever runs the server allows them.
 */
public final class EgressGuard {
  /** Refuses nothing: the right one where people use their own machine. */
  public static final EgressGuard OPEN = new EgressGuard(false, AllowedServers.ANY, Lookup.SYSTEM);

  /** Special-purpose blocks of RFC 6890 and its successors, and multicast. */
  private static final List<AddressRange> INSIDE =
      Stream.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.168.0.0/16",
              "198.18.0.0/15",
              "224.0.0.0/4",
              "240.0.0.0/4",
              // the metadata service and DNS of one cloud, outside of the private ranges
              "168.63.129.16/32",
              "::/120",
              // IPv4 inside of IPv6: translated (RFC 2765) and Teredo
              "::ffff:0:0:0/96",
              "2001::/32",
              "64:ff9b:1::/48",
              "fc00::/7",
              "fe80::/10",
              "fec0::/10",
              "ff00::/8")
          .map(AddressRange::of)
          .toList();

  private final boolean guarding;
  private final AllowedServers allowed;
  private final Lookup lookup;

  private EgressGuard(boolean guarding, AllowedServers allowed, Lookup lookup) {
    this.guarding = guarding;
    this.allowed = allowed;
    this.lookup = lookup;
  }

  /**
   * A guard for servers that serve others.
   *
   * @param allowed what may be reached all the same, see {@link AllowedServers}
   * @throws ModelException.InvalidRequest when one of {@code allowed} is no server
   */
  public static EgressGuard refusing(Collection<String> allowed) {
    return refusing(allowed, Lookup.SYSTEM);
  }

  static EgressGuard refusing(Collection<String> allowed, Lookup lookup) {
    return new EgressGuard(true, AllowedServers.of("--allow-egress", allowed), lookup);
  }

  /**
   * Lets a call to {@code url} pass. Blocks while its name is looked up.
   *
   * @throws ModelException.Permission when it leads inside, or nobody can tell
   */
  public void check(URI url) {
    if (watches(url)) {
      checked(url.getHost());
    }
  }

  /** Whether there are strangers to be guarded against. */
  boolean guarding() {
    return guarding;
  }

  /** Whether only the address can tell if a call to {@code url} may pass. */
  boolean watches(URI url) {
    return guarding && url.getHost() != null && !allowed.names(url);
  }

  /**
   * The addresses of {@code host}, all of which may be reached: whoever connects to one of them
   * cannot be led elsewhere by a name that changes in between.
   *
   * @throws ModelException.Permission when one may not be reached
   */
  InetAddress[] admitted(String host, int port) throws UnknownHostException {
    String literal = host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
    return watches(URI.create("http://" + literal + ":" + port))
        ? checked(host)
        : lookup.addresses(host);
  }

  private InetAddress[] checked(String host) {
    InetAddress[] addresses = addresses(host);
    for (InetAddress address : addresses) {
      byte[] bytes = AddressRange.bytes(address);
      if (INSIDE.stream().anyMatch(range -> range.contains(bytes)) && !allowed.covers(bytes)) {
        // not which address: that would map the network for whoever asks
        throw refused("The host " + host + " leads to an address inside this server's network.");
      }
    }
    return addresses;
  }

  private InetAddress[] addresses(String host) {
    try {
      return lookup.addresses(host);
    } catch (UnknownHostException _) {
      throw refused("The host name " + host + " is unknown here, so it cannot be checked.");
    }
  }

  private static ModelException refused(String what) {
    return new ModelException.Permission(
        CallFailure.of(
            what + " Clients of this server may only use public addresses.",
            "Use a provider's public address, or let whoever runs the server allow this host with"
                + " --allow-egress."));
  }
}
