package dev.latchkey.providers.net;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Connections for those who speak for themselves on them, made as calls go: through the right
 * proxy, for strangers only to addresses that were looked at, and inside TLS where the URL says so.
 */
public final class Connector {
  private final Network network;

  /** Connections that leave as {@code network} says. */
  public Connector(Network network) {
    this.network = network;
  }

  /**
   * A connection.
   *
   * @param below what carries the bytes; closing it ends the connection at once, whoever waits
   * @param socket what to speak on: the same, or TLS over it
   */
  public record Connected(Socket below, Socket socket) {}

  /**
   * Throws when there is no way to the server of {@code url}.
   *
   * @throws dev.latchkey.providers.ModelException when its proxy is of no known kind
   */
  public void check(URI url, NetworkOptions options) {
    ProxyAddress proxy = proxy(url, options);
    if (proxy != null) {
      proxy.check();
    }
  }

  /**
   * Connects to the server of {@code url}. Blocks; interrupting a virtual thread ends it.
   *
   * @param context for TLS; null for none
   * @param limit for each step on the way; later reads wait without one
   * @throws IOException when there is no connection; its message is shown to people
   * @throws dev.latchkey.providers.ModelException when a stranger may not go there
   */
  public Connected connect(
      URI url, NetworkOptions options, @Nullable SSLContext context, Duration limit)
      throws IOException {
    String host = AllowedServers.host(url).replaceAll("[\\[\\]]", "");
    int port = AllowedServers.port(url);
    Socket plain = dialer(network, url, options, limit).connect(host, port);
    boolean ready = false;
    try {
      plain.setSoTimeout(Math.toIntExact(limit.toMillis()));
      Socket socket =
          context == null ? plain : Secured.over(plain, host, port, context, "http/1.1");
      plain.setSoTimeout(0);
      ready = true;
      return new Connected(plain, socket);
    } finally {
      if (!ready) {
        plain.close();
      }
    }
  }

  private @Nullable ProxyAddress proxy(URI url, NetworkOptions options) {
    return network.proxies().with(options.proxy()).any(url);
  }

  /** What makes connections to the server of {@code url}. */
  static Dialer dialer(Network network, URI url, NetworkOptions options, Duration limit) {
    ProxyAddress proxy = network.proxies().with(options.proxy()).any(url);
    return proxy == null
        ? Dialer.guarded(options.trusted() ? EgressGuard.OPEN : network.guard(), limit)
        : Dialer.through(proxy, network, limit);
  }
}
