package com.github.copilot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.github.copilot.generated.SessionEvent;
import dev.latchkey.protocol.OrderedExecutor;
import java.io.Closeable;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Delivers the events of one session, one after the other in their order, on the client's executor.
 * First come the SDK's own reactions, then the user's handlers in the order of registration, then
 * those who wait for the end of a turn.
 */
final class EventDelivery {

  private static final Logger LOG = Logger.getLogger(EventDelivery.class.getName());

  private final OrderedExecutor order;
  private final CopyOnWriteArrayList<Consumer<SessionEvent>> handlers =
      new CopyOnWriteArrayList<>();
  private final CopyOnWriteArrayList<TurnWait> waits = new CopyOnWriteArrayList<>();
  private volatile @Nullable EventErrorHandler errorHandler;
  private volatile EventErrorPolicy policy = EventErrorPolicy.PROPAGATE_AND_LOG_ERRORS;

  EventDelivery(Executor executor) {
    this.order = new OrderedExecutor(executor);
  }

  void errorHandler(@Nullable EventErrorHandler handler) {
    errorHandler = handler;
  }

  void policy(EventErrorPolicy value) {
    policy = value;
  }

  /** Adds a handler; one that is there already is not added again. */
  Closeable add(Consumer<SessionEvent> handler) {
    handlers.addIfAbsent(handler);
    return () -> handlers.remove(handler);
  }

  void add(TurnWait wait) {
    waits.add(wait);
  }

  void remove(TurnWait wait) {
    waits.remove(wait);
  }

  /** Queues a task behind the events that have arrived. */
  void execute(Runnable task) {
    order.execute(task);
  }

  /** Ends every wait with a failure and forgets the handlers. */
  void end(RuntimeException reason) {
    handlers.clear();
    failWaits(reason);
  }

  void failWaits(Exception reason) {
    waits.forEach(wait -> wait.fail(reason));
  }

  /** Delivers one event; runs in the order of {@link #execute}. */
  void deliver(JsonNode json) {
    SessionEvent event;
    try {
      event = Wire.MAPPER.treeToValue(json, SessionEvent.class);
    } catch (JsonProcessingException e) {
      String type = json.path("type").asText();
      LOG.log(Level.SEVERE, e, () -> "cannot read an event of type " + type);
      waits.forEach(wait -> wait.unreadable(type, json.path("data")));
      return;
    }
    try {
      deliver(event);
    } finally {
      waits.forEach(wait -> wait.accept(event));
    }
  }

  private void deliver(SessionEvent event) {
    for (Consumer<SessionEvent> handler : List.copyOf(handlers)) {
      try {
        handler.accept(event);
      } catch (Exception | AssertionError | LinkageError e) {
        LOG.log(Level.WARNING, e, () -> "a handler of " + event.getType() + " failed");
        if (!report(event, e) || policy == EventErrorPolicy.PROPAGATE_AND_LOG_ERRORS) {
          return;
        }
      }
    }
  }

  private boolean report(SessionEvent event, Throwable error) {
    EventErrorHandler told = errorHandler;
    if (told == null) {
      return true;
    }
    try {
      told.handleError(event, error instanceof Exception e ? e : new RuntimeException(error));
      return true;
    } catch (RuntimeException e) {
      LOG.log(Level.SEVERE, "the event error handler failed", e);
      return false;
    }
  }
}
