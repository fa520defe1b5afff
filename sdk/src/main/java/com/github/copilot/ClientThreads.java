package com.github.copilot;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The threads of clients that bring none. Daemons: they never keep a program alive. */
final class ClientThreads {

  /** From here on a virtual thread that blocks in a monitor no longer holds its carrier. */
  private static final int UNPINNED = 24;

  private static final AtomicLong COUNT = new AtomicLong();
  private static final Executor SHARED = create();
  private static final ScheduledThreadPoolExecutor TIMER = timer();

  private ClientThreads() {}

  /** Runs blocking tasks; unlimited, so that handlers may wait for each other. */
  static Executor shared() {
    return SHARED;
  }

  /** Makes the thread that reads from a runtime. */
  static ThreadFactory readers() {
    return task -> daemon(task, "jsonrpc-reader");
  }

  /** Hands the task to the executor later. */
  static ScheduledFuture<?> later(long millis, Executor executor, Runnable task) {
    return TIMER.schedule(() -> executor.execute(task), millis, TimeUnit.MILLISECONDS);
  }

  private static Executor create() {
    if (Runtime.version().feature() >= UNPINNED) {
      try {
        return (Executor) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
      } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
        // Every such release has the method; without it platform threads do.
      }
    }
    return Executors.newCachedThreadPool(
        task -> daemon(task, "copilot-client-" + COUNT.incrementAndGet()));
  }

  private static ScheduledThreadPoolExecutor timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(1, task -> daemon(task, "sendAndWait-timeout"));
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
