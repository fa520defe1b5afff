package dev.latchkey.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Feeds mutated streams to the reader and the message parser: nothing but the named outcomes. */
class FrameReaderFuzzTest {
  private static final String VALID =
      "Content-Length: 46\r\nX: y\r\n\r\n{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"p\":0}"
          + "Content-Length: 37\r\n\r\n{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"result\":{}}"
          + "Content-Length: 2\r\n\r\n[]";

  @Test
  void mutatedStreamsEndInFramesOrIoErrors() {
    for (long seed = 0; seed < 4000; seed++) {
      byte[] bytes = mutate(new Random(seed));
      try {
        fuzz(bytes);
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + new String(bytes, UTF_8), e);
      }
    }
  }

  /** The target: any bytes. Returns normally or fails the run. */
  static void fuzz(byte[] bytes) {
    FrameReader reader = new FrameReader(new SplitStream(bytes, new Random(1)), 4096);
    int calls = 0;
    while (calls++ <= bytes.length) {
      try {
        byte[] body = reader.next();
        if (body == null) {
          return;
        }
        assertThat(body.length).isBetween(1, 4096);
        Envelope.of(Json.read(body));
      } catch (FrameTooLargeException e) {
        // Reported, skipped, and the next frame follows.
      } catch (java.io.EOFException e) {
        return;
      } catch (IOException e) {
        // Not JSON: the peer answers and goes on.
      }
    }
    throw new AssertionError("More frames than bytes");
  }

  private static byte[] mutate(Random random) {
    byte[] bytes = VALID.repeat(1 + random.nextInt(3)).getBytes(UTF_8);
    int edits = 1 + random.nextInt(6);
    for (int i = 0; i < edits; i++) {
      int at = random.nextInt(bytes.length);
      bytes[at] =
          switch (random.nextInt(4)) {
            case 0 -> (byte) random.nextInt();
            case 1 -> '\n';
            case 2 -> (byte) ('0' + random.nextInt(10));
            default -> bytes[random.nextInt(bytes.length)];
          };
    }
    return java.util.Arrays.copyOf(bytes, bytes.length - random.nextInt(4));
  }
}
