package dev.latchkey.providers.net;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Connections through an HTTP proxy, which may itself be spoken to inside TLS. */
final class Tunnel implements Dialer {
  private static final int LONGEST = 64 * 1024;

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

  private SSLSocket encrypted(Socket plain) throws IOException, GeneralSecurityException {
    SSLContext context = trust.context(NetworkOptions.DEFAULT);
    SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(plain, proxy.host(), proxy.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
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
    String answer = head(socket.getInputStream());
    if (!answer.matches("(?s)http/1\\.[01] 2\\d\\d.*")) {
      throw new IOException(
          "no connection to " + target + ": " + answer.lines().findFirst().orElse("no answer"));
    }
  }

  /** Byte by byte, so that nothing after it is taken. */
  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0 && head.length() < LONGEST) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("it closed the connection");
      }
      head.append((char) b);
    }
    return head.toString().toLowerCase(Locale.ROOT);
  }
}
