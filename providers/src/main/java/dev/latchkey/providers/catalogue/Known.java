package dev.latchkey.providers.catalogue;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is known of a model.
 *
 * @param origin who says so
 */
public record Known<T>(T value, Origin origin) {
  public Known {
    Objects.requireNonNull(value);
    Objects.requireNonNull(origin);
  }

  /** The same from this origin; null for null. */
  static <T> @Nullable Known<T> of(@Nullable T value, Origin origin) {
    return value == null ? null : new Known<>(value, origin);
  }

  /** The one of the stronger speaker; null when neither says anything. */
  static <T> @Nullable Known<T> first(@Nullable Known<T> strong, @Nullable Known<T> weak) {
    return strong == null ? weak : strong;
  }

  /** The value of what is known; null when nothing is. */
  public static <T> @Nullable T orNull(@Nullable Known<T> known) {
    return known == null ? null : known.value();
  }
}
