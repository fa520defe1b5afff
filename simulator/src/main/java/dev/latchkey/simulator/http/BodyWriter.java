package dev.latchkey.simulator.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Collects a response and sends it in as few writes as its pace allows. The head goes out with the
 * first bytes of the body.
 */
public final class BodyWriter {
  private static final int HEADROOM = 2 * 1024;
  private static final int CAPACITY = 16 * 1024;
  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final HttpConnection connection;
  private final boolean chunked;
  private final byte[] buffer;
  private byte[] head;
  private int length;

  /** Writes into a buffer of {@link #newBuffer()} that nothing else uses meanwhile. */
  BodyWriter(HttpConnection connection, byte[] buffer, byte[] head, boolean chunked) {
    this.connection = connection;
    this.buffer = buffer;
    this.head = head;
    this.chunked = chunked;
  }

  /** A connection needs only one of these, whatever it sends. */
  static byte[] newBuffer() {
    return new byte[HEADROOM + CAPACITY + 2 + LAST_CHUNK.length];
  }

  /** Adds bytes; full buffers are sent on the way. */
  public void add(byte[] bytes) throws IOException {
    int from = 0;
    while (from < bytes.length) {
      int part = Math.min(bytes.length - from, CAPACITY - length);
      System.arraycopy(bytes, from, buffer, HEADROOM + length, part);
      length += part;
      from += part;
      if (length == CAPACITY) {
        flush();
      }
    }
  }

  /** Adds bytes and sends them in pieces of the given size, each in a write of its own. */
  public void addInPieces(byte[] bytes, int size) throws IOException {
    for (int from = 0; from < bytes.length; from += size) {
      int part = Math.min(size, bytes.length - from);
      byte[] piece = new byte[part];
      System.arraycopy(bytes, from, piece, 0, part);
      add(piece);
      flush();
    }
  }

  /** Sends what was added. */
  public void flush() throws IOException {
    send(false);
  }

  /** Sends the rest and the end of the body. */
  public void end() throws IOException {
    send(chunked);
    if (!chunked) {
      connection.cut();
    }
  }

  private void send(boolean last) throws IOException {
    int start = HEADROOM;
    int end = HEADROOM + length;
    if (chunked && length > 0) {
      byte[] size = (Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
      start = prepend(size, start);
      buffer[end++] = '\r';
      buffer[end++] = '\n';
    }
    if (last) {
      System.arraycopy(LAST_CHUNK, 0, buffer, end, LAST_CHUNK.length);
      end += LAST_CHUNK.length;
    }
    if (head.length > start) {
      connection.write(head);
    } else {
      start = prepend(head, start);
    }
    head = new byte[0];
    if (end > start) {
      connection.write(buffer, start, end - start);
    }
    length = 0;
  }

  private int prepend(byte[] bytes, int start) {
    System.arraycopy(bytes, 0, buffer, start - bytes.length, bytes.length);
    return start - bytes.length;
  }
}
