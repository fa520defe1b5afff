package dev.latchkey.providers.net;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;

/** A forward proxy that takes everything to one server of this machine. */
public final class ForwardProxy implements AutoCloseable {
  private final ServerSocket server;
  private final int target;
  private final String user;
  private final List<String> lines = new CopyOnWriteArrayList<>();

  private ForwardProxy(ServerSocket server, int target, String user) {
    this.server = server;
    this.target = target;
    this.user = user;
  }

  /**
   * A proxy.
   *
   * @param user the whole value of {@code Proxy-Authorization} it wants; empty for none
   */
  public static ForwardProxy start(int target, String user) {
    return start(ServerSocketFactory.getDefault(), target, user);
  }

  /** The same on a socket of this kind. */
  public static ForwardProxy start(ServerSocketFactory sockets, int target, String user) {
    try {
      ServerSocket socket = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
      ForwardProxy proxy = new ForwardProxy(socket, target, user);
      Thread.ofVirtual().start(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return server.getLocalPort();
  }

  /** The request lines it was asked. */
  public List<String> lines() {
    return lines;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket origin = new Socket(InetAddress.getLoopbackAddress(), target)) {
      TinyServer.Asked asked = TinyServer.read(client.getInputStream());
      lines.add(asked.line());
      if (!user.equals(asked.headers().getOrDefault("proxy-authorization", ""))) {
        say(client, "HTTP/1.1 407 X\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n");
        return;
      }
      if (asked.line().startsWith("CONNECT ")) {
        say(client, "HTTP/1.1 200 X\r\n\r\n");
      } else {
        forward(asked, origin);
      }
      Thread back = Thread.ofVirtual().start(() -> pump(origin, client));
      pump(client, origin);
      back.join();
    } catch (IOException | InterruptedException _) {
      // one side went away
      return;
    }
  }

  private static void forward(TinyServer.Asked asked, Socket origin) throws IOException {
    StringBuilder head = new StringBuilder(asked.line()).append("\r\n");
    asked
        .headers()
        .forEach((name, value) -> {
          if (!name.startsWith("proxy-")) {
            head.append(name).append(": ").append(value).append("\r\n");
          }
        });
    say(origin, head.append("\r\n").append(asked.body()).toString());
  }

  private static void say(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static void pump(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException _) {
      // closed by the other direction
      return;
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
