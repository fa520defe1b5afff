package dev.latchkey.runtime.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/** Requests to clients that wait for their answers. The first answer counts. */
final class Waiting<T> {
  private final ConcurrentHashMap<String, CompletableFuture<T>> open = new ConcurrentHashMap<>();

  /** Makes a request answerable. */
  void open(String requestId) {
    open.put(requestId, new CompletableFuture<>());
  }

  /**
   * Answers a request.
   *
   * @return false when nobody waits for it
   */
  boolean answer(String requestId, T answer) {
    CompletableFuture<T> request = open.remove(requestId);
    return request != null && request.complete(answer);
  }

  /** Waits for the answer to an open request; afterwards it is no longer answerable. */
  T await(String requestId) throws InterruptedException {
    CompletableFuture<T> request = open.get(requestId);
    if (request == null) {
      throw new IllegalStateException("Request " + requestId + " is not open");
    }
    try {
      return request.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      open.remove(requestId);
    }
  }
}
