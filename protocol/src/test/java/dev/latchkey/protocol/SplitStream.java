package dev.latchkey.protocol;

import java.io.InputStream;
import java.util.Random;

/** Gives its bytes in random pieces. */
final class SplitStream extends InputStream {
  private final byte[] bytes;
  private final Random random;
  private int position;

  SplitStream(byte[] bytes, Random random) {
    this.bytes = bytes;
    this.random = random;
  }

  @Override
  public int read() {
    return position < bytes.length ? bytes[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    if (position == bytes.length) {
      return -1;
    }
    int piece = 1 + random.nextInt(random.nextInt(4) == 0 ? 3 : 5000);
    int count = Math.min(Math.min(length, piece), bytes.length - position);
    System.arraycopy(bytes, position, target, offset, count);
    position += count;
    return count;
  }
}
