package dev.latchkey.runtime.journal;

import dev.latchkey.runtime.EmittedEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The last few ephemeral events, for readers of the event log. Deltas are left out: their text
 * comes whole in the message. Guarded by the journal's lock.
 */
final class EphemeralTail {
  private static final int LIMIT = 64;

  /** An ephemeral event, how many came before it, and how many persisted ones did. */
  record Placed(EmittedEvent event, long number, long persistedBefore) {}

  private final ArrayDeque<Placed> events = new ArrayDeque<>();
  private long count;

  void add(EmittedEvent event, long persistedBefore) {
    if (event.type().endsWith("_delta")) {
      return;
    }
    if (events.size() == LIMIT) {
      events.removeFirst();
    }
    events.addLast(new Placed(event, count++, persistedBefore));
  }

  /** How many there were so far. */
  long count() {
    return count;
  }

  /** What is remembered from number {@code from} on. */
  List<Placed> since(long from) {
    List<Placed> found = new ArrayList<>();
    for (Placed placed : events) {
      if (placed.number() >= from) {
        found.add(placed);
      }
    }
    return found;
  }
}
