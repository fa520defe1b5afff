package dev.latchkey.runtime.engine;

import dev.latchkey.runtime.SessionException;

/** Whether a session is still open. */
final class Lifespan {
  private final String sessionId;
  private boolean ended;

  Lifespan(String sessionId) {
    this.sessionId = sessionId;
  }

  /** Throws {@link SessionException.Closed} after the end. */
  synchronized void require() {
    if (ended) {
      throw new SessionException.Closed(sessionId);
    }
  }

  /**
   * Ends it.
   *
   * @return false when it had ended before
   */
  synchronized boolean end() {
    boolean first = !ended;
    ended = true;
    return first;
  }
}
