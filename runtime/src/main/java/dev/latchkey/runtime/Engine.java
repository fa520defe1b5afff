package dev.latchkey.runtime;

import dev.latchkey.runtime.store.SessionFilter;
import dev.latchkey.runtime.store.StoredSession;
import java.util.List;
import java.util.Optional;

/**
 * All sessions of one home directory in one process. Safe for use by many threads.
 *
 * <p>Methods that touch the disk block; none waits for a model.
 */
public interface Engine extends AutoCloseable {
  /**
   * Starts a new session.
   *
   * <p>{@code listener} is subscribed before the first event, so it sees {@code session.start}.
   * Creating a live id again closes the old session first and starts afresh.
   *
   * @throws SessionException.InvalidOptions when the options contradict each other, name a bad id,
   *     or no provider or model can be determined
   */
  Session create(SessionOptions options, EventListener listener);

  /**
   * Opens a session again: the live one of this process, else the stored one.
   *
   * <p>{@code listener} is subscribed before the {@code session.resume} event. Old events are not
   * sent again, see {@link Session#history()}. Set options win over what is restored.
   *
   * @throws SessionException.NotFound when neither a live nor a stored session has this id
   * @throws SessionException.Corrupt when the stored events cannot be read
   * @throws SessionException.InvalidOptions as for {@link #create}
   */
  Session resume(String id, SessionOptions options, ResumeMode mode, EventListener listener);

  /** The session with this id if it is live in this process. */
  Optional<Session> live(String id);

  /**
   * The session with this id if it is live in this process.
   *
   * @throws SessionException.NotFound otherwise
   */
  default Session require(String id) {
    return live(id).orElseThrow(() -> new SessionException.NotFound(id));
  }

  /** All live sessions, in the order they were opened. */
  List<Session> live();

  /** Stored sessions that had a user message and match {@code filter}, newest first. */
  List<StoredSession> list(SessionFilter filter);

  /** What is stored of a session; empty when nothing is. */
  Optional<StoredSession> summary(String id);

  /** The id of the session modified last; empty when none is stored. */
  Optional<String> lastId();

  /**
   * Removes a session, live or stored, with everything it kept on disk.
   *
   * @return false when there was nothing to remove
   */
  boolean delete(String id);

  /** Version string of the runtime, as reported in {@code session.start}. */
  String version();

  /** Closes every live session, flushes and releases everything. Idempotent. */
  @Override
  void close();
}
