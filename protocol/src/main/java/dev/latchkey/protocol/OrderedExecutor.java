package dev.latchkey.protocol;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs tasks one at a time, in the order of submission, on threads of another executor. Holds a
 * thread only while there is something to run.
 */
public final class OrderedExecutor implements Executor {
  private final Executor threads;
  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
  private boolean running;

  /** Takes its threads from {@code threads}. */
  public OrderedExecutor(Executor threads) {
    this.threads = threads;
  }

  /** Runs the task after all that were submitted before. Never blocks. */
  @Override
  public void execute(Runnable task) {
    lock.lock();
    try {
      tasks.addLast(task);
      if (running) {
        return;
      }
      running = true;
    } finally {
      lock.unlock();
    }
    threads.execute(this::drain);
  }

  private void drain() {
    while (true) {
      Runnable task;
      lock.lock();
      try {
        task = tasks.pollFirst();
        if (task == null) {
          running = false;
          return;
        }
      } finally {
        lock.unlock();
      }
      runQuietly(task);
    }
  }

  private static void runQuietly(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      // A failing task must not stop those behind it; report as an uncaught exception would be.
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
    }
  }
}
