package dev.latchkey.providers.courier;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What came and is not read yet. Whoever puts more into a full one waits, so that a slow reader
 * slows the sender down and memory stays bounded.
 *
 * @param <T> what comes
 */
public final class Inbox<T> {
  private static final int CAPACITY = 256;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<T> waiting = new ArrayDeque<>();
  private boolean ended;
  private boolean discarded;
  private @Nullable IOException trouble;

  /**
   * Adds one; waits while there is no room.
   *
   * @return false when nobody wants it any more
   */
  public boolean put(T next) throws InterruptedException {
    lock.lock();
    try {
      while (!ended && waiting.size() >= CAPACITY) {
        changed.await();
      }
      if (ended) {
        return false;
      }
      waiting.add(next);
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Nothing more will come; what is here can still be read. A cause makes it a failure. */
  public void end(@Nullable IOException cause) {
    lock.lock();
    try {
      if (!ended) {
        ended = true;
        trouble = cause;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Nobody will read any more: forgets what is here, and wakes whoever waits. */
  public void discard() {
    lock.lock();
    try {
      discarded = true;
      ended = true;
      waiting.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes the next one; waits for it.
   *
   * @return null after a regular end
   * @throws IOException after an end with a cause, or when it was discarded
   */
  public @Nullable T take() throws IOException, InterruptedException {
    lock.lock();
    try {
      while (waiting.isEmpty() && !ended) {
        changed.await();
      }
      if (discarded) {
        throw new IOException("closed");
      }
      T next = waiting.poll();
      if (next == null && trouble != null) {
        throw new IOException(trouble.getMessage(), trouble);
      }
      changed.signalAll();
      return next;
    } finally {
      lock.unlock();
    }
  }

  /** Whether nothing more will come. */
  public boolean ended() {
    lock.lock();
    try {
      return ended;
    } finally {
      lock.unlock();
    }
  }
}
