package dev.latchkey.runtime.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Sessions as directories below {@code <home>/session-state}, in the layout of the public protocol:
 * {@code events.jsonl}, {@code workspace.yaml}, {@code checkpoints/}, {@code files/}, {@code
 * research/} and one {@code inuse.<pid>.lock} per process that holds the session. Sessions written
 * by the official runtime are read, and the reverse.
 *
 * <p>Nothing is written for a session before its first events or facts. Locks of other processes
 * are advisory, as in the public layout: two processes may write to one session, and the one that
 * comes second learns of it by a {@link StoreException.Conflict}.
 */
public final class FileStore implements SessionStore {
  private static final Comparator<StoredSession> NEWEST_FIRST =
      Comparator.comparing(StoredSession::modifiedAt)
          .reversed()
          .thenComparing(session -> session.facts().id());

  private final Path sessions;
  private final Fences fences = new Fences();
  private final Map<String, Held> held = new ConcurrentHashMap<>();

  private FileStore(Path sessions) {
    this.sessions = sessions;
  }

  /** The store in a home directory, which is created when there is something to write. */
  public static FileStore at(Path home) {
    return new FileStore(home.resolve("session-state"));
  }

  @Override
  public Lease acquire(String sessionId) {
    SessionDirectory directory = directory(sessionId);
    return attempt(
        sessionId,
        "open",
        () -> {
          boolean shared = directory.heldByOther();
          JournalFile journal = JournalFile.open(sessionId, directory.events(), !shared);
          if (directory.present()) {
            directory.lock();
          }
          Lease lease = fences.next(sessionId, shared);
          held.put(sessionId, new Held(lease, directory, journal));
          return lease;
        });
  }

  @Override
  public void release(Lease lease) {
    if (fences.release(lease)) {
      Held session = held.remove(lease.sessionId());
      if (session != null) {
        unlock(session);
      }
    }
  }

  @Override
  public boolean inUseElsewhere(String sessionId) {
    return attempt(sessionId, "look at", directory(sessionId)::heldByOther);
  }

  @Override
  public long position(String sessionId) {
    return attempt(
        sessionId,
        "read",
        () -> {
          JournalFile journal = journal(sessionId);
          synchronized (journal) {
            return journal.count();
          }
        });
  }

  @Override
  public long append(Lease lease, long expected, List<byte[]> events) {
    EventLines.check(events);
    return write(
        lease,
        "write to",
        session -> {
          JournalFile journal = session.journal;
          requirePosition(session, expected);
          if (!events.isEmpty()) {
            if (journal.empty()) {
              session.prepare();
            }
            journal.append(events);
          }
          return journal.count();
        });
  }

  @Override
  public void sync(Lease lease) {
    // outside the lock: appending must not wait for the disk
    Held session = current(lease);
    attempt(
        lease.sessionId(),
        "sync",
        () -> {
          session.journal.sync();
          return null;
        });
  }

  @Override
  public void truncate(Lease lease, long position) {
    write(
        lease,
        "truncate",
        session -> {
          requirePosition(session, session.journal.count());
          if (position > session.journal.count()) {
            throw new StoreException.Conflict(lease.sessionId(), position, session.journal.count());
          }
          session.journal.truncate(position);
          return null;
        });
  }

  @Override
  public List<byte[]> read(String sessionId, long from, int limit) {
    return attempt(
        sessionId,
        "read",
        () -> {
          JournalFile journal = journal(sessionId);
          synchronized (journal) {
            return journal.read(from, limit);
          }
        });
  }

  @Override
  public boolean exists(String sessionId) {
    return directory(sessionId).hasEvents();
  }

  @Override
  public void writeFacts(Lease lease, SessionFacts facts) {
    write(
        lease,
        "describe",
        session -> {
          session.prepare();
          session.layOutWorkspace();
          PrivateFiles.replace(session.directory.facts(), WorkspaceYaml.write(facts));
          return null;
        });
  }

  @Override
  public Optional<SessionFacts> facts(String sessionId) {
    SessionDirectory directory = directory(sessionId);
    return attempt(sessionId, "read", () -> SessionListing.facts(directory));
  }

  @Override
  public List<StoredSession> list(SessionFilter filter) {
    return attempt(
        "",
        "list",
        () -> {
          List<StoredSession> found = new ArrayList<>();
          for (SessionDirectory directory : directories()) {
            SessionListing.entry(directory)
                .filter(session -> filter.matches(session.facts()))
                .ifPresent(found::add);
          }
          found.sort(NEWEST_FIRST);
          return found;
        });
  }

  @Override
  public Optional<StoredSession> find(String sessionId) {
    SessionDirectory directory = directory(sessionId);
    return attempt(sessionId, "find", () -> SessionListing.entry(directory));
  }

  @Override
  public long size(String sessionId) {
    return attempt(sessionId, "measure", directory(sessionId)::size);
  }

  @Override
  public boolean delete(String sessionId) {
    SessionDirectory directory = directory(sessionId);
    return attempt(
        sessionId,
        "delete",
        () -> {
          boolean present = directory.present();
          if (present) {
            directory.delete();
          }
          return present;
        });
  }

  @Override
  public Optional<Path> workspace(String sessionId) {
    return Optional.of(directory(sessionId).path());
  }

  @Override
  public Optional<Path> addCheckpoint(Lease lease, int number, String summary) {
    return write(
        lease,
        "add a checkpoint to",
        session -> {
          session.prepare();
          session.layOutWorkspace();
          return Optional.of(new CheckpointFiles(session.directory).add(number, summary));
        });
  }

  @Override
  public void removeCheckpoints(Lease lease, int number) {
    write(
        lease,
        "remove checkpoints of",
        session -> {
          new CheckpointFiles(session.directory).removeAfter(number);
          return null;
        });
  }

  @Override
  public void close() {
    fences.clear();
    held.values().forEach(FileStore::unlock);
    held.clear();
  }

  private SessionDirectory directory(String sessionId) {
    return new SessionDirectory(sessionId, sessions.resolve(SessionIds.checked(sessionId)));
  }

  private List<SessionDirectory> directories() throws IOException {
    List<SessionDirectory> all = new ArrayList<>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(sessions)) {
      for (Path child : children) {
        String name = child.getFileName().toString();
        if (SessionIds.valid(name)) {
          all.add(new SessionDirectory(name, child));
        }
      }
    } catch (NoSuchFileException _) {
      return List.of();
    }
    return all;
  }

  /** The journal under lease, else one that is read for the occasion. */
  private JournalFile journal(String sessionId) throws IOException {
    Held session = held.get(sessionId);
    return session != null
        ? session.journal
        : JournalFile.open(sessionId, directory(sessionId).events(), false);
  }

  private <T extends @Nullable Object> T write(Lease lease, String action, Writing<T> writing) {
    Held session = current(lease);
    synchronized (session.journal) {
      fences.check(lease);
      return attempt(lease.sessionId(), action, () -> writing.to(session));
    }
  }

  private Held current(Lease lease) {
    Held session = held.get(lease.sessionId());
    if (session == null || session.lease.fence() != lease.fence()) {
      throw new StoreException.Fenced(lease);
    }
    return session;
  }

  /** Fails if the journal is elsewhere, also because another process wrote to it. */
  private static void requirePosition(Held session, long expected) throws IOException {
    JournalFile journal = session.journal;
    boolean known = journal.unchanged();
    if (!known) {
      journal.load(!session.directory.heldByOther());
      known = journal.unchanged();
    }
    if (journal.count() != expected || !known) {
      throw new StoreException.Conflict(session.lease.sessionId(), expected, journal.count());
    }
  }

  private static void unlock(Held session) {
    attempt(
        session.lease.sessionId(),
        "release",
        () -> {
          session.directory.unlock();
          return null;
        });
  }

  private static <T extends @Nullable Object> T attempt(
      String sessionId, String action, Access<T> access) {
    try {
      return access.run();
    } catch (IOException e) {
      throw new StoreException.Failed(sessionId, action, e);
    }
  }

  /** A session under lease of this store. */
  private static final class Held {
    private final Lease lease;
    private final SessionDirectory directory;
    private final JournalFile journal;
    private boolean laidOut;

    private Held(Lease lease, SessionDirectory directory, JournalFile journal) {
      this.lease = lease;
      this.directory = directory;
      this.journal = journal;
    }

    /** Makes sure that the directory is there, and that others see who holds it. */
    private void prepare() throws IOException {
      if (!directory.present()) {
        directory.create();
      }
    }

    private void layOutWorkspace() throws IOException {
      if (!laidOut) {
        directory.layOutWorkspace();
        laidOut = true;
      }
    }
  }

  private interface Access<T extends @Nullable Object> {
    T run() throws IOException;
  }

  private interface Writing<T extends @Nullable Object> {
    T to(Held session) throws IOException;
  }
}
