package dev.latchkey.providers.websocket;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Whether anything came from the other end. */
final class SignOfLife {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long signs;
  private boolean over;

  /** Something came. */
  void seen() {
    lock.lock();
    try {
      signs++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Nothing more will come. */
  void over() {
    lock.lock();
    try {
      over = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** How much came so far. */
  long signs() {
    lock.lock();
    try {
      return signs;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until more came than {@code before}; tells whether it did. */
  boolean since(long before, Duration limit) throws InterruptedException {
    long left = limit.toNanos();
    lock.lock();
    try {
      while (signs == before && !over && left > 0) {
        left = changed.awaitNanos(left);
      }
      return signs != before;
    } finally {
      lock.unlock();
    }
  }
}
