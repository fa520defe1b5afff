package dev.latchkey.runtime.store;

import java.util.HashMap;
import java.util.Map;

/** The newest lease of each session given out by one store. */
final class Fences {
  private final Map<String, Long> current = new HashMap<>();
  private long last;

  /** A lease that fences off all earlier ones of the session. */
  synchronized Lease next(String sessionId, boolean shared) {
    current.put(sessionId, ++last);
    return new Lease(sessionId, last, shared);
  }

  /** Fails unless the lease is the newest of its session. */
  synchronized void check(Lease lease) {
    if (!holds(lease)) {
      throw new StoreException.Fenced(lease);
    }
  }

  /** Forgets the lease; false if it was not the newest of its session. */
  synchronized boolean release(Lease lease) {
    return holds(lease) && current.remove(lease.sessionId()) != null;
  }

  synchronized void clear() {
    current.clear();
  }

  private boolean holds(Lease lease) {
    Long fence = current.get(lease.sessionId());
    return fence != null && fence == lease.fence();
  }
}
