package dev.latchkey.runtime;

/**
 * How a session is opened again.
 *
 * @param continuePendingWork keep permission and client-tool requests of a previous process
 *     answerable; otherwise they count as interrupted
 * @param silent do not emit {@code session.resume}
 */
public record ResumeMode(boolean continuePendingWork, boolean silent) {
  /** Emit {@code session.resume}; unanswered requests of a previous process are interrupted. */
  public static final ResumeMode PLAIN = new ResumeMode(false, false);
}
