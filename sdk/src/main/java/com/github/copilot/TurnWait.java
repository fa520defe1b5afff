package com.github.copilot;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.copilot.generated.AssistantMessageEvent;
import com.github.copilot.generated.SessionErrorEvent;
import com.github.copilot.generated.SessionEvent;
import com.github.copilot.generated.SessionIdleEvent;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Waits for the end of a turn: idle, error or a time limit. */
final class TurnWait {

  private final Executor executor;
  private final CompletableFuture<AssistantMessageEvent> result = new CompletableFuture<>();
  private volatile @Nullable AssistantMessageEvent last;

  /** A wait that ends after so many milliseconds; 0 or less is no limit. */
  TurnWait(Executor executor, long timeoutMillis) {
    this.executor = executor;
    if (timeoutMillis > 0) {
      Future<?> timeout =
          ClientThreads.later(
              timeoutMillis,
              executor,
              () ->
                  result.completeExceptionally(
                      new TimeoutException("sendAndWait timed out after " + timeoutMillis + "ms")));
      Futures.whenDone(result, (message, error) -> timeout.cancel(false));
    }
  }

  CompletableFuture<AssistantMessageEvent> result() {
    return result;
  }

  @SuppressWarnings("NullAway") // null means a turn without a message, as in the public API
  void accept(SessionEvent event) {
    if (event.getAgentId() != null) {
      return; // a sub-agent's words are no answer, and its end is not the turn's
    }
    if (event instanceof AssistantMessageEvent message) {
      last = message;
    } else if (event instanceof SessionErrorEvent error) {
      fail(new RuntimeException("Session error: " + error.getData().message()));
    } else if (event instanceof SessionIdleEvent) {
      // Not on this thread: what follows on the future must not hold up the session's events.
      AssistantMessageEvent answer = last;
      Futures.run(executor, () -> result.complete(answer));
    }
  }

  /** The end of a turn is not missed because its event has a part that this SDK cannot read. */
  void unreadable(String type, JsonNode data) {
    switch (type) {
      case "session.idle" -> accept(new SessionIdleEvent());
      case "session.error" ->
          fail(new RuntimeException("Session error: " + data.path("message").asText()));
      default -> {
        // Nothing that ends a turn.
      }
    }
  }

  void fail(Throwable error) {
    Futures.run(executor, () -> result.completeExceptionally(Futures.cause(error)));
  }
}
