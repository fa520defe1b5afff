package dev.latchkey.runtime.engine;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long an answer took.
 *
 * @param whole from asking to the last byte
 * @param firstToken from asking to the first piece; null when there was none
 * @param betweenTokens the mean between two pieces; null when there were not two
 */
record CallTimes(Duration whole, @Nullable Duration firstToken, @Nullable Duration betweenTokens) {

  static CallTimes of(Instant began, Duration whole, @Nullable Instant first, long pieces) {
    if (first == null) {
      return new CallTimes(whole, null, null);
    }
    Duration wait = Duration.between(began, first);
    Duration rest = whole.minus(wait);
    return new CallTimes(whole, wait, pieces < 2 ? null : rest.dividedBy(pieces - 1));
  }
}
