package dev.latchkey.runtime;

import java.util.List;

/** Events after a cursor. {@code hasMore} says that another read would return events at once. */
public record EventPage(List<EmittedEvent> events, String cursor, boolean hasMore) {
  public EventPage {
    events = List.copyOf(events);
  }
}
