package dev.latchkey.providers.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;

/** Connections through an HTTP proxy, which may itself be spoken to inside TLS. */
final class Tunnel implements Dialer {
  private final ProxyAddress proxy;
  private final Trust trust;
  private final Duration limit;

  Tunnel(ProxyAddress proxy, Trust trust, Duration limit) {
    this.proxy = proxy;
    this.trust = trust;
    this.limit = limit;
  }

  @Override
  public Socket connect(String host, int port) throws IOException {
    Socket plain = null;
    try {
      plain = Dialer.first(InetAddress.getAllByName(proxy.host()), proxy.port(), limit);
      plain.setSoTimeout(Math.toIntExact(limit.toMillis()));
      Socket socket = proxy.kind() == ProxyAddress.Kind.HTTPS ? encrypted(plain) : plain;
      ask(socket, host.indexOf(':') < 0 ? host : "[" + host + "]", port);
      socket.setSoTimeout(0);
      return socket;
    } catch (IOException | GeneralSecurityException e) {
      if (plain != null) {
        plain.close();
      }
      throw new IOException(
          "The proxy " + proxy.host() + ":" + proxy.port() + ": " + e.getMessage(), e);
    }
  }

  private Socket encrypted(Socket plain) throws IOException, GeneralSecurityException {
    return Secured.over(plain, proxy.host(), proxy.port(), trust.context(NetworkOptions.DEFAULT));
  }

  private void ask(Socket socket, String host, int port) throws IOException {
    String target = host + ":" + port;
    String user = proxy.authorization();
    String request =
        "CONNECT "
            + target
            + " HTTP/1.1\r\nHost: "
            + target
            + "\r\n"
            + (user == null ? "" : "Proxy-Authorization: " + user + "\r\n")
            + "\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    String answer = HeadLines.read(socket.getInputStream()).getFirst();
    if (!answer.matches("(?i)http/1\\.[01] 2\\d\\d.*")) {
      throw new IOException("no connection to " + target + ": " + answer);
    }
  }
}
