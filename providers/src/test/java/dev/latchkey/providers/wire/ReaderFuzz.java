package dev.latchkey.providers.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.ModelException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Plays mutated fixtures: whatever arrives, a reader ends with exactly one of {@link
 * ModelEvent.Finished} and a {@link ModelException}, and every block it began is complete.
 */
public final class ReaderFuzz {
  private final Supplier<ReplyReader> readers;
  private final List<String> payloads;

  /** Fuzzes fresh readers with the payloads of these fixtures. */
  public ReaderFuzz(Supplier<ReplyReader> readers, List<String> fixtures) {
    this.readers = readers;
    this.payloads =
        fixtures.stream()
            .flatMap(fixture -> Replay.text(fixture).lines())
            .filter(line -> line.startsWith("data: "))
            .map(line -> line.substring(6))
            .toList();
  }

  /** Plays many replies; enough of them must end well for the run to mean something. */
  public void play(int runs) {
    int answers = 0;
    for (long seed = 0; seed < runs; seed++) {
      answers += play(seed) ? 1 : 0;
    }
    assertThat(answers).as("replies that were answers").isBetween(runs / 20, runs);
  }

  /** Plays the reply that a seed stands for; whether it was an answer. */
  private boolean play(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ReplyReader reader = readers.get();
    List<ModelEvent> events = new ArrayList<>();
    boolean failed = false;
    try {
      if (random.nextInt(8) == 0) {
        reader.document(Slice.of(mutated(random)), events::add);
      } else {
        for (int n = random.nextInt(30); n > 0; n--) {
          reader.event(random.nextBoolean() ? null : "x", Slice.of(mutated(random)), events::add);
        }
      }
      reader.end(events::add);
    } catch (ModelException expected) {
      failed = true;
    } catch (RuntimeException e) {
      throw new AssertionError("seed " + seed, e);
    }
    check(seed, events, failed);
    return !failed;
  }

  private static void check(long seed, List<ModelEvent> events, boolean failed) {
    long terminals = events.stream().filter(ModelEvent::terminal).count();
    assertThat(terminals).as("terminal events of seed %d", seed).isEqualTo(failed ? 0 : 1);
    if (failed) {
      return;
    }
    assertThat(events.getLast().terminal()).as("last event of seed %d", seed).isTrue();
    Set<Integer> begun = new HashSet<>();
    List<Integer> done = new ArrayList<>();
    for (ModelEvent event : events) {
      switch (event) {
        case ModelEvent.TextDelta delta -> begun.add(delta.index());
        case ModelEvent.ReasoningDelta delta -> begun.add(delta.index());
        case ModelEvent.ToolCallDelta delta -> begun.add(delta.index());
        case ModelEvent.BlockDone block -> done.add(block.index());
        case ModelEvent.Started _,
            ModelEvent.UsageReported _,
            ModelEvent.Finished _,
            ModelEvent.Failed _ -> {}
      }
    }
    assertThat(done).as("blocks of seed %d", seed).doesNotHaveDuplicates().containsAll(begun);
  }

  private byte[] mutated(SplittableRandom random) {
    byte[] bytes = Slice.of(payloads.get(random.nextInt(payloads.size()))).array();
    return switch (random.nextInt(12)) {
      case 0 -> flipped(bytes, random);
      case 1 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
      case 2 -> swapped(new String(bytes, StandardCharsets.UTF_8), random);
      default -> bytes;
    };
  }

  private static byte[] flipped(byte[] bytes, SplittableRandom random) {
    byte[] copy = bytes.clone();
    for (int n = 1 + random.nextInt(4); n > 0 && copy.length > 0; n--) {
      copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
    }
    return copy;
  }

  /** Still JSON, but not what the field should hold. */
  private static byte[] swapped(String json, SplittableRandom random) {
    List<String> values = List.of("null", "7", "\"\"", "{}", "[]", "true", "1e400", "-1");
    String value = values.get(random.nextInt(values.size()));
    List<Integer> colons = new ArrayList<>();
    for (int at = json.indexOf(":\""); at >= 0; at = json.indexOf(":\"", at + 1)) {
      colons.add(at);
    }
    if (colons.isEmpty()) {
      return Slice.of(value).array();
    }
    int from = colons.get(random.nextInt(colons.size())) + 1;
    int to = json.indexOf('"', from + 1) + 1;
    return Slice.of(json.substring(0, from) + value + json.substring(Math.max(to, from))).array();
  }
}
