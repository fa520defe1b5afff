package dev.latchkey.runtime;

/** A request to the engine or a session could not be carried out. The message is for people. */
public abstract sealed class SessionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private SessionException(String message) {
    super(message);
  }

  /** No such session. */
  public static final class NotFound extends SessionException {
    private static final long serialVersionUID = 1L;

    public NotFound(String sessionId) {
      super("Session not found: " + sessionId);
    }
  }

  /** The stored events of a session cannot be read. */
  public static final class Corrupt extends SessionException {
    private static final long serialVersionUID = 1L;

    public Corrupt(String message) {
      super(message);
    }
  }

  /** A value given by the caller is not acceptable. */
  public static final class InvalidOptions extends SessionException {
    private static final long serialVersionUID = 1L;

    public InvalidOptions(String message) {
      super(message);
    }
  }

  /** None of the session's own providers has the model; nothing was sent to anybody. */
  public static final class ModelUnavailable extends SessionException {
    private static final long serialVersionUID = 1L;

    public ModelUnavailable(String message) {
      super(message);
    }
  }

  /** The session was closed. */
  public static final class Closed extends SessionException {
    private static final long serialVersionUID = 1L;

    public Closed(String sessionId) {
      super("Session not found: " + sessionId);
    }
  }

  /** The journal has no such event. */
  public static final class EventNotFound extends SessionException {
    private static final long serialVersionUID = 1L;

    public EventNotFound(String eventId) {
      super("Event " + eventId + " not found");
    }
  }

  /** The conversation is as it was: no summary took the place of anything. */
  public static final class CompactionFailed extends SessionException {
    private static final long serialVersionUID = 1L;

    public CompactionFailed(String message) {
      super(message);
    }
  }
}
