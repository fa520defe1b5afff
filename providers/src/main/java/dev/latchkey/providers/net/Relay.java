package dev.latchkey.providers.net;

import dev.latchkey.providers.Secret;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy inside this process, for connections that Java's HTTP client cannot make itself:
 * through a SOCKS proxy, or to an address that was looked at before. It listens on the loopback
 * address and serves nobody who does not show a secret that never leaves this process.
 */
final class Relay implements AutoCloseable {
  private static final int SLOWEST_HEAD_MILLIS = 30_000;
  private static final int MOST_FAILURES = 100;

  private final ServerSocket listener;
  private final Dialer dialer;
  private final Secret authorization;
  private final Map<String, String> failures = new ConcurrentHashMap<>();

  private Relay(ServerSocket listener, Dialer dialer, Secret authorization) {
    this.listener = listener;
    this.dialer = dialer;
    this.authorization = authorization;
  }

  /** A relay that is listening. */
  static Relay open(Dialer dialer) {
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    String user = "latchkey:" + Base64.getUrlEncoder().encodeToString(random);
    String header =
        "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
    try {
      ServerSocket listener = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
      Relay relay = new Relay(listener, dialer, Secret.of(header));
      Thread.ofVirtual().name("latchkey-relay").start(relay::run);
      return relay;
    } catch (IOException e) {
      throw new UncheckedIOException("No relay on the loopback address", e);
    }
  }

  InetSocketAddress address() {
    return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
  }

  /** What clients must show. */
  String authorization() {
    return authorization.reveal();
  }

  /** Why the last connection to this server could not be made; null when it could. */
  @Nullable String failure(String host, int port) {
    return failures.get(host + ":" + port);
  }

  private void run() {
    while (!listener.isClosed()) {
      accept();
    }
  }

  private void accept() {
    try {
      Socket client = listener.accept();
      Thread.ofVirtual().name("latchkey-relay").start(() -> serve(client));
    } catch (IOException _) {
      // closed, or out of sockets for the moment: who is connecting will notice
      return;
    }
  }

  private void serve(Socket client) {
    try (client) {
      client.setTcpNoDelay(true);
      client.setSoTimeout(SLOWEST_HEAD_MILLIS);
      InputStream in = new BufferedInputStream(client.getInputStream());
      RelayedRequest request = RelayedRequest.read(in);
      if (!known(request.authorization())) {
        answer(client, 407, "");
        return;
      }
      client.setSoTimeout(0);
      pass(client, in, request);
    } catch (IOException _) {
      // one of both sides went away; the other one sees it
      return;
    }
  }

  private boolean known(String shown) {
    return MessageDigest.isEqual(
        shown.getBytes(StandardCharsets.UTF_8),
        authorization.reveal().getBytes(StandardCharsets.UTF_8));
  }

  private void pass(Socket client, InputStream in, RelayedRequest request) throws IOException {
    try (Socket server = connected(client, request)) {
      if (server == null) {
        return;
      }
      InputStream reply = new BufferedInputStream(server.getInputStream());
      if (request.tunnel()) {
        client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      } else {
        server.getOutputStream().write(request.head().getBytes(StandardCharsets.ISO_8859_1));
      }
      Thread.ofVirtual().name("latchkey-relay").start(() -> pump(in, server));
      if (!request.tunnel()) {
        client.getOutputStream().write(RelayedRequest.closing(reply));
      }
      reply.transferTo(client.getOutputStream());
    }
  }

  /** A connection to where the request goes; null after the client was told that there is none. */
  private @Nullable Socket connected(Socket client, RelayedRequest request) throws IOException {
    String server = request.host() + ":" + request.port();
    try {
      Socket socket = dialer.connect(request.host(), request.port());
      failures.remove(server);
      return socket;
    } catch (IOException | RuntimeException e) {
      if (failures.size() < MOST_FAILURES || failures.containsKey(server)) {
        failures.put(server, String.valueOf(e.getMessage()));
      }
      answer(client, 502, String.valueOf(e.getMessage()));
      return null;
    }
  }

  private static void answer(Socket client, int status, String words) throws IOException {
    byte[] body = words.getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 %d Relay\r\n%s: 1\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
            .formatted(status, Relays.NO_CONNECTION, body.length);
    client.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
    client.getOutputStream().write(body);
  }

  private static void pump(InputStream from, Socket to) {
    // whoever asked is gone, or the server is: neither can use what the other one still says
    try (to) {
      from.transferTo(to.getOutputStream());
    } catch (IOException _) {
      return;
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException _) {
      // nothing is left to be done about it
      return;
    }
  }
}
