package dev.latchkey.providers;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A model call failed. Every kind says what happened, whether trying again can help, and what to
 * do.
 */
public abstract sealed class ModelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient CallFailure failure;
  private final boolean retryable;

  private ModelException(CallFailure failure, boolean retryable, @Nullable Throwable cause) {
    super(failure.message(), cause, true, cause != null);
    this.failure = failure;
    this.retryable = retryable;
  }

  /** What is known of the failed call; no secrets. */
  public CallFailure failure() {
    return failure;
  }

  /** Whether the same request can succeed later without a change. */
  public boolean retryable() {
    return retryable;
  }

  /** One sentence for people: what to change or run. */
  public String nextStep() {
    return failure.nextStep();
  }

  /** The same trouble with more (or other) known of the call; the stack trace is this one's. */
  public ModelException with(CallFailure known) {
    ModelException copy =
        switch (this) {
          case Authentication _ -> new Authentication(known);
          case Permission _ -> new Permission(known);
          case NotFound _ -> new NotFound(known);
          case InvalidRequest _ -> new InvalidRequest(known);
          case ContextOverflow _ -> new ContextOverflow(known);
          case RateLimited e -> new RateLimited(known, e.after(), !e.retryable());
          case Overloaded e -> new Overloaded(known, e.after());
          case Timeout e -> new Timeout(known, e.phase());
          case Connection e -> new Connection(known, e.getCause(), e.retryable());
          case BadResponse e -> new BadResponse(known, e.retryable());
          case ContentRefused _ -> new ContentRefused(known);
          case BudgetExceeded _ -> new BudgetExceeded(known);
          case Cancelled _ -> new Cancelled(known);
        };
    copy.setStackTrace(getStackTrace());
    return copy;
  }

  /** 401: the key or token was not accepted. */
  public static final class Authentication extends ModelException {
    private static final long serialVersionUID = 1L;

    public Authentication(CallFailure failure) {
      super(failure, false, null);
    }
  }

  /** 403: known, but not allowed. */
  public static final class Permission extends ModelException {
    private static final long serialVersionUID = 1L;

    public Permission(CallFailure failure) {
      super(failure, false, null);
    }
  }

  /** 404: no such route, model or deployment. */
  public static final class NotFound extends ModelException {
    private static final long serialVersionUID = 1L;

    public NotFound(CallFailure failure) {
      super(failure, false, null);
    }
  }

  /** The provider refuses the request as it is, or it could not be made from the configuration. */
  public static final class InvalidRequest extends ModelException {
    private static final long serialVersionUID = 1L;

    public InvalidRequest(CallFailure failure) {
      super(failure, false, null);
    }
  }

  /** The prompt does not fit the model's window. */
  public static final class ContextOverflow extends ModelException {
    private static final long serialVersionUID = 1L;

    public ContextOverflow(CallFailure failure) {
      super(failure, false, null);
    }
  }

  /** 429; {@code after} is what the provider asked us to wait, null when it did not say. */
  public static final class RateLimited extends ModelException {
    private static final long serialVersionUID = 1L;
    private final @Nullable Duration after;

    public RateLimited(CallFailure failure, @Nullable Duration after, boolean quotaExhausted) {
      super(failure, !quotaExhausted, null);
      this.after = after;
    }

    public @Nullable Duration after() {
      return after;
    }
  }

  /** 5xx, 529 and the like: the provider is busy or broken. */
  public static final class Overloaded extends ModelException {
    private static final long serialVersionUID = 1L;
    private final @Nullable Duration after;

    public Overloaded(CallFailure failure, @Nullable Duration after) {
      super(failure, true, null);
      this.after = after;
    }

    public @Nullable Duration after() {
      return after;
    }
  }

  /** One of the four time limits passed. */
  public static final class Timeout extends ModelException {
    private static final long serialVersionUID = 1L;
    private final Phase phase;

    /** Which limit. */
    public enum Phase {
      CONNECT,
      FIRST_BYTE,
      BETWEEN_CHUNKS,
      TURN
    }

    public Timeout(CallFailure failure, Phase phase) {
      super(failure, phase != Phase.TURN, null);
      this.phase = phase;
    }

    public Phase phase() {
      return phase;
    }
  }

  /** No connection, or it broke. */
  public static final class Connection extends ModelException {
    private static final long serialVersionUID = 1L;

    public Connection(CallFailure failure, @Nullable Throwable cause) {
      this(failure, cause, true);
    }

    /** Not retryable when only people can mend it: nothing listens here, a wrong certificate. */
    public Connection(CallFailure failure, @Nullable Throwable cause, boolean retryable) {
      super(failure, retryable, cause);
    }
  }

  /** The answer could not be understood. */
  public static final class BadResponse extends ModelException {
    private static final long serialVersionUID = 1L;

    public BadResponse(CallFailure failure) {
      this(failure, true);
    }

    /** Not retryable when another server than a model API answered. */
    public BadResponse(CallFailure failure, boolean retryable) {
      super(failure, retryable, null);
    }
  }

  /** A filter of the provider refused prompt or answer. */
  public static final class ContentRefused extends ModelException {
    private static final long serialVersionUID = 1L;

    public ContentRefused(CallFailure failure) {
      super(failure, false, null);
    }
  }

  /** A budget of ours forbade the call before it was made. */
  public static final class BudgetExceeded extends ModelException {
    private static final long serialVersionUID = 1L;

    public BudgetExceeded(CallFailure failure) {
      super(failure, false, null);
    }
  }

  /** The caller gave up. */
  public static final class Cancelled extends ModelException {
    private static final long serialVersionUID = 1L;

    public Cancelled(CallFailure failure) {
      super(failure, false, null);
    }
  }
}
