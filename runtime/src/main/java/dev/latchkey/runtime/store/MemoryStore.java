package dev.latchkey.runtime.store;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sessions that end with the process: for tests and for callers that want nothing on disk. */
public final class MemoryStore implements SessionStore {
  private final Map<String, Entry> sessions = new TreeMap<>();
  private final Fences fences = new Fences();
  private final Clock clock;

  private MemoryStore(Clock clock) {
    this.clock = clock;
  }

  /** An empty store. */
  public static MemoryStore create() {
    return new MemoryStore(Clock.systemUTC());
  }

  /** An empty store that takes its times from {@code clock}. */
  public static MemoryStore create(Clock clock) {
    return new MemoryStore(clock);
  }

  @Override
  public Lease acquire(String sessionId) {
    return fences.next(SessionIds.checked(sessionId), false);
  }

  @Override
  public void release(Lease lease) {
    fences.release(lease);
  }

  @Override
  public boolean inUseElsewhere(String sessionId) {
    return false;
  }

  @Override
  public synchronized long position(String sessionId) {
    Entry entry = sessions.get(sessionId);
    return entry == null ? 0 : entry.events.size();
  }

  @Override
  public synchronized long append(Lease lease, long expected, List<byte[]> events) {
    fences.check(lease);
    EventLines.check(events);
    long actual = position(lease.sessionId());
    if (actual != expected) {
      throw new StoreException.Conflict(lease.sessionId(), expected, actual);
    }
    if (events.isEmpty()) {
      return actual;
    }
    Entry entry = entry(lease.sessionId());
    for (byte[] event : events) {
      entry.events.add(event.clone());
      entry.bytes += event.length + 1;
    }
    return entry.events.size();
  }

  @Override
  public void sync(Lease lease) {
    fences.check(lease);
  }

  @Override
  public synchronized void truncate(Lease lease, long position) {
    fences.check(lease);
    long actual = position(lease.sessionId());
    if (position > actual) {
      throw new StoreException.Conflict(lease.sessionId(), position, actual);
    }
    Entry entry = entry(lease.sessionId());
    List<byte[]> tail = entry.events.subList((int) position, entry.events.size());
    tail.forEach(event -> entry.bytes -= event.length + 1);
    tail.clear();
  }

  @Override
  public synchronized List<byte[]> read(String sessionId, long from, int limit) {
    Entry entry = sessions.get(sessionId);
    if (entry == null || from >= entry.events.size()) {
      return List.of();
    }
    return entry.events.stream().skip(from).limit(limit).map(byte[]::clone).toList();
  }

  @Override
  public boolean exists(String sessionId) {
    return position(sessionId) > 0;
  }

  @Override
  public synchronized void writeFacts(Lease lease, SessionFacts facts) {
    fences.check(lease);
    entry(lease.sessionId()).facts = facts;
  }

  @Override
  public synchronized Optional<SessionFacts> facts(String sessionId) {
    return Optional.ofNullable(sessions.get(sessionId)).map(entry -> entry.facts(sessionId));
  }

  @Override
  public synchronized List<StoredSession> list(SessionFilter filter) {
    List<StoredSession> found = new ArrayList<>();
    sessions.forEach((id, entry) -> {
      SessionFacts facts = entry.facts(id);
      if (!entry.events.isEmpty() && filter.matches(facts)) {
        found.add(new StoredSession(facts, entry.modifiedAt, entry.bytes));
      }
    });
    found.sort(Comparator.comparing(StoredSession::modifiedAt).reversed());
    return found;
  }

  @Override
  public synchronized long size(String sessionId) {
    Entry entry = sessions.get(sessionId);
    return entry == null ? 0 : entry.bytes;
  }

  @Override
  public synchronized boolean delete(String sessionId) {
    return sessions.remove(sessionId) != null;
  }

  @Override
  public Optional<Path> workspace(String sessionId) {
    return Optional.empty();
  }

  @Override
  public Optional<Path> addCheckpoint(Lease lease, int number, String summary) {
    fences.check(lease);
    return Optional.empty();
  }

  @Override
  public void removeCheckpoints(Lease lease, int number) {
    fences.check(lease);
  }

  @Override
  public void close() {
    fences.clear();
  }

  private Entry entry(String sessionId) {
    Entry entry = sessions.computeIfAbsent(sessionId, _ -> new Entry(clock.instant()));
    entry.modifiedAt = clock.instant();
    return entry;
  }

  private static final class Entry {
    private final List<byte[]> events = new ArrayList<>();
    private final Instant createdAt;
    private Instant modifiedAt;
    private @Nullable SessionFacts facts;
    private long bytes;

    private Entry(Instant now) {
      createdAt = now;
      modifiedAt = now;
    }

    private SessionFacts facts(String sessionId) {
      return facts != null
          ? facts
          : EventFacts.of(sessionId, events.isEmpty() ? null : events.getFirst(), createdAt);
    }
  }
}
