package dev.latchkey.runtime.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/** Requests to clients that wait for their answers. The first answer counts. */
final class Waiting<T> {
  private final ConcurrentHashMap<String, CompletableFuture<T>> open = new ConcurrentHashMap<>();

  /** A request that can be answered until it is awaited in vain. */
  final class Request {
    private final String id;
    private final CompletableFuture<T> answer = new CompletableFuture<>();

    private Request(String id) {
      this.id = id;
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

  /** Makes a request answerable, before anybody is told of it. */
  Request open(String requestId) {
    Request request = new Request(requestId);
    open.put(requestId, request.answer);
    return request;
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
}
