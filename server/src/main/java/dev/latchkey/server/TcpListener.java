package dev.latchkey.server;

import dev.latchkey.protocol.StreamTransport;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnknownHostException;

/** Takes TCP connections, on the loopback address unless told otherwise. */
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
   * Whether others than this machine may reach a server that listens there.
   *
   * @throws UsageException when it is no address of this machine
   */
  static boolean reachableByOthers(ServerArguments.Listen listen) throws UsageException {
    if (listen.host() == null) {
      return false;
    }
    try {
      return !InetAddress.getByName(listen.host()).isLoopbackAddress();
    } catch (UnknownHostException _) {
      throw new UsageException(
          "error: option '--host <address>' argument '"
              + listen.host()
              + "' is no address of this machine.");
    }
  }

  /** Begins to listen. */
  static TcpListener open(ServerArguments.Listen listen, Server server) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      InetAddress address =
          listen.host() == null
              ? InetAddress.getLoopbackAddress()
              : InetAddress.getByName(listen.host());
      socket.bind(new InetSocketAddress(address, listen.port()), 128);
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
      if (!server.doorkeeper().listensTo(client.getInetAddress())) {
        return;
      }
      client.setTcpNoDelay(true);
      server
          .connect(
              StreamTransport.open(
                  client.getInputStream(), client.getOutputStream(), client, OPTIONS),
              client.getInetAddress())
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
