package dev.latchkey.runtime.engine;

import java.time.Duration;

/** Waits. */
@FunctionalInterface
interface Pause {
  /** Waits in real time. */
  Pause REAL = Thread::sleep;

  void pause(Duration time) throws InterruptedException;
}
