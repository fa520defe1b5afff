package dev.latchkey.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameReaderTest {

  @Test
  void readsFramesInAnyHeaderStyle() throws IOException {
    String stream =
        "Content-Length: 2\r\n\r\n{}"
            + "content-length:3\r\nContent-Type: application/json; charset=utf-8\r\n\r\n[1]"
            + "X-Other: 7\nCONTENT-LENGTH:  4 \n\nnull";

    assertThat(frames(stream)).containsExactly("{}", "[1]", "null");
  }

  @Test
  void skipsBlocksWithoutALength() throws IOException {
    String stream =
        "X-Other: 1\r\n\r\nContent-Length: 0\r\n\r\nContent-Length: abc\r\n\r\n"
            + "Content-Length: 2\r\n\r\n{}";

    assertThat(frames(stream)).containsExactly("{}");
  }

  @Test
  void findsTheNextFrameBehindGarbage() throws IOException {
    String stream = "noise: 9".repeat(700) + "Content-Length: 2\r\n\r\n{}";

    assertThat(frames(stream)).containsExactly("{}");
  }

  @Test
  void doesNotTakeAWebPageForAClient() {
    for (String line :
        List.of("POST / HTTP/1.1", "POST http://127.0.0.1:1/a:b HTTP/1.0", "PRI * HTTP/2.0")) {
      assertThatThrownBy(() -> frames(line + "\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}"))
          .as(line)
          .hasMessage("The other side speaks HTTP");
    }
  }

  @Test
  void countsBytesNotCharacters() throws IOException {
    String json = "{\"text\":\"größe 😀\"}";

    assertThat(frames("Content-Length: " + json.getBytes(UTF_8).length + "\r\n\r\n" + json))
        .containsExactly(json);
  }

  @Test
  void skipsAnOverlongMessageAndGoesOn() throws IOException {
    byte[] stream =
        ("Content-Length: 200\r\n\r\n" + "x".repeat(200) + "Content-Length: 2\r\n\r\n{}")
            .getBytes(UTF_8);
    FrameReader reader = new FrameReader(new ByteArrayInputStream(stream), 100);

    assertThatThrownBy(reader::next)
        .isInstanceOf(FrameTooLargeException.class)
        .hasMessage("Message of 200 bytes is over the limit of 100 bytes; send it in parts");
    assertThat(reader.next()).asString(UTF_8).isEqualTo("{}");
    assertThat(reader.next()).isNull();
  }

  @Test
  void aDeclaredLengthAloneTakesNoMemory() {
    byte[] stream = "Content-Length: 134217728\r\n\r\nabc".getBytes(UTF_8);
    FrameReader reader =
        new FrameReader(new ByteArrayInputStream(stream), StreamTransport.MAX_MESSAGE_BYTES);

    assertThatThrownBy(reader::next).isInstanceOf(EOFException.class);
  }

  @Test
  void anySplitOfTheBytesGivesTheSameFrames() throws IOException {
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      List<byte[]> expected = randomBodies(random);
      FrameReader reader = new FrameReader(new SplitStream(encode(expected), random), 1 << 20);

      List<String> read = new ArrayList<>();
      for (byte[] body = reader.next(); body != null; body = reader.next()) {
        read.add(new String(body, UTF_8));
      }

      assertThat(read)
          .as("seed %d", seed)
          .isEqualTo(expected.stream().map(body -> new String(body, UTF_8)).toList());
    }
  }

  private static List<byte[]> randomBodies(Random random) {
    List<byte[]> bodies = new ArrayList<>();
    int count = 1 + random.nextInt(20);
    for (int i = 0; i < count; i++) {
      int size = 1 + random.nextInt(random.nextInt(20) == 0 ? 70_000 : 300);
      String text = "aé€😀\r\n:".repeat(size);
      bodies.add(text.substring(0, size - size % 7 + 7).getBytes(UTF_8));
    }
    return bodies;
  }

  /** Encodes with the writer of the same package, whole frames gathered at random. */
  private static byte[] encode(List<byte[]> bodies) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FrameQueue queue = new FrameQueue(Long.MAX_VALUE);
    for (byte[] body : bodies) {
      int cut = body.length / 3;
      queue.put(
          Frame.of(
              java.util.Arrays.copyOfRange(body, 0, cut),
              java.util.Arrays.copyOfRange(body, cut, body.length)));
    }
    queue.close();
    new FrameWriter(out, queue).run();
    return out.toByteArray();
  }

  private static List<String> frames(String stream) throws IOException {
    FrameReader reader = new FrameReader(new ByteArrayInputStream(stream.getBytes(UTF_8)), 1 << 20);
    List<String> frames = new ArrayList<>();
    for (byte[] body = reader.next(); body != null; body = reader.next()) {
      frames.add(new String(body, UTF_8));
    }
    return frames;
  }
}
