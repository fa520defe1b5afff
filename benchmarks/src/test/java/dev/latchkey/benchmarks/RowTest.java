package dev.latchkey.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RowTest {
  @Test
  void saysWhetherATargetIsMet() {
    assertThat(Row.atMost("turn", 1.5, 2, "ms").markdown())
        .isEqualTo("| turn | 1.50 ms | ≤ 2 ms | met |");
    assertThat(Row.atLeast("sessions", 499.4, 500, "turns/s").markdown())
        .isEqualTo("| sessions | 499 turns/s | ≥ 500 turns/s | missed |");
    assertThat(Row.atMost("stream", 1568.2, 300, "ms").markdown())
        .isEqualTo("| stream | 1,568 ms | ≤ 300 ms | missed |");
  }

  @Test
  void takesTheMiddleOfTheSamples() {
    Samples samples = new Samples();
    for (long millis : new long[] {9, 1, 5, 7, 3}) {
      samples.add(millis * 1_000_000);
    }
    assertThat(samples.medianMillis()).isEqualTo(5);
    assertThat(samples.medianMillis(1, 3)).isEqualTo(5);
  }
}
