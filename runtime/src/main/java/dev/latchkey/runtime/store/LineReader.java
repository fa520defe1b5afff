package dev.latchkey.runtime.store;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Walks over the lines of a journal file. After {@link #next} the line is in {@link #buffer} from
 * {@link #start} on, {@link #length} bytes without its line break.
 */
final class LineReader implements Closeable {
  private static final int CHUNK = 64 * 1024;

  private final RandomAccessFile file;
  private byte[] buffer = new byte[CHUNK];
  private int filled;
  private int start;
  private int length;
  private int following;
  private long bufferOffset;
  private boolean terminated = true;

  private LineReader(RandomAccessFile file, long offset) {
    this.file = file;
    bufferOffset = offset;
  }

  /** Reads from {@code offset}, which must be the beginning of a line. */
  static LineReader open(Path path, long offset) throws IOException {
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "r");
    file.seek(offset);
    return new LineReader(file, offset);
  }

  /** Goes to the next line, terminated or not; false at the end of the file. */
  boolean next() throws IOException {
    start = following;
    int end = lineBreak(start);
    while (end < 0 && fill()) {
      end = lineBreak(start);
    }
    terminated = end >= 0;
    length = (terminated ? end : filled) - start;
    following = terminated ? end + 1 : filled;
    return terminated || length > 0;
  }

  byte[] buffer() {
    return buffer;
  }

  int start() {
    return start;
  }

  int length() {
    return length;
  }

  /** Whether the line ends with a line break, as everything written whole does. */
  boolean terminated() {
    return terminated;
  }

  /** Whether there is nothing in the line. */
  boolean blank() {
    return length == 0 || (length == 1 && buffer[start] == '\r');
  }

  /** Where the line begins in the file. */
  long offset() {
    return bufferOffset + start;
  }

  /** Where the next line begins in the file. */
  long endOffset() {
    return bufferOffset + following;
  }

  /** The line as an array of its own. */
  byte[] copy() {
    return Arrays.copyOfRange(buffer, start, start + length);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private int lineBreak(int from) {
    for (int i = from; i < filled; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private boolean fill() throws IOException {
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, filled - start);
      bufferOffset += start;
      filled -= start;
      start = 0;
    } else if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int count = file.read(buffer, filled, buffer.length - filled);
    filled += Math.max(count, 0);
    return count > 0;
  }
}
