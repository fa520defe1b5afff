package dev.latchkey.protocol;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/** Threads that run handlers of one connection. */
final class RunningCalls {
  private final int limit;
  private final AtomicInteger admitted = new AtomicInteger();
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<Thread> threads = new HashSet<>();
  private boolean closed;

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
    enter(current);
    try {
      handler.run();
    } finally {
      leave(current);
      release();
    }
  }

  private void enter(Thread current) {
    lock.lock();
    try {
      threads.add(current);
      if (closed) {
        current.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The thread may go on to work for another connection, which the interruption did not mean. */
  private void leave(Thread current) {
    lock.lock();
    try {
      threads.remove(current);
      if (closed) {
        Thread.interrupted();
      }
    } finally {
      lock.unlock();
    }
  }

  void interruptAll() {
    lock.lock();
    try {
      closed = true;
      for (Thread thread : threads) {
        if (!thread.equals(Thread.currentThread())) {
          thread.interrupt();
        }
      }
    } finally {
      lock.unlock();
    }
  }
}
