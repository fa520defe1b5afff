package dev.latchkey.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.providers.catalogue.ModelFacts;
import dev.latchkey.providers.catalogue.Origin;
import dev.latchkey.providers.dialect.Dialects;
import dev.latchkey.providers.dialect.Dialects.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was learned about servers, on disk. */
class DialectFileTest {
  private static final Place PLACE = new Place("http://127.0.0.1:1/v1/chat/completions", "m");
  private static final ModelFacts SMALL =
      ModelFacts.said(Origin.CATALOGUE).contextWindow(4096).build();
  private static final int WRITERS = 3;
  private static final int LESSONS = 15;

  @TempDir Path directory;

  private Path home() {
    return directory.resolve("home");
  }

  private static Dialects process(Path home) {
    return Dialects.keptIn(DialectFile.in(home), InstantSource.system());
  }

  private int known(Place place) {
    return process(home()).facts(place).promptLimit().value();
  }

  @Test
  void isTheOwnersAndOutlivesTheProcess() throws IOException {
    assertThat(process(home()).export().path("dialects")).isEmpty();
    assertThat(home()).doesNotExist();

    process(home()).taken(PLACE, 9000, SMALL);

    assertThat(known(PLACE)).isEqualTo(9000);
    Path file = home().resolve("dialects.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home())))
        .isEqualTo("rwx------");
    process(home()).forget();
    assertThat(file).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"dialects\":[{\"endpoint\":\"http", "\u0000\u0001", "[[["})
  void startsAnewFromAFileThatIsTorn(String torn) throws IOException {
    Files.createDirectories(home());
    Files.writeString(home().resolve("dialects.json"), torn);

    process(home()).taken(PLACE, 9000, SMALL);

    assertThat(known(PLACE)).isEqualTo(9000);
  }

  @Test
  void learnsAllTheSameWhereNothingCanBeKept() throws IOException {
    Files.writeString(home(), "a file where a directory should be");
    Dialects dialects = process(home());

    dialects.taken(PLACE, 9000, SMALL);

    assertThat(dialects.facts(PLACE).promptLimit().value()).isEqualTo(9000);
    assertThat(home()).hasContent("a file where a directory should be");
  }

  @Test
  void losesNothingThatSeveralProcessesLearnAtOnce() throws Exception {
    List<Process> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      writers.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Writer.class.getName(),
                  home().toString(),
                  "w" + i)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start());
    }
    for (Process writer : writers) {
      assertThat(writer.waitFor()).isZero();
    }
    assertThat(process(home()).export().path("dialects")).hasSize(WRITERS * LESSONS);
    try (var files = Files.list(home())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("dialects.json", "dialects.json.lock");
    }
  }

  /** Learns of several places, one after the other. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws InterruptedException {
      Dialects dialects = process(Path.of(arguments[0]));
      for (int i = 0; i < LESSONS; i++) {
        dialects.taken(new Place(arguments[1], "m" + i), 9000, SMALL);
        // as seldom as nobody learns in earnest
        Thread.sleep(20);
      }
    }
  }
}
