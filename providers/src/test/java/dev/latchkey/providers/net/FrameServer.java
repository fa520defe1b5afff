package dev.latchkey.providers.net;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** A server that speaks HTTP/2 over TLS, as much of it as JSON answers need (RFC 9113). */
public final class FrameServer implements AutoCloseable {
  private static final int PREFACE = 24;
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int END_STREAM = 1;
  private static final int ACK = 1;
  private static final int END_HEADERS = 4;

  private final SSLServerSocket server;
  private final byte[] answer;
  private final AtomicInteger connections = new AtomicInteger();
  private final List<Integer> streams = new CopyOnWriteArrayList<>();
  private final List<List<String>> offered = new CopyOnWriteArrayList<>();

  private FrameServer(SSLServerSocket server, String answer) {
    this.server = server;
    this.answer = answer.getBytes(StandardCharsets.UTF_8);
  }

  /** A server that answers every request with this JSON. */
  public static FrameServer start(SSLContext context, String answer) {
    try {
      SSLServerSocket socket =
          (SSLServerSocket)
              context
                  .getServerSocketFactory()
                  .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
      FrameServer server = new FrameServer(socket, answer);
      Thread.ofVirtual().start(server::accept);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return server.getLocalPort();
  }

  public int connections() {
    return connections.get();
  }

  /** The streams that were answered, by number. */
  public List<Integer> streams() {
    return streams;
  }

  /** The protocols each connection offered. */
  public List<List<String>> offered() {
    return offered;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        SSLSocket socket = (SSLSocket) server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void serve(SSLSocket socket) {
    try (socket) {
      socket.setHandshakeApplicationProtocolSelector((_, protocols) -> {
        offered.add(List.copyOf(protocols));
        return protocols.contains("h2") ? "h2" : null;
      });
      socket.startHandshake();
      connections.incrementAndGet();
      DataInputStream in = new DataInputStream(socket.getInputStream());
      in.skipNBytes(PREFACE);
      frame(socket, SETTINGS, 0, 0, new byte[0]);
      while (true) {
        int length = in.readUnsignedShort() << 8 | in.readUnsignedByte();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        answer(socket, type, flags, stream, in.readNBytes(length));
      }
    } catch (IOException _) {
      // the client went away, or did not trust us
      return;
    }
  }

  private void answer(Socket socket, int type, int flags, int stream, byte[] payload)
      throws IOException {
    if ((type == SETTINGS || type == PING) && (flags & ACK) == 0) {
      frame(socket, type, ACK, 0, type == PING ? payload : new byte[0]);
    }
    if ((type == HEADERS || type == DATA) && (flags & END_STREAM) != 0) {
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      // ":status: 200" of the static table, then content-type (31) with a value
      head.writeBytes(new byte[] {(byte) 0x88, 0x0f, 0x10, 16});
      head.writeBytes("application/json".getBytes(StandardCharsets.US_ASCII));
      streams.add(stream);
      frame(socket, HEADERS, END_HEADERS, stream, head.toByteArray());
      frame(socket, DATA, END_STREAM, stream, answer);
    }
  }

  private static void frame(Socket socket, int type, int flags, int stream, byte[] payload)
      throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    int length = payload.length;
    frame.writeBytes(new byte[] {(byte) (length >> 16), (byte) (length >> 8), (byte) length});
    frame.writeBytes(new byte[] {(byte) type, (byte) flags});
    frame.writeBytes(
        new byte[] {
          (byte) (stream >> 24), (byte) (stream >> 16), (byte) (stream >> 8), (byte) stream
        });
    frame.writeBytes(payload);
    socket.getOutputStream().write(frame.toByteArray());
    socket.getOutputStream().flush();
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
