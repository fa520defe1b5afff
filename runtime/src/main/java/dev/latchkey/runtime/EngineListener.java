package dev.latchkey.runtime;

import dev.latchkey.runtime.store.StoredSession;

/**
 * Hears of sessions coming, changing and going. Called on the thread that caused the change; must
 * not block and must not call back into the session.
 */
public interface EngineListener {
  /** Hears nothing. */
  EngineListener NONE = new EngineListener() {};

  /** A new session exists; called before its first event. Not called for resumed sessions. */
  default void created(StoredSession session) {}

  /** A persisted event other than {@code session.start} was added. */
  default void updated(StoredSession session) {}

  /** The session and its files are gone. */
  default void deleted(String sessionId) {}
}
