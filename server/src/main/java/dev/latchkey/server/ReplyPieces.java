package dev.latchkey.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/** The body of a reply that a client sends piece by piece. Closing it early tells the client so. */
final class ReplyPieces extends InputStream {
  private final ClientExchange exchange;
  private byte[] current = new byte[0];
  private int next;

  ReplyPieces(ClientExchange exchange) {
    this.exchange = exchange;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    while (next == current.length) {
      byte[] more = take();
      if (more == null) {
        return -1;
      }
      current = more;
      next = 0;
    }
    int count = Math.min(length, current.length - next);
    System.arraycopy(current, next, into, offset, count);
    next += count;
    return count;
  }

  private byte @org.jspecify.annotations.Nullable [] take() throws IOException {
    try {
      return exchange.pieces().take();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  @Override
  public void close() {
    exchange.giveUp("the reply is not wanted any more");
  }
}
