package dev.latchkey.simulator.script;

import java.time.Duration;

/**
 * How fast an answer comes.
 *
 * @param firstByte wait before the response starts
 * @param perChunk wait before every event after the first; zero also lets events share a write
 * @param bytesPerWrite size of the writes to the socket; 0 for whole events
 */
public record Pace(Duration firstByte, Duration perChunk, int bytesPerWrite) {
  /** No waits. */
  public static final Pace FULL_SPEED = new Pace(Duration.ZERO, Duration.ZERO, 0);

  public Pace {
    if (firstByte.isNegative() || perChunk.isNegative() || bytesPerWrite < 0) {
      throw new IllegalArgumentException(
          "Pace needs waits and write sizes of zero or more, got "
              + firstByte
              + ", "
              + perChunk
              + ", "
              + bytesPerWrite
              + "; use zero for none.");
    }
  }

  Pace firstByte(Duration wait) {
    return new Pace(wait, perChunk, bytesPerWrite);
  }

  Pace perChunk(Duration wait) {
    return new Pace(firstByte, wait, bytesPerWrite);
  }

  Pace bytesPerWrite(int bytes) {
    return new Pace(firstByte, perChunk, bytes);
  }
}
