package dev.latchkey.providers;

import java.util.Objects;

/**
 * A key or token. Its text form is masked and it never compares, hashes or serialises by value, so
 * that it cannot slip into a log, an event or a file.
 */
public final class Secret {
  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /** Wraps {@code value}; surrounding white space (a pasted newline) is dropped. */
  public static Secret of(String value) {
    return new Secret(Objects.requireNonNull(value).strip());
  }

  /** The bare value, for the one place that writes an authorization header. */
  public String reveal() {
    return value;
  }

  /** Whether there is nothing in it. */
  public boolean blank() {
    return value.isEmpty();
  }

  @Override
  public String toString() {
    return "***";
  }
}
