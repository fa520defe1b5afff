package dev.latchkey.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Our own requests that wait for their answers. */
final class PendingRequests {
  private final AtomicLong ids = new AtomicLong();
  private final Map<Long, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private volatile @Nullable ConnectionClosedException ended;

  long add(CompletableFuture<JsonNode> answer) throws ConnectionClosedException {
    long id = ids.incrementAndGet();
    waiting.put(id, answer);
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
    CompletableFuture<JsonNode> request =
        id.isIntegralNumber() ? waiting.remove(id.longValue()) : null;
    if (request == null) {
      return;
    }
    JsonNode error = answer.error();
    JsonNode result = answer.result();
    if (error != null || result == null) {
      request.completeExceptionally(error(error));
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
      CompletableFuture<JsonNode> request = waiting.remove(id);
      if (request != null) {
        request.completeExceptionally(new ConnectionClosedException(reason));
      }
    }
  }
}
