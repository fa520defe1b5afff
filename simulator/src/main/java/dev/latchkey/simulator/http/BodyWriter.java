package dev.latchkey.simulator.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Collects a response and sends it in as few writes as its pace allows. The head goes out with the
 * first bytes of the body.
 */
public final class BodyWriter {
  private static final int CAPACITY = 32 * 1024;
  private static final int CHUNK_SIZE_LINE = 10;
  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final HttpConnection connection;
  private final boolean chunked;
  private final byte[] head;
  private boolean headSent;
  private final int headroom;
  private final byte[] buffer;
  private int length;

  BodyWriter(HttpConnection connection, byte[] head, boolean chunked) {
    this.connection = connection;
    this.head = head;
    this.chunked = chunked;
    this.headroom = head.length + CHUNK_SIZE_LINE;
    this.buffer = new byte[headroom + CAPACITY + 2 + LAST_CHUNK.length];
  }

  /** Adds bytes; full buffers are sent on the way. */
  public void add(byte[] bytes) throws IOException {
    int from = 0;
    while (from < bytes.length) {
      int part = Math.min(bytes.length - from, CAPACITY - length);
      System.arraycopy(bytes, from, buffer, headroom + length, part);
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
    int start = headroom;
    int end = headroom + length;
    if (chunked && length > 0) {
      byte[] size = (Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
      start -= size.length;
      System.arraycopy(size, 0, buffer, start, size.length);
      buffer[end++] = '\r';
      buffer[end++] = '\n';
    }
    if (last) {
      System.arraycopy(LAST_CHUNK, 0, buffer, end, LAST_CHUNK.length);
      end += LAST_CHUNK.length;
    }
    if (!headSent) {
      headSent = true;
      start -= head.length;
      System.arraycopy(head, 0, buffer, start, head.length);
    }
    if (end > start) {
      connection.write(buffer, start, end - start);
    }
    length = 0;
  }
}
