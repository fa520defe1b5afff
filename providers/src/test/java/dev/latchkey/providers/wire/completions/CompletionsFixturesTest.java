package dev.latchkey.providers.wire.completions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.providers.CallFailure;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.Quirks;
import dev.latchkey.providers.wire.CallIds;
import dev.latchkey.providers.wire.ReplyErrors;
import dev.latchkey.providers.wire.ReplyReader;
import dev.latchkey.providers.wire.Slice;
import dev.latchkey.providers.wire.SseReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fixture with the events it must become: {@code <case>.sse} or {@code <case>.json} in, the
 * lines of {@code <case>.events} out. A last line that begins with an exclamation mark is what was
 * thrown.
 */
class CompletionsFixturesTest {
  private static final Path FIXTURES = Path.of("src/test/resources/completions");

  static Stream<String> fixtures() throws IOException {
    try (Stream<Path> files = Files.list(FIXTURES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".sse") || name.endsWith(".json"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void readsAsExpected(String fixture) throws IOException {
    String text = Files.readString(FIXTURES.resolve(fixture));
    Path expected = FIXTURES.resolve(fixture.replaceAll("\\.(sse|json)$", ".events"));

    List<String> events = fixture.endsWith(".sse") ? stream(text, text.length()) : document(text);

    assertThat(String.join("\n", events) + "\n").isEqualTo(Files.readString(expected));
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void readsTheSameInSingleBytes(String fixture) throws IOException {
    if (fixture.endsWith(".sse")) {
      String text = Files.readString(FIXTURES.resolve(fixture));
      assertThat(stream(text, 1)).isEqualTo(stream(text, text.length()));
    }
  }

  private static CompletionsReader reader() {
    return new CompletionsReader(Quirks.DEFAULT, CallIds.counted());
  }

  private static List<String> document(String text) {
    String json = text.substring(text.indexOf('\n'));
    return lines((reader, events) -> {
      reader.document(Slice.of(json), events::add);
      reader.end(events::add);
    });
  }

  private static List<String> stream(String text, int portion) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return lines((reader, events) -> {
      SseReader sse = new SseReader(new ToReader(reader, events));
      for (int i = 0; i < bytes.length; i += portion) {
        sse.feed(bytes, i, Math.min(portion, bytes.length - i));
      }
      sse.end();
      reader.end(events::add);
    });
  }

  private record ToReader(ReplyReader reader, List<ModelEvent> events) implements SseReader.Sink {
    @Override
    public void event(@Nullable String name, Slice data) {
      reader.event(name, data, events::add);
    }

    @Override
    public void garbage(Slice line) {
      throw ReplyErrors.unreadable("The reply should be server-sent events", line);
    }
  }

  private interface Play {
    void run(ReplyReader reader, List<ModelEvent> events);
  }

  private static List<String> lines(Play play) {
    List<ModelEvent> events = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    @Nullable ModelException thrown = null;
    try {
      play.run(reader(), events);
    } catch (ModelException e) {
      thrown = e;
    }
    events.forEach(event -> lines.add(event.toString().replace("\n", "\\n")));
    if (thrown != null) {
      CallFailure failure = thrown.failure();
      String kind = thrown.getClass().getSimpleName() + (thrown.retryable() ? " (retry)" : "");
      lines.add(
          "! " + kind + " code=" + failure.code() + " " + failure.message().replace("\n", "\\n"));
    }
    return lines;
  }
}
