package dev.latchkey.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process killed in the middle of appending loses nothing that it acknowledged. */
class KilledWriterTest {
  private static final int ROUNDS = 4;

  @TempDir Path home;

  @Test
  void nothingAcknowledgedIsLost() throws Exception {
    long acknowledged = 0;
    for (int seed = 0; seed < ROUNDS; seed++) {
      acknowledged = Math.max(acknowledged, writeUntilKilled(new Random(seed)));
      List<String> events = SessionStoreContract.texts(FileStore.at(home).readAll("s"));
      assertThat((long) events.size()).as("seed " + seed).isGreaterThanOrEqualTo(acknowledged);
      assertThat(events).as("seed " + seed).isEqualTo(expected(events.size()));
    }
    FileStore store = FileStore.at(home);
    assertThat(store.inUseElsewhere("s")).isFalse();
    assertThat(store.acquire("s").shared()).isFalse();
  }

  /** Starts a writer, kills it after some acknowledgements, and returns the last one seen. */
  private long writeUntilKilled(Random random) throws IOException, InterruptedException {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                home.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long last = 0;
    try (BufferedReader acknowledgements = writer.inputReader(StandardCharsets.UTF_8)) {
      int enough = 20 + random.nextInt(200);
      String line = acknowledgements.readLine();
      for (int i = 0; line != null; i++) {
        last = Long.parseLong(line);
        if (i == enough) {
          writer.toHandle().destroyForcibly(); // unlike Process.destroyForcibly, keeps the pipe
        }
        line = acknowledgements.readLine();
      }
    } finally {
      writer.toHandle().destroyForcibly();
    }
    writer.waitFor();
    return last;
  }

  private static List<String> expected(int count) {
    List<byte[]> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(Writer.event(i));
    }
    return SessionStoreContract.texts(events);
  }

  /** Appends batches as fast as it can and prints the position after each. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) {
      FileStore store = FileStore.at(Path.of(arguments[0]));
      Lease lease = store.acquire("s");
      long position = store.position("s");
      while (!System.out.checkError()) {
        List<byte[]> batch = new ArrayList<>();
        for (int i = 0; i <= position % 5; i++) {
          batch.add(event(position + i));
        }
        position = store.append(lease, position, batch);
        System.out.println(position);
      }
    }

    static byte[] event(long position) {
      String filler = "x".repeat((int) (position * 7919 % 30_000));
      return SessionStoreContract.event(position + filler);
    }
  }
}
