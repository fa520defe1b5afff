package dev.latchkey.providers.call;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLServerSocketFactory;

/** Sockets that want to see a client's certificate. */
final class MutualTls extends ServerSocketFactory {
  private final SSLServerSocketFactory sockets;

  MutualTls(SSLServerSocketFactory sockets) {
    this.sockets = sockets;
  }

  private static ServerSocket demanding(ServerSocket socket) {
    ((SSLServerSocket) socket).setNeedClientAuth(true);
    return socket;
  }

  @Override
  public ServerSocket createServerSocket(int port) throws IOException {
    return demanding(sockets.createServerSocket(port));
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog) throws IOException {
    return demanding(sockets.createServerSocket(port, backlog));
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog, InetAddress address)
      throws IOException {
    return demanding(sockets.createServerSocket(port, backlog, address));
  }
}
