package dev.latchkey.runtime.journal;

import dev.latchkey.runtime.EmittedEvent;
import dev.latchkey.runtime.EventPage;
import dev.latchkey.runtime.EventQuery;
import dev.latchkey.runtime.SessionException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a journal page by page, ephemeral events merged in where they happened. */
public final class EventLog {
  private final Journal journal;

  public EventLog(Journal journal) {
    this.journal = journal;
  }

  /** A place in the log: how many persisted and how many ephemeral events lie before it. */
  private record Cursor(long persisted, long ephemeral) {
    static Cursor of(@Nullable String text) {
      if (text == null || text.isEmpty()) {
        return new Cursor(0, 0);
      }
      int colon = text.indexOf(':');
      try {
        return new Cursor(
            Long.parseUnsignedLong(text.substring(0, Math.max(colon, 0))),
            Long.parseUnsignedLong(text.substring(colon + 1)));
      } catch (NumberFormatException _) {
        throw new SessionException.InvalidOptions(
            "The cursor is not one of this event log: pass back a cursor as it was returned");
      }
    }

    @Override
    public String toString() {
      return persisted + ":" + ephemeral;
    }
  }

  /** The place behind the newest event. */
  public String tail() {
    journal.lock().lock();
    try {
      return new Cursor(journal.size(), journal.tail().count()).toString();
    } finally {
      journal.lock().unlock();
    }
  }

  /**
   * The page after the query's cursor; waits for a first event as long as the query says.
   * Interruption ends the wait and keeps the interrupt flag.
   */
  public EventPage read(EventQuery query) {
    long nanos = query.patience().toNanos();
    journal.lock().lock();
    try {
      EventPage page = page(query);
      while (page.events().isEmpty() && nanos > 0) {
        nanos = journal.grown().awaitNanos(nanos);
        page = page(query);
      }
      return page;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return page(query);
    } finally {
      journal.lock().unlock();
    }
  }

  private EventPage page(EventQuery query) {
    Cursor from = Cursor.of(query.cursor());
    Merge merge = new Merge(query, from);
    List<EmittedEvent> persisted = journal.read(from.persisted(), query.max() + 1);
    Iterator<EphemeralTail.Placed> ephemeral = journal.tail().since(from.ephemeral()).iterator();
    EphemeralTail.@Nullable Placed next = ephemeral.hasNext() ? ephemeral.next() : null;
    for (EmittedEvent event : persisted) {
      while (next != null && next.persistedBefore() <= merge.persisted && merge.hasRoom()) {
        merge.ephemeral(next);
        next = ephemeral.hasNext() ? ephemeral.next() : null;
      }
      if (!merge.hasRoom()) {
        return merge.page(true);
      }
      merge.persisted(event);
    }
    while (next != null && merge.hasRoom()) {
      merge.ephemeral(next);
      next = ephemeral.hasNext() ? ephemeral.next() : null;
    }
    return merge.page(next != null || merge.persisted < journal.size());
  }

  /** Collects a page and keeps count of what went by. */
  private static final class Merge {
    private final EventQuery query;
    private final List<EmittedEvent> events = new ArrayList<>();
    private long persisted;
    private long ephemeral;

    Merge(EventQuery query, Cursor from) {
      this.query = query;
      this.persisted = from.persisted();
      this.ephemeral = from.ephemeral();
    }

    boolean hasRoom() {
      return events.size() < query.max();
    }

    void persisted(EmittedEvent event) {
      persisted++;
      take(event);
    }

    void ephemeral(EphemeralTail.Placed placed) {
      ephemeral = placed.number() + 1;
      if (query.includeEphemeral()) {
        take(placed.event());
      }
    }

    private void take(EmittedEvent event) {
      boolean wanted = query.types().isEmpty() || query.types().contains(event.type());
      boolean everybody = query.agents().equals(EventQuery.AgentFilter.ALL);
      if (wanted && (everybody || query.agents().takes(EventJson.agentId(event)))) {
        events.add(event);
      }
    }

    EventPage page(boolean more) {
      return new EventPage(events, new Cursor(persisted, ephemeral).toString(), more);
    }
  }
}
