package dev.latchkey.providers.call;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** How long a provider asks us to wait: {@code retry-after-ms}, or {@code Retry-After}. */
final class RetryAfter {
  private RetryAfter() {}

  /** Null when it does not say, or not in a way anybody could follow. */
  static @Nullable Duration in(HttpHeaders headers, Instant now) {
    Duration exact = number(headers.firstValue("retry-after-ms").orElse(null), 1);
    if (exact != null) {
      return exact;
    }
    String value = headers.firstValue("retry-after").orElse(null);
    Duration seconds = number(value, 1000);
    return seconds != null || value == null ? seconds : until(value.strip(), now);
  }

  private static @Nullable Duration number(@Nullable String text, int millisPerUnit) {
    if (text == null || !text.strip().matches("\\d{1,9}(\\.\\d{1,9})?")) {
      return null;
    }
    return Duration.ofMillis(Math.round(Double.parseDouble(text.strip()) * millisPerUnit));
  }

  private static @Nullable Duration until(String date, Instant now) {
    try {
      Instant then = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration wait = Duration.between(now, then);
      return wait.isNegative() ? Duration.ZERO : wait;
    } catch (DateTimeException _) {
      return null;
    }
  }
}
