package dev.latchkey.runtime.journal;

import com.github.copilot.generated.SessionEvent;
import dev.latchkey.protocol.events.EventTypes;
import dev.latchkey.runtime.EmittedEvent;
import dev.latchkey.runtime.EventListener;
import dev.latchkey.runtime.SessionException;
import dev.latchkey.runtime.store.Lease;
import dev.latchkey.runtime.store.SessionStore;
import dev.latchkey.runtime.store.StoreException;
import java.lang.System.Logger;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The events of one live session in the order they were created.
 *
 * <p>An event is stored before anybody hears of it. Nothing is stored before the first user
 * message: a session nobody talked to leaves no trace.
 */
public final class Journal {
  private static final Logger LOG = System.getLogger(Journal.class.getName());

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition grown = lock.newCondition();
  private final SessionStore store;
  private final Lease lease;
  private final Clock clock;
  private final JournalObserver observer;
  private final EventIds ids = new EventIds();
  private final EphemeralTail tail = new EphemeralTail();
  private final List<EventListener> listeners = new ArrayList<>();
  private final List<EmittedEvent> unsaved = new ArrayList<>();
  private long saved;
  private long bytes;
  private @Nullable UUID lastPersisted;

  private Journal(SessionStore store, Lease lease, Clock clock, JournalObserver observer) {
    this.store = store;
    this.lease = lease;
    this.clock = clock;
    this.observer = observer;
  }

  /** The journal of a new session. */
  public static Journal fresh(
      SessionStore store, Lease lease, Clock clock, JournalObserver observer) {
    return new Journal(store, lease, clock, observer);
  }

  /** The journal of a stored session; every stored event is folded, none is delivered. */
  public static Journal reopened(
      SessionStore store, Lease lease, Clock clock, JournalObserver observer) {
    Journal journal = new Journal(store, lease, clock, observer);
    journal.follow(0);
    return journal;
  }

  /** Places, stores and delivers an event; whether it is ephemeral depends on its type. */
  public EmittedEvent emit(SessionEvent event) {
    return emit(event, EventTypes.isEphemeral(event.getType()));
  }

  /** Places and delivers an event; stores it unless it is ephemeral. */
  public EmittedEvent emit(SessionEvent event, boolean ephemeral) {
    lock.lock();
    try {
      EmittedEvent emitted = ephemeral ? placed(event, true) : kept(event);
      if (ephemeral) {
        tail.add(emitted, size());
      } else {
        bytes += emitted.json().length + 1;
        lastPersisted = event.getId();
      }
      observer.fold(event);
      deliver(emitted);
      grown.signalAll();
      return emitted;
    } finally {
      lock.unlock();
    }
  }

  /** Runs {@code action} while no other thread can emit. */
  public void atomically(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }

  private EmittedEvent placed(SessionEvent event, boolean ephemeral) {
    event.setId(ids.next());
    event.setTimestamp(clock.instant().truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC));
    event.setParentId(lastPersisted);
    event.setEphemeral(ephemeral ? Boolean.TRUE : null);
    return new EmittedEvent(
        String.valueOf(event.getId()), event.getType(), ephemeral, EventJson.write(event));
  }

  private EmittedEvent kept(SessionEvent event) {
    EmittedEvent emitted = placed(event, false);
    try {
      keep(emitted);
      return emitted;
    } catch (StoreException.Conflict conflict) {
      if (conflict.actual() <= saved) {
        throw conflict;
      }
      // another process that has the session open wrote to it: its events come first
      follow(saved);
      EmittedEvent again = placed(event, false);
      keep(again);
      return again;
    }
  }

  /** Folds the stored events from {@code position} on. */
  private void follow(long position) {
    for (byte[] line : store.read(lease.sessionId(), position, Integer.MAX_VALUE)) {
      folded(line);
      saved++;
    }
  }

  private void folded(byte[] line) {
    SessionEvent event = EventJson.read(line);
    observer.fold(event);
    lastPersisted = event.getId();
    bytes += line.length + 1;
  }

  private void keep(EmittedEvent event) {
    if (saved == 0 && !event.type().equals(EventTypes.USER_MESSAGE)) {
      unsaved.add(event);
      return;
    }
    if (unsaved.isEmpty()) {
      saved = store.append(lease, saved, List.of(event.json()));
      return;
    }
    List<byte[]> lines = new ArrayList<>(unsaved.size() + 1);
    unsaved.forEach(earlier -> lines.add(earlier.json()));
    lines.add(event.json());
    saved = store.append(lease, saved, lines);
    unsaved.clear();
  }

  private void deliver(EmittedEvent event) {
    for (EventListener listener : List.copyOf(listeners)) {
      try {
        listener.onEvent(event);
      } catch (RuntimeException e) {
        LOG.log(Logger.Level.WARNING, "A listener failed at " + event + " and is dropped", e);
        listeners.remove(listener);
      }
    }
    if (!event.ephemeral()) {
      observer.delivered(event);
    }
  }

  /** Delivers every event from now on to {@code listener}. */
  public void subscribe(EventListener listener) {
    atomically(() -> {
      if (!listeners.contains(listener)) {
        listeners.add(listener);
      }
    });
  }

  /** Delivers nothing more to {@code listener}. */
  public void unsubscribe(EventListener listener) {
    atomically(() -> listeners.remove(listener));
  }

  /** The number of persisted events. */
  public long size() {
    return saved + unsaved.size();
  }

  /** The size of all persisted events, one per line. */
  public long bytes() {
    return bytes;
  }

  /** Whether anything was stored. */
  public boolean durable() {
    return saved > 0;
  }

  /** At most {@code limit} persisted events from position {@code from} on. */
  public List<EmittedEvent> read(long from, int limit) {
    lock.lock();
    try {
      if (saved == 0) {
        return unsaved.stream().skip(from).limit(limit).toList();
      }
      return store.read(lease.sessionId(), from, limit).stream().map(EventJson::stored).toList();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Removes the persisted event of this id and all after it, and folds what is left anew.
   *
   * @return how many were removed
   * @throws SessionException.EventNotFound when there is no such event; nothing is removed
   */
  public int rewind(String eventId) {
    lock.lock();
    try {
      List<EmittedEvent> all = read(0, Integer.MAX_VALUE);
      List<EmittedEvent> kept =
          all.stream().takeWhile(event -> !event.id().equals(eventId)).toList();
      if (kept.size() == all.size()) {
        throw new SessionException.EventNotFound(eventId);
      }
      if (saved > 0) {
        store.truncate(lease, kept.size());
        saved = kept.size();
      }
      unsaved.clear();
      unsaved.addAll(saved > 0 ? List.of() : kept);
      observer.restart();
      bytes = 0;
      lastPersisted = null;
      for (EmittedEvent event : kept) {
        folded(event.json());
      }
      return all.size() - kept.size();
    } finally {
      lock.unlock();
    }
  }

  /** Makes everything survive a loss of power. */
  public void sync() {
    if (durable()) {
      store.sync(lease);
    }
  }

  EphemeralTail tail() {
    return tail;
  }

  ReentrantLock lock() {
    return lock;
  }

  Condition grown() {
    return grown;
  }
}
