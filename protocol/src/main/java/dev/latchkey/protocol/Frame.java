package dev.latchkey.protocol;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * One encoded JSON-RPC message: UTF-8 JSON in one or more byte arrays that are sent one after the
 * other.
 *
 * <p>Several parts let one serialised event be shared by many messages that differ only in what
 * surrounds it. The arrays are taken over, not copied: nobody may change them afterwards.
 */
public final class Frame {
  private final byte[][] parts;
  private final int length;

  private Frame(byte[][] parts) {
    this.parts = parts;
    long total = 0;
    for (byte[] part : parts) {
      total += part.length;
    }
    this.length = Math.toIntExact(total);
  }

  /** A message made of these arrays in this order. The arrays are not copied. */
  public static Frame of(byte[]... parts) {
    return new Frame(parts);
  }

  /** A message from JSON text. */
  public static Frame of(String json) {
    return new Frame(new byte[][] {json.getBytes(StandardCharsets.UTF_8)});
  }

  /** Length in bytes. */
  public int length() {
    return length;
  }

  /** The whole message as one array; not a copy when the message has a single part. */
  public byte[] toBytes() {
    if (parts.length == 1) {
      return parts[0];
    }
    byte[] whole = new byte[length];
    copyTo(whole, 0);
    return whole;
  }

  /** Copies the message to {@code target}, beginning at {@code offset}. */
  void copyTo(byte[] target, int offset) {
    int position = offset;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, target, position, part.length);
      position += part.length;
    }
  }

  void writeTo(OutputStream out) throws IOException {
    for (byte[] part : parts) {
      out.write(part);
    }
  }

  /** The JSON text. */
  @Override
  public String toString() {
    return new String(toBytes(), StandardCharsets.UTF_8);
  }
}
