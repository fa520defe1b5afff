package dev.latchkey.runtime.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/** Requests to clients that wait for their answers. The first answer counts. */
final class Waiting<T> {
  private final ConcurrentHashMap<String, CompletableFuture<T>> open = new ConcurrentHashMap<>();

  /** A request that can be answered until it is withdrawn. */
  final class Request {
    private final String id;
    private final CompletableFuture<T> answer;

    private Request(String id, CompletableFuture<T> answer) {
      this.id = id;
      this.answer = answer;
    }

    /** Waits for the answer; afterwards the request is no longer answerable. */
    T await() throws InterruptedException {
      try {
        return answer.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      } finally {
        withdraw();
      }
    }

    /** Makes the request unanswerable. */
    void withdraw() {
      open.remove(id, answer);
    }
  }

  /** Makes a request answerable, before anybody is told of it; opening twice is harmless. */
  Request open(String requestId) {
    return new Request(requestId, open.computeIfAbsent(requestId, _ -> new CompletableFuture<>()));
  }

  /**
   * Answers a request.
   *
   * @return false when nobody waits for it
   */
  boolean answer(String requestId, T answer) {
    CompletableFuture<T> request = open.get(requestId);
    return request != null && request.complete(answer);
  }
}
