package dev.latchkey.providers.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ServerSocketFactory;

/** A port of this machine that serves each connection on a thread of its own until it is closed. */
public final class Listening implements AutoCloseable {
  private final ServerSocket server;
  private final Service service;
  private final Set<Socket> clients = ConcurrentHashMap.newKeySet();

  /** What is done with a connection; it is closed afterwards. */
  @FunctionalInterface
  public interface Service {
    void serve(Socket client) throws IOException, InterruptedException;
  }

  private Listening(ServerSocket server, Service service) {
    this.server = server;
    this.service = service;
  }

  /** A port on a socket of this kind. */
  public static Listening start(ServerSocketFactory sockets, Service service) {
    try {
      ServerSocket socket = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
      Listening listening = new Listening(socket, service);
      Thread.ofVirtual().start(listening::accept);
      return listening;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A port on an ordinary socket. */
  public static Listening start(Service service) {
    return start(ServerSocketFactory.getDefault(), service);
  }

  public int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        clients.add(client);
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      service.serve(client);
    } catch (IOException | InterruptedException _) {
      // one side went away, or did not trust the other
      return;
    } finally {
      clients.remove(client);
    }
  }

  /** Passes everything on, both ways, until both sides have ended. */
  public static void pass(Socket client, Socket origin) throws InterruptedException {
    Thread back = Thread.ofVirtual().start(() -> pump(origin, client));
    pump(client, origin);
    back.join();
  }

  private static void pump(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException _) {
      // one side is gone, and the other one has to hear of it
      close(from);
      close(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // gone already
      return;
    }
  }

  /** Closes the port and every connection. */
  @Override
  public void close() {
    try {
      server.close();
      for (Socket client : clients) {
        client.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
