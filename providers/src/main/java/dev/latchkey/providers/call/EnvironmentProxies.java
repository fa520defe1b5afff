package dev.latchkey.providers.call;

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
import org.jspecify.annotations.Nullable;

/**
 * The proxies that {@code HTTP_PROXY}, {@code HTTPS_PROXY} and {@code ALL_PROXY} name (in either
 * case; each of the first two stands in for the other), minus what {@code NO_PROXY} lists: host
 * names with their subdomains, {@code host:port} and {@code *}. This machine is never reached
 * through a proxy. Java itself looks at none of these variables.
 */
final class EnvironmentProxies extends ProxySelector {
  private static final int DEFAULT_PORT = 80;

  private final @Nullable Proxy http;
  private final @Nullable Proxy https;
  private final List<String> direct;

  private EnvironmentProxies(@Nullable Proxy http, @Nullable Proxy https, List<String> direct) {
    this.http = http;
    this.https = https;
    this.direct = direct;
  }

  /** The selector for these variables; Java's own when they name no proxy. */
  static ProxySelector of(Map<String, String> variables) {
    Proxy http = proxy(variables, "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY");
    Proxy https = proxy(variables, "HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY");
    ProxySelector ofJava = ProxySelector.getDefault();
    if (http == null && https == null && ofJava != null) {
      return ofJava;
    }
    String exceptions = value(variables, "NO_PROXY").toLowerCase(Locale.ROOT);
    List<String> direct =
        List.of(exceptions.split("[,\\s]+", -1)).stream().filter(s -> !s.isEmpty()).toList();
    return new EnvironmentProxies(http, https, direct);
  }

  private static @Nullable Proxy proxy(Map<String, String> variables, String... names) {
    for (String name : names) {
      Proxy proxy = proxy(value(variables, name));
      if (proxy != null) {
        return proxy;
      }
    }
    return null;
  }

  private static String value(Map<String, String> variables, String name) {
    String value = variables.get(name);
    String found = value == null ? variables.get(name.toLowerCase(Locale.ROOT)) : value;
    return found == null ? "" : found.strip();
  }

  /** Null when it is no address; a wrong variable of the system must not stop us. */
  private static @Nullable Proxy proxy(String address) {
    if (address.isEmpty()) {
      return null;
    }
    try {
      URI uri = new URI(address.contains("://") ? address : "http://" + address);
      int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
      return uri.getHost() == null
          ? null
          : new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(uri.getHost(), port));
    } catch (URISyntaxException _) {
      return null;
    }
  }

  @Override
  public List<Proxy> select(URI uri) {
    Proxy proxy = "https".equalsIgnoreCase(uri.getScheme()) ? https : http;
    String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    boolean straight = proxy == null || thisMachine(host) || excepted(host, uri.getPort());
    return List.of(straight || proxy == null ? Proxy.NO_PROXY : proxy);
  }

  private static boolean thisMachine(String host) {
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || host.startsWith("127.")
        || host.equals("[::1]");
  }

  private boolean excepted(String host, int port) {
    for (String entry : direct) {
      String name = entry.startsWith("*.") ? entry.substring(1) : entry;
      String suffix = name.startsWith(".") ? name : "." + name;
      if (entry.equals("*")
          || host.equals(name)
          || host.endsWith(suffix)
          || entry.equals(host + ":" + port)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {
    // the call that wanted the connection reports it
  }
}
