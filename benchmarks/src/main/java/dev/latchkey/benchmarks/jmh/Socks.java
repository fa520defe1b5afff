package dev.latchkey.benchmarks.jmh;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A SOCKS 5 proxy that leads every name to one port of this machine. */
final class Socks implements Closeable {
  private static final byte[] NO_USER = {5, 0};
  private static final byte[] CONNECTED = {5, 0, 0, 1, 0, 0, 0, 0, 0, 0};

  private final ServerSocket listener;
  private final int target;

  private Socks(ServerSocket listener, int target) {
    this.listener = listener;
    this.target = target;
  }

  static Socks to(int port) throws IOException {
    Socks socks = new Socks(new ServerSocket(0, 128, InetAddress.getLoopbackAddress()), port);
    Thread.ofVirtual().start(socks::run);
    return socks;
  }

  int port() {
    return listener.getLocalPort();
  }

  private void run() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      greet(client);
      Thread.ofVirtual().start(() -> pump(client, server));
      server.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException _) {
      // one of both sides is done
      return;
    }
  }

  private static void greet(Socket client) throws IOException {
    InputStream in = client.getInputStream();
    in.skipNBytes(1);
    in.skipNBytes(in.read());
    client.getOutputStream().write(NO_USER);
    in.skipNBytes(4);
    in.skipNBytes(in.read() + 2);
    client.getOutputStream().write(CONNECTED);
  }

  private static void pump(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException _) {
      // the other direction notices
      return;
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
