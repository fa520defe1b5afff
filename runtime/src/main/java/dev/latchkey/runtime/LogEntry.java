package dev.latchkey.runtime;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A note a client puts into a session's events. */
public record LogEntry(Level level, String message, boolean ephemeral, @Nullable String url) {
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
