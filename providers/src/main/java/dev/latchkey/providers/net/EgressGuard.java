package dev.latchkey.providers.net;

import dev.latchkey.providers.CallFailure;
import dev.latchkey.providers.ModelException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Keeps strangers from reaching what only this machine can reach. It looks at the addresses a name
 * stands for at the moment of the call, so that neither a clever spelling nor a name that points
 * inside gets through. Private, shared, link-local, loopback and metadata addresses are refused
 * unless whoever runs the server allows them.
 */
public final class EgressGuard {
  /** Refuses nothing: the right one where people use their own machine. */
  public static final EgressGuard OPEN = new EgressGuard(false, Set.of(), List.of());

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
              "64:ff9b:1::/48",
              "fc00::/7",
              "fe80::/10",
              "fec0::/10",
              "ff00::/8")
          .map(AddressRange::of)
          .toList();

  private final boolean guarding;
  private final Set<String> names;
  private final List<AddressRange> ranges;

  private EgressGuard(boolean guarding, Set<String> names, List<AddressRange> ranges) {
    this.guarding = guarding;
    this.names = names;
    this.ranges = ranges;
  }

  /**
   * A guard for servers that serve others.
   *
   * @param allowed host names, {@code host:port} or address ranges that may be reached all the same
   */
  public static EgressGuard refusing(Collection<String> allowed) {
    Set<String> names = new HashSet<>();
    List<AddressRange> ranges = new ArrayList<>();
    for (String entry : allowed) {
      AddressRange range = AddressRange.parse(entry.strip());
      if (range == null) {
        names.add(entry.strip().toLowerCase(Locale.ROOT));
      } else {
        ranges.add(range);
      }
    }
    return new EgressGuard(true, Set.copyOf(names), List.copyOf(ranges));
  }

  /**
   * Lets a call to {@code url} pass. Blocks while its name is looked up.
   *
   * @throws ModelException.Permission when it leads inside, or nobody can tell
   */
  public void check(URI url) {
    if (!guarding || url.getHost() == null || named(url)) {
      return;
    }
    String host = url.getHost();
    for (InetAddress address : addresses(host)) {
      byte[] bytes = AddressRange.bytes(address);
      boolean inside = INSIDE.stream().anyMatch(range -> range.contains(bytes));
      if (inside && ranges.stream().noneMatch(range -> range.contains(bytes))) {
        // not which address: that would map the network for whoever asks
        throw refused("The host " + host + " leads to an address inside this server's network.");
      }
    }
  }

  private boolean named(URI url) {
    String host = url.getHost().toLowerCase(Locale.ROOT);
    int usual = "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
    int port = url.getPort() < 0 ? usual : url.getPort();
    return names.contains(host) || names.contains(host + ":" + port);
  }

  private static InetAddress[] addresses(String host) {
    try {
      return InetAddress.getAllByName(host);
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
