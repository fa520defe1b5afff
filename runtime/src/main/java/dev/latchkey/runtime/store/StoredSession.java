package dev.latchkey.runtime.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * One line of a session list.
 *
 * @param modifiedAt when events or facts were last written
 * @param eventBytes size of the journal
 */
public record StoredSession(SessionFacts facts, Instant modifiedAt, long eventBytes) {
  public StoredSession {
    requireNonNull(facts);
    requireNonNull(modifiedAt);
  }
}
