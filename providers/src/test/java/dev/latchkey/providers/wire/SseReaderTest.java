package dev.latchkey.providers.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SseReaderTest {
  private record Heard(@Nullable String name, String data) {}

  private static final class Listener implements SseReader.Sink {
    final List<Heard> heard = new ArrayList<>();

    @Override
    public void event(@Nullable String name, Slice data) {
      heard.add(new Heard(name, data.utf8()));
    }

    @Override
    public void garbage(Slice line) {
      heard.add(new Heard("garbage", line.utf8()));
    }
  }

  private static List<Heard> read(byte[] bytes, int... cuts) {
    Listener listener = new Listener();
    SseReader reader = new SseReader(listener);
    int from = 0;
    for (int cut : cuts) {
      reader.feed(bytes, from, cut - from);
      from = cut;
    }
    reader.feed(bytes, from, bytes.length - from);
    reader.end();
    return listener.heard;
  }

  private static List<Heard> read(String text) {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Heard data(String data) {
    return new Heard(null, data);
  }

  @Test
  void readsLinesEndedInAnyOfThreeWays() {
    assertThat(read("data: a\n\ndata: b\r\n\r\ndata: c\r\rdata: d\n\n"))
        .containsExactly(data("a"), data("b"), data("c"), data("d"));
  }

  @Test
  void joinsDataLinesAndKeepsTheEventName() {
    assertThat(read("event: x\ndata: a\ndata:b\ndata\n\ndata: c\n\n"))
        .containsExactly(new Heard("x", "a\nb\n"), data("c"));
  }

  @Test
  void ignoresCommentsIdsRetriesUnknownFieldsAndEventsWithoutData() {
    assertThat(read(": hello\nid: 1\nretry: 5\nfuture-field: 1\nevent: x\n\ndata: a\n\n"))
        .containsExactly(data("a"));
  }

  @Test
  void takesOneSpaceAndNoMore() {
    assertThat(read("data:  a \n\n")).containsExactly(data(" a "));
  }

  @Test
  void dropsTheByteOrderMarkAtTheStartOnly() {
    assertThat(read("\uFEFFdata: \uFEFFa\n\n")).containsExactly(data("\uFEFFa"));
  }

  @Test
  void acceptsALastEventWithoutItsEnd() {
    assertThat(read("data: a\n\ndata: b")).containsExactly(data("a"), data("b"));
    assertThat(read("data: a\r")).containsExactly(data("a"));
  }

  @Test
  void takesABareJsonLineAsAnEventOfItsOwn() {
    assertThat(read("data: a\n{\"error\":\"x\"}\n"))
        .containsExactly(data("a"), data("{\"error\":\"x\"}"));
  }

  @Test
  void reportsLinesNoStreamCanContain() {
    assertThat(read("<html>\nInternal Server Error\nword \"x\": y\n"))
        .containsExactly(
            new Heard("garbage", "<html>"),
            new Heard("garbage", "Internal Server Error"),
            new Heard("garbage", "word \"x\": y"));
  }

  @Test
  void givesTheSameEventsHoweverTheBytesAreCut() {
    String text =
        "\uFEFF: c\r\nevent: a\r\ndata: Grüße ☃ 🎈\r\n\r\ndata: 1\rdata: 2\r\rdata: x\n\n"
            + "event: b\ndata: {\"a\":1}\n\nid: 7\ndata: last";
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    List<Heard> whole = read(bytes);
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      int[] cuts = random.ints(1 + random.nextInt(12), 0, bytes.length + 1).sorted().toArray();
      assertThat(read(bytes, cuts)).as("seed %d", seed).isEqualTo(whole);
    }
  }

  @Test
  void takesAnyBytesWithoutFailing() {
    byte[] alphabet = "data:event:{}<>[] \r\n\r\n\uFEFF\0\u00ff".getBytes(StandardCharsets.UTF_8);
    for (int seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      byte[] bytes = new byte[random.nextInt(200)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] =
            random.nextInt(8) == 0
                ? (byte) random.nextInt(256)
                : alphabet[random.nextInt(alphabet.length)];
      }
      int cut = random.nextInt(bytes.length + 1);
      assertThatCode(() -> assertThat(read(bytes, cut)).isEqualTo(read(bytes)))
          .as("seed %d", seed)
          .doesNotThrowAnyException();
    }
  }
}
