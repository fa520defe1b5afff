package dev.latchkey.providers;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where one provider's calls differ from the {@link CallPolicy} of all; null keeps what holds
 * otherwise.
 *
 * @param timeouts how long its calls may take
 * @param retries how often they are tried
 */
public record CallLimits(Timeouts timeouts, Retries retries) {
  /** Nothing differs. */
  public static final CallLimits NONE =
      new CallLimits(new Timeouts(null, null, null, null), new Retries(null, null, null, null));

  /**
   * How long calls may take, see {@link CallPolicy}.
   *
   * @param credential until a key or token is got
   * @param firstByte for this provider wherever it is; no longer a limit of its own for local ones
   * @param betweenChunks silence in the middle of a reply
   * @param turn the whole call, retries and waits included
   */
  public record Timeouts(
      @Nullable Duration credential,
      @Nullable Duration firstByte,
      @Nullable Duration betweenChunks,
      @Nullable Duration turn) {}

  /**
   * How often calls are tried, see {@link CallPolicy}.
   *
   * @param max tries after the first one; 0 tries once
   * @param backoff the first wait's upper bound
   * @param backoffCap the longest wait of our own choosing
   * @param retryAfterCap the longest wait a provider may ask for
   */
  public record Retries(
      @Nullable Integer max,
      @Nullable Duration backoff,
      @Nullable Duration backoffCap,
      @Nullable Duration retryAfterCap) {}

  /** {@code policy} with what differs. */
  public CallPolicy over(CallPolicy policy) {
    if (equals(NONE)) {
      return policy;
    }
    CallPolicy.Builder changed = policy.with();
    if (timeouts.firstByte != null) {
      changed.firstByte(timeouts.firstByte);
    }
    if (retries.max != null) {
      changed.maxRetries(retries.max);
    }
    return changed
        .credential(or(timeouts.credential, policy.credential()))
        .betweenChunks(or(timeouts.betweenChunks, policy.betweenChunks()))
        .turn(or(timeouts.turn, policy.turn()))
        .backoff(or(retries.backoff, policy.backoff()))
        .backoffCap(or(retries.backoffCap, policy.backoffCap()))
        .retryAfterCap(or(retries.retryAfterCap, policy.retryAfterCap()))
        .build();
  }

  private static Duration or(@Nullable Duration own, Duration otherwise) {
    return own == null ? otherwise : own;
  }
}
