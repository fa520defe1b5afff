package dev.latchkey.benchmarks;

import java.util.Arrays;

/** Durations in nanoseconds. */
final class Samples {
  private static final double NANOS_PER_MILLI = 1e6;

  private long[] nanos = new long[64];
  private int count;

  void add(long value) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, count * 2);
    }
    nanos[count++] = value;
  }

  /** The middle one, in milliseconds. */
  double medianMillis() {
    return medianMillis(0, count);
  }

  /** The middle one of those from {@code from} up to {@code to}, in milliseconds. */
  double medianMillis(int from, int to) {
    if (from >= to) {
      throw new IllegalArgumentException("no samples between " + from + " and " + to);
    }
    long[] sorted = Arrays.copyOfRange(nanos, from, to);
    Arrays.sort(sorted);
    return sorted[sorted.length / 2] / NANOS_PER_MILLI;
  }
}
