package dev.latchkey.providers.wire.completions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.ModelEvent.BlockDone;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.Quirks;
import dev.latchkey.providers.wire.Slice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Spoilt replies end in events or a typed failure, never in anything else. */
class CompletionsFuzzTest {
  private static final Path FIXTURES = Path.of("src/test/resources/completions");
  private static final String SPICE = "{}[]\",:0nulltrue\\<>idx\u0000é";

  @Test
  void survivesAnything() throws IOException {
    List<String> chunks = chunks();
    for (int seed = 0; seed < 3_000; seed++) {
      Random random = new Random(seed);
      List<ModelEvent> events = new ArrayList<>();
      try {
        play(new CompletionsReader(Quirks.DEFAULT), chunks, random, events);
        assertThat(events.getLast().terminal()).as("seed %d", seed).isTrue();
      } catch (ModelException expected) {
        assertThat(events.stream().noneMatch(ModelEvent::terminal)).as("seed %d", seed).isTrue();
      } catch (RuntimeException bug) {
        fail("seed " + seed, bug);
      }
      assertThat(events.stream().filter(ModelEvent::terminal).count()).isLessThanOrEqualTo(1);
      assertThat(blocksAreUnique(events)).as("seed %d", seed).isTrue();
    }
  }

  private static void play(
      CompletionsReader reader, List<String> chunks, Random random, List<ModelEvent> events) {
    for (int i = random.nextInt(8); i >= 0; i--) {
      String chunk = chunks.get(random.nextInt(chunks.size()));
      String played = random.nextInt(3) == 0 ? spoilt(chunk, random) : chunk;
      reader.event(null, Slice.of(played), events::add);
    }
    reader.end(events::add);
  }

  private static String spoilt(String chunk, Random random) {
    StringBuilder text = new StringBuilder(chunk);
    for (int i = random.nextInt(3); i >= 0 && !text.isEmpty(); i--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(3)) {
        case 0 -> text.setLength(at);
        case 1 -> text.deleteCharAt(at);
        default -> text.setCharAt(at, SPICE.charAt(random.nextInt(SPICE.length())));
      }
    }
    return text.toString();
  }

  private static boolean blocksAreUnique(List<ModelEvent> events) {
    Set<Integer> seen = new HashSet<>();
    return events.stream().allMatch(e -> !(e instanceof BlockDone done) || seen.add(done.index()));
  }

  private static List<String> chunks() throws IOException {
    List<String> chunks = new ArrayList<>();
    try (var files = Files.newDirectoryStream(FIXTURES, "*.sse")) {
      for (Path file : files) {
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
          if (line.startsWith("data: {")) {
            chunks.add(line.substring(6));
          }
        }
      }
    }
    chunks.sort(null);
    return chunks;
  }
}
