package dev.latchkey.benchmarks;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The framing of the protocol, written once more: the bench must not depend on what it measures.
 */
final class Frames {
  private static final String LENGTH = "content-length:";

  private final InputStream in;
  private final OutputStream out;

  Frames(InputStream in, OutputStream out) {
    this.in = new BufferedInputStream(in, 1 << 16);
    this.out = out;
  }

  synchronized void write(byte[] body) throws IOException {
    byte[] head =
        ("Content-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    byte[] message = new byte[head.length + body.length];
    System.arraycopy(head, 0, message, 0, head.length);
    System.arraycopy(body, 0, message, head.length, body.length);
    out.write(message);
    out.flush();
  }

  /** The next message; null at the end. */
  byte @Nullable [] read() throws IOException {
    int length = -1;
    for (String line = line(); line != null; line = line()) {
      if (line.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
        length = Integer.parseInt(line.substring(LENGTH.length()).strip());
      } else if (line.isEmpty() && length >= 0) {
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
          throw new EOFException("the stream ended inside a message");
        }
        return body;
      }
    }
    return null;
  }

  private @Nullable String line() throws IOException {
    StringBuilder line = new StringBuilder(32);
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        return null;
      }
      if (b != '\r') {
        line.append((char) b);
      }
    }
    return line.toString();
  }

  /** Whether {@code text} occurs in {@code body} before {@code limit}. */
  static boolean contains(byte[] body, byte[] text, int limit) {
    int last = Math.min(body.length, limit) - text.length;
    for (int i = 0; i <= last; i++) {
      int same = 0;
      while (same < text.length && body[i + same] == text[same]) {
        same++;
      }
      if (same == text.length) {
        return true;
      }
    }
    return false;
  }
}
