package dev.latchkey.providers.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The proxies that {@code HTTP_PROXY}, {@code HTTPS_PROXY} and {@code ALL_PROXY} name (in either
 * case; each of the first two stands in for the other), minus what {@code NO_PROXY} lists: host
 * names with their subdomains, {@code host:port}, address ranges ({@code 10.0.0.0/8}) and {@code
 * *}. This machine, and the metadata service of a cloud's machine, are never reached through a
 * proxy. Java itself looks at none of these variables.
 */
public final class Proxies extends ProxySelector {
  /** This machine, and the metadata services of clouds. */
  private static final List<AddressRange> EXEMPT =
      Stream.of("127.0.0.0/8", "::1/128", "0.0.0.0/32", "169.254.0.0/16")
          .map(AddressRange::of)
          .toList();

  private final @Nullable ProxyAddress http;
  private final @Nullable ProxyAddress https;
  private final List<String> direct;
  private final @Nullable ProxySelector otherwise;

  private Proxies(
      @Nullable ProxyAddress http,
      @Nullable ProxyAddress https,
      List<String> direct,
      @Nullable ProxySelector otherwise) {
    this.http = http;
    this.https = https;
    this.direct = direct;
    this.otherwise = otherwise;
  }

  /** The selector for these variables; Java's own choice when they name no proxy. */
  public static Proxies of(Map<String, String> variables) {
    ProxyAddress http = first(variables, "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY");
    ProxyAddress https = first(variables, "HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY");
    String exceptions = value(variables, "NO_PROXY").toLowerCase(Locale.ROOT);
    List<String> direct =
        List.of(exceptions.split("[,\\s]+", -1)).stream().filter(s -> !s.isEmpty()).toList();
    boolean none = http == null && https == null;
    return new Proxies(http, https, direct, none ? ProxySelector.getDefault() : null);
  }

  /**
   * This selector with the proxy of one provider in its place.
   *
   * @param proxy an address, {@code direct}, or null for no change
   */
  public Proxies with(@Nullable String proxy) {
    if (proxy == null || proxy.isBlank()) {
      return this;
    }
    if (proxy.strip().equalsIgnoreCase("direct")) {
      return new Proxies(null, null, List.of(), null);
    }
    ProxyAddress address = ProxyAddress.of(proxy);
    return new Proxies(address, address, List.of(), null);
  }

  private static @Nullable ProxyAddress first(Map<String, String> variables, String... names) {
    for (String name : names) {
      String value = value(variables, name);
      try {
        if (!value.isEmpty()) {
          return ProxyAddress.parse(value);
        }
      } catch (URISyntaxException _) {
        // a wrong variable of the system must not stop us: the next one may be right
      }
    }
    return null;
  }

  private static String value(Map<String, String> variables, String name) {
    String value = variables.get(name);
    String found = value == null ? variables.get(name.toLowerCase(Locale.ROOT)) : value;
    return found == null ? "" : found.strip();
  }

  /** Whether requests to {@code uri} need no proxy, Java's own settings included. */
  boolean straight(URI uri) {
    return select(uri).contains(Proxy.NO_PROXY);
  }

  @Override
  public List<Proxy> select(URI uri) {
    ProxyAddress proxy = chosen(uri);
    if (proxy != null) {
      return List.of(
          new Proxy(
              Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.host(), proxy.port())));
    }
    boolean straight = otherwise == null || exempt(host(uri));
    return straight || otherwise == null ? List.of(Proxy.NO_PROXY) : otherwise.select(uri);
  }

  /** The proxy for requests to {@code uri}; null for none. */
  @Nullable ProxyAddress chosen(URI uri) {
    ProxyAddress proxy = "https".equalsIgnoreCase(uri.getScheme()) ? https : http;
    String host = host(uri);
    return proxy == null || exempt(host) || excepted(host, uri) ? null : proxy;
  }

  /** Likewise, with what Java's own settings choose where no variable does. */
  @Nullable ProxyAddress any(URI uri) {
    ProxyAddress named = chosen(uri);
    Proxy way = named == null ? select(uri).getFirst() : Proxy.NO_PROXY;
    return way.type() == Proxy.Type.HTTP && way.address() instanceof InetSocketAddress address
        ? new ProxyAddress("http", address.getHostString(), address.getPort(), null)
        : named;
  }

  private static String host(URI uri) {
    return uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
  }

  private static boolean exempt(String host) {
    byte[] address = AddressRange.literal(host);
    return address == null
        ? host.equals("localhost") || host.endsWith(".localhost")
        : EXEMPT.stream().anyMatch(range -> range.contains(address));
  }

  private boolean excepted(String host, URI uri) {
    int usual = "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    int port = uri.getPort() < 0 ? usual : uri.getPort();
    return direct.stream().anyMatch(entry -> matches(entry, host, port));
  }

  private static boolean matches(String entry, String host, int port) {
    if (entry.equals("*") || entry.equals(host + ":" + port)) {
      return true;
    }
    AddressRange range = AddressRange.single(entry);
    if (range != null) {
      byte[] address = AddressRange.literal(host);
      return address != null && range.contains(address);
    }
    String name = entry.startsWith("*.") ? entry.substring(1) : entry;
    String suffix = name.startsWith(".") ? name : "." + name;
    return ("." + host).endsWith(withoutDot(suffix));
  }

  /** A name may be written with the dot that ends all names. */
  private static String withoutDot(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {
    // the call that wanted the connection reports it
  }
}
