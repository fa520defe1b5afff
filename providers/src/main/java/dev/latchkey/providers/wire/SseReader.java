package dev.latchkey.providers.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a byte stream into server-sent events, as the HTML standard describes them and a little more
 * forgivingly: an event at the end of the stream counts without its blank line, and a line that is
 * a bare JSON object (a server that fell out of its stream to report an error) counts as an event.
 *
 * <p>Bytes may come in any portions; the result never depends on where they were cut. Used by one
 * thread.
 */
public final class SseReader {
  /** The longest event or line accepted, in bytes; beyond it the sender is broken or hostile. */
  public static final int LIMIT = 32 * 1024 * 1024;

  private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final Sink sink;
  private final Bytes line = new Bytes();
  private final Bytes data = new Bytes();
  private boolean hasData;
  private @Nullable String name;
  private @Nullable String lastName;
  private boolean firstLine = true;
  private boolean skipLineFeed;

  /** Where events go. */
  public interface Sink {
    /** One event; {@code data} is valid only during the call. */
    void event(@Nullable String name, Slice data);

    /** A line no event stream can contain, e.g. HTML; valid only during the call. */
    void garbage(Slice line);
  }

  /** A reader at the beginning of a stream. */
  public SseReader(Sink sink) {
    this.sink = sink;
  }

  /** Takes in the next portion. */
  public void feed(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int start = offset;
    if (skipLineFeed && length > 0) {
      skipLineFeed = false;
      start += bytes[start] == '\n' ? 1 : 0;
    }
    for (int i = start; i < end; i++) {
      byte b = bytes[i];
      if (b == '\n' || b == '\r') {
        lineEnds(bytes, start, i);
        if (b == '\r') {
          if (i + 1 == end) {
            skipLineFeed = true;
          } else if (bytes[i + 1] == '\n') {
            i++;
          }
        }
        start = i + 1;
      }
    }
    line.append(bytes, start, end - start);
  }

  /** The stream ended: a last event without its blank line still counts. */
  public void end() {
    if (line.length > 0) {
      lineEnds(line.array, 0, 0);
    }
    dispatch();
  }

  private void lineEnds(byte[] bytes, int start, int end) {
    if (line.length == 0) {
      line(bytes, start, end - start);
      return;
    }
    line.append(bytes, start, end - start);
    int length = line.length;
    line.length = 0;
    line(line.array, 0, length);
  }

  private void line(byte[] bytes, int from, int count) {
    int offset = from;
    int length = count;
    if (firstLine) {
      firstLine = false;
      if (startsWith(bytes, offset, length, BOM)) {
        offset += BOM.length;
        length -= BOM.length;
      }
    }
    if (length == 0) {
      dispatch();
      return;
    }
    if (bytes[offset] != ':') {
      field(bytes, offset, length);
    }
  }

  private void field(byte[] bytes, int offset, int length) {
    int colon = 0;
    while (colon < length && bytes[offset + colon] != ':') {
      colon++;
    }
    int value = Math.min(colon + 1, length);
    if (value < length && bytes[offset + value] == ' ') {
      value++;
    }
    Slice key = new Slice(bytes, offset, colon);
    Slice rest = new Slice(bytes, offset + value, length - value);
    if (key.is("data")) {
      data(rest);
    } else if (key.is("event")) {
      name = name(rest);
    } else if (!key.is("id") && !key.is("retry")) {
      stranger(new Slice(bytes, offset, length), colon);
    }
  }

  private void data(Slice value) {
    if (hasData) {
      data.append((byte) '\n');
    }
    hasData = true;
    data.append(value.array(), value.offset(), value.length());
  }

  /** A line of no known field: unknown fields are ignored, JSON is taken, the rest is garbage. */
  private void stranger(Slice line, int colon) {
    if (line.array()[line.offset()] == '{') {
      dispatch();
      data(line);
      dispatch();
    } else if (colon == line.length() || !isToken(line.array(), line.offset(), colon)) {
      sink.garbage(line);
    }
  }

  private void dispatch() {
    if (hasData) {
      int length = data.length;
      String event = name;
      hasData = false;
      data.length = 0;
      name = null;
      sink.event(event, new Slice(data.array, 0, length));
    }
    name = null;
  }

  /** Most streams repeat few names, so the last one is kept rather than decoded again. */
  private @Nullable String name(Slice value) {
    if (lastName == null || !value.is(lastName)) {
      lastName = value.utf8();
    }
    return lastName.isEmpty() ? null : lastName;
  }

  private static boolean isToken(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      byte b = bytes[i];
      boolean token =
          (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b == '-';
      if (!token && b != '_') {
        return false;
      }
    }
    return length > 0;
  }

  private static boolean startsWith(byte[] bytes, int offset, int length, byte[] prefix) {
    return length >= prefix.length
        && Arrays.equals(bytes, offset, offset + prefix.length, prefix, 0, prefix.length);
  }

  /** Bytes that grow. */
  private static final class Bytes {
    private byte[] array = new byte[512];
    private int length;

    void append(byte b) {
      ensure(1);
      array[length++] = b;
    }

    void append(byte[] bytes, int offset, int count) {
      ensure(count);
      System.arraycopy(bytes, offset, array, length, count);
      length += count;
    }

    private void ensure(int more) {
      if (length + more > LIMIT) {
        throw ReplyErrors.unreadable(
            "The reply should be events of at most " + LIMIT + " bytes",
            new Slice(array, 0, length));
      }
      if (length + more > array.length) {
        array = Arrays.copyOf(array, Math.max(array.length * 2, length + more));
      }
    }
  }
}
