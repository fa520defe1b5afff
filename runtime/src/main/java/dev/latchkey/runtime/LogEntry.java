package dev.latchkey.runtime;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A note that somebody puts into a session's events.
 *
 * @param type what kind of thing it is about, {@link #NOTIFICATION} for notes of clients
 */
public record LogEntry(
    Level level, String message, boolean ephemeral, @Nullable String url, String type) {
  /** The type of what clients have to say. */
  public static final String NOTIFICATION = "notification";

  /** A note of a client. */
  public LogEntry(Level level, String message, boolean ephemeral, @Nullable String url) {
    this(level, message, ephemeral, url, NOTIFICATION);
  }

  /** Which event it becomes: {@code session.info}, {@code .warning} or {@code .error}. */
  public enum Level {
    INFO,
    WARNING,
    ERROR
  }

  public LogEntry {
    Objects.requireNonNull(level);
    Objects.requireNonNull(message);
  }
}
