package dev.latchkey.runtime.store;

import static java.util.Objects.requireNonNull;

/**
 * The right to write to one session.
 *
 * @param sessionId the session
 * @param fence grows with every lease of the session; a store refuses a lease whose fence is not
 *     the newest it gave out
 * @param shared whether another live process held a lease when this one was taken
 */
public record Lease(String sessionId, long fence, boolean shared) {
  public Lease {
    requireNonNull(sessionId);
  }
}
