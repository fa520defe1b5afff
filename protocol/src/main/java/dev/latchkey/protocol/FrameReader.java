package dev.latchkey.protocol;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads frames with {@code Content-Length} headers.
 *
 * <p>Tolerant by rule: any header case, unknown headers ignored, bare line feeds, a header block
 * without a positive length is skipped, and text before {@code Content-Length:} on a line is
 * dropped, so that the reader finds its way back after garbage.
 */
final class FrameReader {
  private static final byte[] NAME = "content-length:".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] HTTP = " http/".getBytes(StandardCharsets.US_ASCII);

  /** A request line ends with " HTTP/1.1" or the like. */
  private static final int HTTP_TAIL = 12;

  private static final int LINE_LIMIT = 1024;
  private static final int FIRST_ALLOCATION = 1 << 20;

  private final InputStream in;
  private final int maxLength;
  private final byte[] buffer = new byte[32 * 1024];
  private final byte[] line = new byte[LINE_LIMIT];
  private int position;
  private int limit;

  FrameReader(InputStream in, int maxLength) {
    this.in = in;
    this.maxLength = maxLength;
  }

  /** The next frame, or null at the end of the stream. */
  byte @Nullable [] next() throws IOException {
    long length = 0;
    while (true) {
      int size = readLine();
      if (size < 0) {
        return null;
      }
      if (size > 0) {
        refuseHttp(size);
        long found = contentLength(size);
        length = found >= 0 ? found : length;
      } else if (length > 0) {
        return readBody(length);
      }
    }
  }

  /**
   * A web page may post to any local port, and its headers would pass for ours: a browser must not
   * become a client.
   */
  private void refuseHttp(int size) throws IOException {
    for (int start = Math.max(0, size - HTTP_TAIL); start + HTTP.length <= size; start++) {
      if (at(start, HTTP)) {
        throw new IOException("The other side speaks HTTP");
      }
    }
  }

  /** Reads to the next line feed into {@link #line}; the tail of an overlong line is kept. */
  private int readLine() throws IOException {
    int size = 0;
    while (true) {
      if (position == limit && !fill()) {
        return -1;
      }
      byte b = buffer[position++];
      if (b == '\n') {
        return size > 0 && line[size - 1] == '\r' ? size - 1 : size;
      }
      if (size == LINE_LIMIT) {
        int kept = LINE_LIMIT / 2;
        System.arraycopy(line, LINE_LIMIT - kept, line, 0, kept);
        size = kept;
      }
      line[size++] = b;
    }
  }

  private boolean fill() throws IOException {
    int read = in.read(buffer, 0, buffer.length);
    position = 0;
    limit = Math.max(read, 0);
    return read > 0;
  }

  /** The number behind the last {@code Content-Length:} on the line, or -1. */
  private long contentLength(int size) {
    for (int start = size - NAME.length; start >= 0; start--) {
      if (at(start, NAME)) {
        return number(start + NAME.length, size);
      }
    }
    return -1;
  }

  /** Whether these lower-case letters are at this place, in any case. */
  private boolean at(int start, byte[] word) {
    for (int i = 0; i < word.length; i++) {
      byte b = line[start + i];
      int lower = b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b;
      if (lower != word[i]) {
        return false;
      }
    }
    return true;
  }

  private long number(int from, int to) {
    long value = -1;
    for (int i = from; i < to; i++) {
      byte b = line[i];
      if (b >= '0' && b <= '9') {
        value = Math.min(Math.max(value, 0) * 10 + (b - '0'), 1L << 53);
      } else if (b != ' ' && b != '\t') {
        return -1;
      }
    }
    return value;
  }

  private byte[] readBody(long length) throws IOException {
    if (length > maxLength) {
      skip(length);
      throw new FrameTooLargeException(length, maxLength);
    }
    int wanted = (int) length;
    // A declared length is only a claim: memory follows the bytes that arrive.
    byte[] body = new byte[Math.min(wanted, FIRST_ALLOCATION)];
    int have = 0;
    while (have < wanted) {
      if (have == body.length) {
        body = Arrays.copyOf(body, (int) Math.min((long) body.length * 2, wanted));
      }
      have += readSome(body, have);
    }
    return body;
  }

  private int readSome(byte[] target, int offset) throws IOException {
    int room = target.length - offset;
    int buffered = Math.min(limit - position, room);
    if (buffered > 0) {
      System.arraycopy(buffer, position, target, offset, buffered);
      position += buffered;
      return buffered;
    }
    int read = in.read(target, offset, room);
    if (read < 0) {
      throw new EOFException("The stream ended inside a message");
    }
    return read;
  }

  private void skip(long length) throws IOException {
    long left = length;
    while (left > 0) {
      if (position == limit && !fill()) {
        throw new EOFException("The stream ended inside a message");
      }
      int step = (int) Math.min(left, limit - position);
      position += step;
      left -= step;
    }
  }
}
