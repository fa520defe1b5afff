package dev.latchkey.providers.call;

import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.ModelException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether and when to try again: at most {@link CallPolicy#maxRetries()} times, after what the
 * provider asks for, else after a random part of a bound that doubles (full jitter).
 */
record Retries(CallPolicy policy, Pauses pauses) {
  /** Limits count by the minute, so a refused call without a hint waits on that scale. */
  private static final int RATE_LIMIT_FACTOR = 4;

  /** The wait before the next attempt; null when there shall be none. */
  @Nullable Duration wait(FailedAttempt failed, int attempt) {
    if (!failed.retry() || attempt > policy.maxRetries()) {
      return null;
    }
    if (failed.stale() && attempt == 1) {
      return Duration.ZERO;
    }
    Duration asked = asked(failed.failure());
    if (asked != null) {
      return asked.compareTo(policy.retryAfterCap()) > 0 ? null : spread(asked);
    }
    int factor = failed.failure() instanceof ModelException.RateLimited ? RATE_LIMIT_FACTOR : 1;
    double bound = (double) policy.backoff().toMillis() * factor * Math.pow(2, attempt - 1.0);
    double capped = Math.min(bound, (double) policy.backoffCap().toMillis());
    return Duration.ofMillis((long) (capped * pauses.random()));
  }

  /** Never earlier than asked, and not all callers at the same moment. */
  private Duration spread(Duration asked) {
    return asked.plusMillis((long) (Math.min(asked.toMillis(), 10_000) * 0.1 * pauses.random()));
  }

  static @Nullable Duration asked(ModelException failure) {
    return switch (failure) {
      case ModelException.RateLimited limited -> limited.after();
      case ModelException.Overloaded overloaded -> overloaded.after();
      default -> null;
    };
  }
}
