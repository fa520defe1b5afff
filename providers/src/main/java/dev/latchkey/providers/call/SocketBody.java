package dev.latchkey.providers.call;

import dev.latchkey.providers.courier.MessageSocket;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;

/**
 * One reply as it comes over a socket, message by message, in the form of server-sent events. It
 * ends where its reader says so; closing it earlier closes the socket.
 */
final class SocketBody extends InputStream {
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

  private String message() throws IOException {
    try {
      String message = socket.receive();
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

  private static byte[] event(String message) {
    boolean oneLine = message.indexOf('\n') < 0 && message.indexOf('\r') < 0;
    String data = oneLine ? message : message.replaceAll("\\r\\n|[\\r\\n]", "\ndata: ");
    return ("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    if (!complete) {
      socket.close();
    }
  }
}
