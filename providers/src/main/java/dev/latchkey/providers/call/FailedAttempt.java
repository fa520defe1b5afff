package dev.latchkey.providers.call;

import dev.latchkey.providers.ModelException;

/** One attempt failed before anything was shown. */
final class FailedAttempt extends Exception {
  private static final long serialVersionUID = 1L;

  private final ModelException failure;
  private final boolean retry;
  private final boolean stale;

  private FailedAttempt(ModelException failure, boolean retry, boolean stale) {
    super(failure.getMessage(), null, false, false);
    this.failure = failure;
    this.retry = retry;
    this.stale = stale;
  }

  /** An attempt that failed so that {@code failure} says whether another may help. */
  static FailedAttempt of(ModelException failure) {
    return new FailedAttempt(failure, failure.retryable(), false);
  }

  /** The server answered, and may have said itself whether to try again. */
  static FailedAttempt answered(ModelException failure, boolean retry) {
    return new FailedAttempt(failure, retry, false);
  }

  /** An idle connection was closed under the request; the next attempt gets a fresh one. */
  static FailedAttempt onStaleConnection(ModelException failure) {
    return new FailedAttempt(failure, true, true);
  }

  ModelException failure() {
    return failure;
  }

  boolean retry() {
    return retry;
  }

  boolean stale() {
    return stale;
  }
}
