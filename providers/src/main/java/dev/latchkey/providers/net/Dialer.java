package dev.latchkey.providers.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** Makes the connections of a {@link Relay}. */
@FunctionalInterface
interface Dialer {
  /**
   * A connection to {@code host}. Blocks.
   *
   * @throws IOException when there is none; its message is shown to people
   */
  Socket connect(String host, int port) throws IOException;

  /** A connection to the first of {@code addresses} that answers within {@code limit}. */
  static Socket first(InetAddress[] addresses, int port, Duration limit) throws IOException {
    IOException last = new IOException("no address");
    for (InetAddress address : addresses) {
      Socket socket = new Socket();
      try {
        socket.connect(new InetSocketAddress(address, port), Math.toIntExact(limit.toMillis()));
        socket.setTcpNoDelay(true);
        return socket;
      } catch (IOException e) {
        socket.close();
        last = e;
      }
    }
    throw last;
  }

  /** Connects only to addresses that {@code guard} has looked at: no second lookup in between. */
  static Dialer guarded(EgressGuard guard, Duration limit) {
    return (host, port) -> first(guard.admitted(host, port), port, limit);
  }

  /** Connects through {@code proxy}. */
  static Dialer through(ProxyAddress proxy, Network network, Duration limit) {
    return switch (proxy.kind()) {
      case SOCKS5, SOCKS5H -> new Socks(proxy, limit);
      case HTTP, HTTPS -> new Tunnel(proxy, network.trust(), limit);
      case UNKNOWN -> throw new IllegalArgumentException("no way through " + proxy.scheme());
    };
  }
}
