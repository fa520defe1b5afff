package com.github.copilot;

import com.github.copilot.rpc.SessionLifecycleEvent;
import com.github.copilot.rpc.SessionLifecycleHandler;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Handlers of session lifecycle events; those of one type run before those of all types. */
final class LifecycleHandlers {

  private static final Logger LOG = Logger.getLogger(LifecycleHandlers.class.getName());

  private record Entry(@Nullable String type, SessionLifecycleHandler handler) {}

  private final CopyOnWriteArrayList<Entry> entries = new CopyOnWriteArrayList<>();

  /** Adds a handler; a null type is all types. */
  AutoCloseable add(@Nullable String type, SessionLifecycleHandler handler) {
    Entry entry = new Entry(type, Objects.requireNonNull(handler, "handler"));
    entries.add(entry);
    return () -> entries.remove(entry);
  }

  void deliver(SessionLifecycleEvent event) {
    for (Entry entry : entries) {
      if (entry.type() != null && entry.type().equals(event.getType())) {
        call(entry, event);
      }
    }
    for (Entry entry : entries) {
      if (entry.type() == null) {
        call(entry, event);
      }
    }
  }

  private static void call(Entry entry, SessionLifecycleEvent event) {
    try {
      entry.handler().onLifecycleEvent(event);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "a lifecycle handler failed", e);
    }
  }
}
