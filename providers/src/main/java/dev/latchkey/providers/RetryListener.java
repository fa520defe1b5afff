package dev.latchkey.providers;

import java.time.Duration;

/**
 * Told of every failed attempt of a call that will be tried again, before the wait begins, and of
 * what people should know about it otherwise.
 */
@FunctionalInterface
public interface RetryListener {
  /** Ignores what it is told. */
  RetryListener NONE = (cause, attempt, wait) -> {};

  /**
   * Attempt number {@code attempt} (from 1) failed with {@code cause}; the next starts after {@code
   * wait}. Called on the thread of the call.
   */
  void retrying(ModelException cause, int attempt, Duration wait);

  /** Something to know that stops nothing. Called on the thread of the call. */
  default void noticed(CallNotice notice) {}
}
