package dev.latchkey.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal cut at any byte keeps every whole event and goes on. */
class TornTailTest {
  @TempDir Path home;

  @Test
  void everyCutOfASmallJournal() throws IOException {
    List<byte[]> events = randomEvents(new Random(1), 3, 12);
    byte[] file = file(events);
    for (int cut = 0; cut <= file.length; cut++) {
      check(events, file, cut, "cut " + cut);
    }
  }

  @Test
  void randomCutsOfLargeJournals() throws IOException {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      List<byte[]> events = randomEvents(random, 1 + random.nextInt(200), 1_000);
      byte[] file = file(events);
      int cut = random.nextInt(file.length + 1);
      check(events, file, cut, "seed " + seed + " cut " + cut);
    }
  }

  @Test
  void linesLongerThanAnyBuffer() throws IOException {
    for (int seed = 0; seed < 4; seed++) {
      Random random = new Random(seed);
      List<byte[]> events = randomEvents(random, 6, 300_000);
      byte[] file = file(events);
      int cut = random.nextInt(file.length + 1);
      check(events, file, cut, "seed " + seed + " cut " + cut);
    }
  }

  private void check(List<byte[]> events, byte[] file, int cut, String what) throws IOException {
    Path journal = home.resolve("session-state/s/events.jsonl");
    Files.createDirectories(journal.getParent());
    Files.write(journal, Arrays.copyOf(file, cut));
    List<String> expected = SessionStoreContract.texts(whole(events, cut));
    byte[] next = "{\"next\":true}".getBytes(StandardCharsets.UTF_8);

    try (FileStore store = FileStore.at(home)) {
      Lease lease = store.acquire("s");
      assertThat(store.position("s")).as(what).isEqualTo(expected.size());
      store.append(lease, expected.size(), List.of(next));
    }
    List<byte[]> after = FileStore.at(home).readAll("s");

    assertThat(SessionStoreContract.texts(after.subList(0, expected.size())))
        .as(what)
        .isEqualTo(expected);
    assertThat(after).as(what).hasSize(expected.size() + 1).last().isEqualTo(next);
  }

  /** The events of which all bytes but perhaps the line break are before the cut. */
  private static List<byte[]> whole(List<byte[]> events, int cut) {
    List<byte[]> whole = new ArrayList<>();
    int offset = 0;
    for (byte[] event : events) {
      if (offset + event.length > cut) {
        break;
      }
      whole.add(event);
      offset += event.length + 1;
    }
    return whole;
  }

  private static List<byte[]> randomEvents(Random random, int count, int maxLength) {
    List<byte[]> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(maxLength);
      while (text.length() < length) {
        text.append(random.nextInt(9) == 0 ? "ü€😀{}\\n\\\"" : Integer.toString(random.nextInt()));
      }
      events.add(SessionStoreContract.event(text.toString()));
    }
    return events;
  }

  private static byte[] file(List<byte[]> events) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (byte[] event : events) {
      file.writeBytes(event);
      file.write('\n');
    }
    return file.toByteArray();
  }
}
