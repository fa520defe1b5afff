package dev.latchkey.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bench runs and prints every row; what it measures here means nothing. */
class EndToEndIT {
  @Test
  void printsEveryRow() throws Exception {
    ByteArrayOutputStream table = new ByteArrayOutputStream();
    EndToEnd.run(
        Path.of("../app/target/latchkey/bin/latchkey"),
        Scale.TINY,
        new PrintStream(table, true, StandardCharsets.UTF_8));

    List<String> rows =
        table
            .toString(StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.contains("≤") || line.contains("≥"))
            .toList();
    assertThat(rows)
        .extracting(row -> row.substring(2, row.indexOf(" |", 2)))
        .containsExactly(
            "first reply after exec",
            "first answer after exec",
            "turn, median",
            "turn, processor time",
            "stream of 20 chunks",
            "session creation",
            "3 sessions × 50 chunks",
            "resident memory after an answer",
            "per idle session (3)",
            "turn after 12 turns : after 10");
    assertThat(rows).allMatch(row -> row.endsWith("| met |") || row.endsWith("| missed |"));
  }
}
