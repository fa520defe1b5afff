package dev.latchkey.providers.call;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/** Waiting and chance, so that tests need neither. */
public interface Pauses {
  /** The real ones. */
  Pauses REAL =
      new Pauses() {
        @Override
        public void sleep(Duration time) throws InterruptedException {
          Thread.sleep(time);
        }

        @Override
        public Instant now() {
          return Instant.now();
        }

        @Override
        public double random() {
          return ThreadLocalRandom.current().nextDouble();
        }
      };

  /** Waits; interruptible. */
  void sleep(Duration time) throws InterruptedException;

  /** The time of day. */
  Instant now();

  /** A number from 0 up to but not including 1. */
  double random();
}
