package dev.latchkey.providers.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Heads of HTTP/1.1 messages, line by line. */
public final class HeadLines {
  private static final int LONGEST = 256 * 1024;

  private HeadLines() {}

  /**
   * Reads a head and nothing after it, byte by byte. Blocks.
   *
   * @return its lines without the empty one that ends it; at least one
   * @throws IOException when it ends too early or never
   */
  public static List<String> read(InputStream in) throws IOException {
    List<String> lines = new ArrayList<>();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int length = 0; length < LONGEST; length++) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("the other end closed the connection before it had answered");
      }
      if (b != '\n') {
        line.write(b);
        continue;
      }
      String text = line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
      if (text.isEmpty()) {
        return lines.isEmpty() ? List.of("") : lines;
      }
      lines.add(text);
      line.reset();
    }
    throw new IOException("the head is longer than " + LONGEST + " bytes");
  }
}
