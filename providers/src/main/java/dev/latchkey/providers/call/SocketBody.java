package dev.latchkey.providers.call;

import dev.latchkey.providers.courier.MessageSocket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;

/**
 * One reply as it comes over a socket, message by message, in the form of server-sent events. It
 * ends where its reader says so; closing it earlier closes the socket.
 */
final class SocketBody extends InputStream {
  private static final byte[] DATA = "data: ".getBytes(StandardCharsets.UTF_8);
  private static final byte[] NEXT_LINE = "\ndata: ".getBytes(StandardCharsets.UTF_8);
  private static final byte[] END = "\n\n".getBytes(StandardCharsets.UTF_8);

  private final MessageSocket socket;
  private byte[] current = new byte[0];
  private int next;
  private volatile boolean anything;
  private volatile boolean complete;

  SocketBody(MessageSocket socket) {
    this.socket = socket;
  }

  /** The reply is over, for good or ill, and the socket can carry another. */
  void complete() {
    complete = true;
  }

  /** Whether a message came at all. */
  boolean anything() {
    return anything;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (next == current.length) {
      if (complete) {
        return -1;
      }
      current = event(message());
      next = 0;
    }
    int count = Math.min(length, current.length - next);
    System.arraycopy(current, next, into, offset, count);
    next += count;
    return count;
  }

  private byte[] message() throws IOException {
    try {
      byte[] message = socket.receive();
      if (message == null) {
        throw new IOException("the server closed the WebSocket before the reply was complete");
      }
      anything = true;
      return message;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  /** A message of several lines is one event all the same. */
  private static byte[] event(byte[] message) {
    ByteArrayOutputStream event = new ByteArrayOutputStream(message.length + 8);
    event.writeBytes(DATA);
    int from = 0;
    for (int i = 0; i < message.length; i++) {
      if (message[i] == '\n' || message[i] == '\r') {
        event.write(message, from, i - from);
        event.writeBytes(NEXT_LINE);
        from = i + 1;
      }
    }
    event.write(message, from, message.length - from);
    event.writeBytes(END);
    return event.toByteArray();
  }

  @Override
  public void close() {
    if (!complete) {
      socket.close();
    }
  }
}
