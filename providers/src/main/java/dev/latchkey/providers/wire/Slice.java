package dev.latchkey.providers.wire;

import java.nio.charset.StandardCharsets;

/**
 * Part of a byte array, not copied: whoever made it may reuse the array afterwards.
 *
 * @param array the bytes around it; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // a view of a buffer, never compared
public record Slice(byte[] array, int offset, int length) {
  /** All of {@code bytes}. */
  public static Slice of(byte[] bytes) {
    return new Slice(bytes, 0, bytes.length);
  }

  /** The UTF-8 bytes of {@code text}. */
  public static Slice of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether it is exactly this ASCII text. */
  public boolean is(String ascii) {
    if (ascii.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (array[offset + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The bytes as text; malformed UTF-8 becomes replacement characters. */
  public String utf8() {
    return new String(array, offset, length, StandardCharsets.UTF_8);
  }

  /** The first {@code max} bytes as text, for messages about data nobody could read. */
  public String start(int max) {
    return new String(array, offset, Math.min(length, max), StandardCharsets.UTF_8);
  }
}
