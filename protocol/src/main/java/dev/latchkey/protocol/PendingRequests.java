package dev.latchkey.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Our own requests that wait for their answers. */
final class PendingRequests {
  private final AtomicLong ids = new AtomicLong();
  private final Map<Long, Waiter> waiting = new ConcurrentHashMap<>();
  private volatile @Nullable ConnectionClosedException ended;

  long add(Waiter waiter) throws ConnectionClosedException {
    long id = ids.incrementAndGet();
    waiting.put(id, waiter);
    // Checked after the insertion: close() may have emptied the map just before.
    ConnectionClosedException reason = ended;
    if (reason != null) {
      waiting.remove(id);
      throw new ConnectionClosedException(String.valueOf(reason.getMessage()));
    }
    return id;
  }

  void remove(long id) {
    waiting.remove(id);
  }

  /** Settles the request that this answers; answers to nothing are ignored. */
  void settle(Envelope.Answer answer) {
    JsonNode id = answer.id();
    Waiter request = id.isIntegralNumber() ? waiting.remove(id.longValue()) : null;
    if (request == null) {
      return;
    }
    JsonNode error = answer.error();
    JsonNode result = answer.result();
    if (error != null || result == null) {
      request.fail(error(error));
    } else {
      request.complete(result);
    }
  }

  private static RpcException error(@Nullable JsonNode error) {
    if (error == null) {
      return new RpcException(RpcException.INTERNAL_ERROR, "");
    }
    JsonNode code = error.path("code");
    return new RpcException(
        code.isIntegralNumber() ? code.intValue() : RpcException.INTERNAL_ERROR,
        error.path("message").asText(""),
        error.get("data"));
  }

  void failAll(String reason) {
    ended = new ConnectionClosedException(reason);
    for (Long id : List.copyOf(waiting.keySet())) {
      Waiter request = waiting.remove(id);
      if (request != null) {
        request.fail(new ConnectionClosedException(reason));
      }
    }
  }

  /**
   * Who waits for one answer.
   *
   * @param answer completed once
   * @param executor runs the completion, and with it whatever depends on the future
   */
  record Waiter(CompletableFuture<JsonNode> answer, Executor executor) {

    void complete(JsonNode result) {
      execute(() -> answer.complete(result));
    }

    void fail(Exception error) {
      execute(() -> answer.completeExceptionally(error));
    }

    private void execute(Runnable completion) {
      try {
        executor.execute(completion);
      } catch (RejectedExecutionException e) {
        completion.run();
      }
    }
  }
}
