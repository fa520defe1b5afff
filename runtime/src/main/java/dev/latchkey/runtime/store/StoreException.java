package dev.latchkey.runtime.store;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Why a store could not do what it was asked to. */
@SuppressWarnings("serial") // never serialised
public sealed class StoreException extends RuntimeException {
  private final String sessionId;

  private StoreException(String sessionId, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.sessionId = sessionId;
  }

  /** The session it happened to. */
  public String sessionId() {
    return sessionId;
  }

  /** The text cannot be the id of a session. */
  public static final class InvalidId extends StoreException {
    public InvalidId(String sessionId) {
      super(
          sessionId,
          "Invalid session id: use 1 to 200 characters without slashes, control characters or a"
              + " leading dot (got "
              + sessionId.length()
              + " characters)",
          null);
    }
  }

  /** The journal is not at the position the caller expected. */
  public static final class Conflict extends StoreException {
    private final long actual;

    public Conflict(String sessionId, long expected, long actual) {
      super(
          sessionId,
          "Session "
              + sessionId
              + " is at position "
              + actual
              + ", not "
              + expected
              + ": somebody else wrote to it; read what is new and try again",
          null);
      this.actual = actual;
    }

    /** The position the journal is at. */
    public long actual() {
      return actual;
    }
  }

  /** A newer lease of the session exists. */
  public static final class Fenced extends StoreException {
    public Fenced(Lease lease) {
      super(
          lease.sessionId(),
          "Lease " + lease.fence() + " of session " + lease.sessionId() + " is no longer valid",
          null);
    }
  }

  /** The journal is damaged in a way that no crash of ours explains. */
  public static final class Corrupted extends StoreException {
    private final long line;

    /**
     * @param line 1-based line of the journal
     * @param detail what is wrong with it, without its content
     */
    public Corrupted(String sessionId, long line, String detail) {
      super(sessionId, "Session file is corrupted (line " + line + ": " + detail + ")", null);
      this.line = line;
    }

    /** The 1-based line of the journal. */
    public long line() {
      return line;
    }
  }

  /** The disk or the database refused. */
  public static final class Failed extends StoreException {
    public Failed(String sessionId, String action, IOException cause) {
      super(
          sessionId,
          "Cannot " + action + " session " + sessionId + ": " + cause.getMessage(),
          cause);
    }
  }
}
