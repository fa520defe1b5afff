package dev.latchkey.server;

import dev.latchkey.protocol.StreamTransport;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;

/** Takes TCP connections on the loopback address. */
final class TcpListener implements Closeable {
  private static final StreamTransport.Options OPTIONS =
      new StreamTransport.Options(
          StreamTransport.MAX_MESSAGE_BYTES, Thread.ofVirtual().name("latchkey-writer").factory());

  private final ServerSocket socket;
  private final Server server;

  private TcpListener(ServerSocket socket, Server server) {
    this.socket = socket;
    this.server = server;
  }

  /**
   * Begins to listen.
   *
   * @param port 0 for any free one
   */
  static TcpListener open(int port, Server server) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 128);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    return new TcpListener(socket, server);
  }

  int port() {
    return socket.getLocalPort();
  }

  /** Serves clients until the listener is closed. */
  void run() throws IOException {
    while (true) {
      Socket client;
      try {
        client = socket.accept();
      } catch (SocketException e) {
        if (socket.isClosed()) {
          return;
        }
        throw e;
      }
      Thread.ofVirtual().name("latchkey-connection").start(() -> serve(client));
    }
  }

  private void serve(Socket client) {
    try (client) {
      client.setTcpNoDelay(true);
      server
          .connect(
              StreamTransport.open(
                  client.getInputStream(), client.getOutputStream(), client, OPTIONS))
          .run();
    } catch (IOException e) {
      server.setup().log().info("connection ended: " + e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
