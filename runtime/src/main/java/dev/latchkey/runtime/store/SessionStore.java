package dev.latchkey.runtime.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the journals of sessions and the facts they are listed by.
 *
 * <p>Positions count events from 0; the position of a journal is the number of events in it.
 * Writing needs a {@link Lease}; reading does not. When {@link #append} returns, the events survive
 * the death of this process; when {@link #sync} returns, they survive the loss of power. Engines
 * sync a moment after a turn ends and whenever a session is suspended or closed: a flush to the
 * disk costs more than the rest of a turn's own work.
 *
 * <p>All methods block, do not react to interruption (an abort must not lose what it interrupts),
 * may be called from any thread, and fail with a {@link StoreException}.
 */
public interface SessionStore extends AutoCloseable {
  /**
   * Takes the right to write to a session, which need not exist yet. Repairs what a crash may have
   * left behind. Leases of the same session taken earlier from this store are fenced off.
   *
   * @throws StoreException.Corrupted if the journal is damaged in the middle
   */
  Lease acquire(String sessionId);

  /** Gives a lease back. Releasing twice, or a fenced lease, does nothing. */
  void release(Lease lease);

  /** Whether another live process holds a lease on the session. */
  boolean inUseElsewhere(String sessionId);

  /** The number of events stored; 0 for an unknown session. */
  long position(String sessionId);

  /**
   * Adds events in one step: after a crash of this process all of a prefix of them is there.
   *
   * @param expected the position the caller believes the journal to be at
   * @param events one JSON object each, without line breaks
   * @return the position after them
   * @throws StoreException.Conflict if the journal is at another position; nothing is written
   * @throws StoreException.Fenced if the lease is no longer the current one; nothing is written
   */
  long append(Lease lease, long expected, List<byte[]> events);

  /** Makes everything appended under this lease survive a loss of power. */
  void sync(Lease lease);

  /**
   * Removes the events from {@code position} on.
   *
   * @throws StoreException.Conflict if the journal is shorter
   * @throws StoreException.Fenced if the lease is no longer the current one
   */
  void truncate(Lease lease, long position);

  /**
   * At most {@code limit} events from position {@code from} on; fewer only at the end of the
   * journal, empty for an unknown session.
   *
   * @throws StoreException.Corrupted if one of them is damaged
   */
  List<byte[]> read(String sessionId, long from, int limit);

  /** All events of a session. */
  default List<byte[]> readAll(String sessionId) {
    return read(sessionId, 0, Integer.MAX_VALUE);
  }

  /** Whether the session has events. Sessions without any are not listed and cannot be resumed. */
  boolean exists(String sessionId);

  /** Replaces the facts of a session; the first call also lays out its workspace. */
  void writeFacts(Lease lease, SessionFacts facts);

  /** The facts of a session, if it has events or facts. */
  Optional<SessionFacts> facts(String sessionId);

  /** The sessions with events that match, last modified first. */
  List<StoredSession> list(SessionFilter filter);

  /** The session as {@link #list} shows it; empty when it has no events. */
  default Optional<StoredSession> find(String sessionId) {
    return list(SessionFilter.ALL).stream()
        .filter(session -> session.facts().id().equals(sessionId))
        .findFirst();
  }

  /** The bytes the session takes up, workspace included; 0 for an unknown session. */
  long size(String sessionId);

  /** Removes everything about a session; false if there was nothing. */
  boolean delete(String sessionId);

  /** The directory for the session's own files (plan, checkpoints), if this store has one. */
  Optional<Path> workspace(String sessionId);

  /**
   * Keeps the summary of a compaction in the workspace.
   *
   * @param number from 1; a checkpoint that has it already is replaced
   * @return where it is; empty when this store keeps no such files
   */
  Optional<Path> addCheckpoint(Lease lease, int number, String summary);

  /** Removes the checkpoints after this number. */
  void removeCheckpoints(Lease lease, int number);

  /** Releases the leases taken from this store. */
  @Override
  void close();
}
