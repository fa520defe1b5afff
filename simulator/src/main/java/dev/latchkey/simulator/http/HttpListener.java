package dev.latchkey.simulator.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Accepts connections on loopback, one virtual thread each, until closed. */
public final class HttpListener implements AutoCloseable {
  private static final int BACKLOG = 1024;
  private static final Duration ACCEPTOR_STOPS_WITHIN = Duration.ofSeconds(5);
  private static final long ACCEPT_AGAIN_NANOS = 1_000_000;

  private final Handler handler;
  private final int port;
  private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
  private @Nullable ServerSocket server;
  private Thread acceptor;
  private boolean closed;

  private HttpListener(Handler handler, ServerSocket server) {
    this.handler = handler;
    this.server = server;
    this.port = server.getLocalPort();
    this.acceptor = acceptOn(server);
  }

  /**
   * Binds 127.0.0.1.
   *
   * @param port the port, or 0 for any free one
   * @throws UncheckedIOException when the port is taken
   */
  public static HttpListener start(int port, Handler handler) {
    return new HttpListener(handler, bind(port));
  }

  /** The bound port, also while refusing. */
  public int port() {
    return port;
  }

  /** Stops listening, so that connects are refused; open connections stay. */
  public synchronized void refuse() {
    if (server != null) {
      closeQuietly(server);
      server = null;
      awaitAcceptor();
    }
  }

  /** Listens again on the same port after {@link #refuse()}. */
  public synchronized void accept() {
    if (server == null && !closed) {
      server = bind(port);
      acceptor = acceptOn(server);
    }
  }

  /** Stops listening and closes every connection. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      refuse();
    }
    connections.forEach(HttpConnection::cut);
  }

  /** Closes every connection and goes on listening. */
  public void dropConnections() {
    connections.forEach(HttpConnection::cut);
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private static ServerSocket bind(int port) {
    try {
      ServerSocket server = new ServerSocket();
      server.setReuseAddress(true);
      server.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), BACKLOG);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The simulator cannot listen on 127.0.0.1:"
              + port
              + " ("
              + e.getMessage()
              + "). Choose another port, or 0 for any free one.",
          e);
    }
  }

  private Thread acceptOn(ServerSocket listening) {
    return Thread.ofVirtual()
        .name("simulator-accept-" + listening.getLocalPort())
        .start(() -> acceptUntilClosed(listening));
  }

  /** The system goes on taking connects until the thread inside accept has noticed the close. */
  private void awaitAcceptor() {
    try {
      acceptor.join(ACCEPTOR_STOPS_WITHIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void acceptUntilClosed(ServerSocket listening) {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        Thread.ofVirtual().name("simulator-connection").start(() -> serve(socket));
      } catch (IOException closedOrExhausted) {
        LockSupport.parkNanos(ACCEPT_AGAIN_NANOS);
      }
    }
  }

  private void serve(Socket socket) {
    try (HttpConnection connection = new HttpConnection(socket)) {
      connections.add(connection);
      try {
        if (isClosed()) {
          return;
        }
        connection.serve(handler);
      } finally {
        connections.remove(connection);
      }
    } catch (IOException clientGone) {
      // Clients leave whenever they like; whoever cares has recorded it.
    }
  }

  private static void closeQuietly(ServerSocket server) {
    try {
      server.close();
    } catch (IOException alreadyGone) {
      // The port is free either way.
    }
  }
}
