package com.github.copilot;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Small steps on futures. */
final class Futures {

  private Futures() {}

  /** Returns the failure without the wrappers that futures add. */
  static Throwable cause(Throwable error) {
    Throwable cause = error;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  static String message(Throwable error) {
    Throwable cause = cause(error);
    String message = cause.getMessage();
    return message == null || message.isEmpty() ? cause.getClass().getSimpleName() : message;
  }

  /** Waits for user code; a null future is a null value. The failure is that of the future. */
  static <T> @Nullable T await(@Nullable CompletableFuture<T> future) throws Exception {
    if (future == null) {
      return null;
    }
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (cause(e) instanceof Exception exception) {
        throw exception;
      }
      throw e;
    }
  }

  /** Runs the task on the executor, or here if the executor takes no more. */
  static void run(Executor executor, Runnable task) {
    try {
      executor.execute(task);
    } catch (RejectedExecutionException e) {
      task.run();
    }
  }

  /** Runs the action when the future is done; one of its arguments is null. */
  static <T> void whenDone(
      CompletableFuture<T> future,
      BiConsumer<? super @Nullable T, ? super @Nullable Throwable> action) {
    CompletableFuture<T> unused = future.whenComplete(action);
  }

  /** A future that completes with null, which is what {@code Void} futures do. */
  static CompletableFuture<Void> done(CompletableFuture<?> future) {
    return future.thenAccept(ignored -> {});
  }
}
