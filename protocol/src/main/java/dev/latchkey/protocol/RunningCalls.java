package dev.latchkey.protocol;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that run handlers of one connection. */
final class RunningCalls {
  private final int limit;
  private final AtomicInteger admitted = new AtomicInteger();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  RunningCalls(int limit) {
    this.limit = limit;
  }

  /** Counts one more, unless there are too many. */
  boolean admit() {
    if (admitted.incrementAndGet() <= limit) {
      return true;
    }
    admitted.decrementAndGet();
    return false;
  }

  void release() {
    admitted.decrementAndGet();
  }

  void run(Runnable handler) {
    Thread current = Thread.currentThread();
    threads.add(current);
    try {
      if (closed) {
        current.interrupt();
      }
      handler.run();
    } finally {
      threads.remove(current);
      release();
    }
  }

  void interruptAll() {
    closed = true;
    for (Thread thread : threads) {
      if (!thread.equals(Thread.currentThread())) {
        thread.interrupt();
      }
    }
  }
}
