package dev.latchkey.providers.net;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The ways out of this process that need a {@link Relay}: SOCKS proxies, proxies inside TLS, and
 * straight ways on behalf of strangers. Relays open when they are first needed.
 */
public final class Relays implements AutoCloseable {
  /** The header of replies that come from here because there is no connection to the server. */
  public static final String NO_CONNECTION = "x-latchkey-no-connection";

  private final Network network;
  private final Duration connect;
  private final Map<String, Proxies> ofProviders = new ConcurrentHashMap<>();
  private final Map<Object, Relay> open = new ConcurrentHashMap<>();

  /** Ways that leave as {@code network} says and take at most {@code connect} to be made. */
  public Relays(Network network, Duration connect) {
    this.network = network;
    this.connect = connect;
  }

  /**
   * Lets a request pass and tells what it needs to show to its proxy, if anything.
   *
   * @throws dev.latchkey.providers.ModelException when it may not go there, or its proxy is of no
   *     known kind
   */
  public @Nullable String authorization(URI uri, NetworkOptions options) {
    ProxyAddress proxy = proxy(uri, options);
    if (proxy != null) {
      proxy.check();
    }
    Relay relay = relay(uri, options);
    return relay != null ? relay.authorization() : proxy == null ? null : proxy.authorization();
  }

  /** Chooses the way of each request. */
  public ProxySelector selector(NetworkOptions options) {
    return new Selector(options);
  }

  /** Why there was no connection, where somebody here knows more than Java's HTTP client. */
  public Throwable explained(URI uri, NetworkOptions options, Throwable failure) {
    Relay relay = relay(uri, options);
    if (relay != null) {
      String reason = relay.failure(host(uri), AllowedServers.port(uri));
      return reason == null ? failure : new IOException(reason, failure);
    }
    String reason = unconnected(failure);
    Proxy proxy = proxies(options).select(uri).getFirst();
    // connections are made to the proxy, whatever the failure says of the server
    return reason != null && proxy.address() instanceof InetSocketAddress address
        ? new ProxyUnreachable(
            "The proxy %s:%d cannot be reached: %s."
                .formatted(address.getHostString(), address.getPort(), reason))
        : failure;
  }

  private static @Nullable String unconnected(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof UnresolvedAddressException || t instanceof UnknownHostException) {
        return "nobody here knows its name";
      }
    }
    if (failure instanceof HttpConnectTimeoutException) {
      return "no connection was made in time";
    }
    return failure instanceof ConnectException ? "connection refused" : null;
  }

  private static String host(URI uri) {
    String host = String.valueOf(uri.getHost());
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private @Nullable ProxyAddress proxy(URI uri, NetworkOptions options) {
    return proxies(options).chosen(uri);
  }

  /** Kept, so that equal options lead to the same relay. */
  private Proxies proxies(NetworkOptions options) {
    String own = options.proxy();
    return own == null
        ? network.proxies()
        : ofProviders.computeIfAbsent(own, network.proxies()::with);
  }

  private @Nullable Relay relay(URI uri, NetworkOptions options) {
    ProxyAddress proxy = proxy(uri, options);
    if (proxy == null) {
      boolean straight = proxies(options).straight(uri);
      return straight && !options.trusted() && network.guard().watches(uri)
          ? open.computeIfAbsent(
              "guarded", _ -> Relay.open(Dialer.guarded(network.guard(), connect)))
          : null;
    }
    return proxy.kind() == ProxyAddress.Kind.HTTP || proxy.kind() == ProxyAddress.Kind.UNKNOWN
        ? null
        : open.computeIfAbsent(proxy, _ -> Relay.open(Dialer.through(proxy, network, connect)));
  }

  @Override
  public void close() {
    open.values().forEach(Relay::close);
  }

  private final class Selector extends ProxySelector {
    private final NetworkOptions options;

    Selector(NetworkOptions options) {
      this.options = options;
    }

    @Override
    public List<Proxy> select(URI uri) {
      Relay relay = relay(uri, options);
      return relay == null
          ? proxies(options).select(uri)
          : List.of(new Proxy(Proxy.Type.HTTP, relay.address()));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
      // the call that wanted the connection reports it
    }
  }
}
