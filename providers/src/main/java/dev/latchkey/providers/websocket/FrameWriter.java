package dev.latchkey.providers.websocket;

import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Writes frames, each as a whole (RFC 6455, section 5). Any thread may use it. */
final class FrameWriter {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final byte[] NOTHING = new byte[0];
  private static final int MASK = 4;
  private static final int LONGEST_HEAD = 2 + 8 + MASK;

  private final OutputStream out;
  private final ReentrantLock writing = new ReentrantLock();
  private final AtomicReference<byte @Nullable []> owed = new AtomicReference<>();
  private boolean saidGoodbye;

  FrameWriter(OutputStream out) {
    this.out = out;
  }

  static byte[] random(int count) {
    byte[] bytes = new byte[count];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  /** Sends a message; blocks until it is handed over. */
  void message(byte[] text) throws IOException, InterruptedException {
    writing.lockInterruptibly();
    try {
      write(Frame.TEXT, text);
    } finally {
      writing.unlock();
    }
    pay();
  }

  /** Asks the other end for a sign of life. */
  void ping() throws IOException, InterruptedException {
    writing.lockInterruptibly();
    try {
      write(Frame.PING, NOTHING);
    } finally {
      writing.unlock();
    }
    pay();
  }

  /**
   * Answers a ping: now, or after the message that is being written. Whoever reads must not wait
   * for whoever writes, or two ends that both wait for room would do so for ever.
   */
  void pong(byte[] payload) throws IOException {
    owed.set(payload);
    pay();
  }

  private void pay() throws IOException {
    while (owed.get() != null && writing.tryLock()) {
      try {
        byte[] payload = owed.getAndSet(null);
        if (payload != null) {
          write(Frame.PONG, payload);
        }
      } finally {
        writing.unlock();
      }
    }
  }

  /** Says that nothing more will be sent, unless somebody is writing or has said so. */
  void goodbye(int code) throws IOException {
    if (writing.tryLock()) {
      try {
        if (!saidGoodbye) {
          write(Frame.CLOSE, new byte[] {(byte) (code >> 8), (byte) code});
          saidGoodbye = true;
        }
      } finally {
        writing.unlock();
      }
    }
  }

  private void write(int kind, byte[] payload) throws IOException {
    if (saidGoodbye) {
      throw new IOException("closed");
    }
    byte[] frame = new byte[LONGEST_HEAD + payload.length];
    int at = head(frame, kind, payload.length);
    byte[] mask = random(MASK);
    System.arraycopy(mask, 0, frame, at, MASK);
    at += MASK;
    for (int i = 0; i < payload.length; i++) {
      frame[at + i] = (byte) (payload[i] ^ mask[i % MASK]);
    }
    out.write(frame, 0, at + payload.length);
    out.flush();
  }

  /** The head up to the mask; tells its length. */
  private static int head(byte[] frame, int kind, int length) {
    frame[0] = (byte) (Frame.FLAG | kind);
    if (length <= Frame.MOST_OF_CONTROL) {
      frame[1] = (byte) (Frame.FLAG | length);
      return 2;
    }
    boolean small = length < 1 << 16;
    frame[1] = (byte) (Frame.FLAG | (small ? 126 : 127));
    int at = 2;
    for (int shift = small ? 8 : 56; shift >= 0; shift -= 8) {
      frame[at++] = (byte) ((long) length >> shift);
    }
    return at;
  }
}
