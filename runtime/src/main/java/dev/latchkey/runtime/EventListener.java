package dev.latchkey.runtime;

/** Receives the events of a session in creation order, each exactly once. */
@FunctionalInterface
public interface EventListener {
  /** Ignores every event. */
  EventListener NONE = _ -> {};

  /**
   * Called on the emitting thread while the session's journal is locked: hand the event on and
   * return. Must not block and must not call back into the session.
   */
  void onEvent(EmittedEvent event);
}
