package dev.latchkey.providers.net;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;

/** A forward proxy that takes everything to one server of this machine. */
public final class ForwardProxy implements AutoCloseable {
  private final Listening port;
  private final int target;
  private final String user;
  private final List<String> lines = new CopyOnWriteArrayList<>();

  private ForwardProxy(ServerSocketFactory sockets, int target, String user) {
    this.target = target;
    this.user = user;
    this.port = Listening.start(sockets, this::serve);
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
    return new ForwardProxy(sockets, target, user);
  }

  public int port() {
    return port.port();
  }

  /** The request lines it was asked. */
  public List<String> lines() {
    return lines;
  }

  private void serve(Socket client) throws IOException, InterruptedException {
    try (Socket origin = new Socket(InetAddress.getLoopbackAddress(), target)) {
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
      Listening.pass(client, origin);
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

  @Override
  public void close() {
    port.close();
  }
}
