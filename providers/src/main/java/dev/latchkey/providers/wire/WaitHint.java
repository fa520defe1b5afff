package dev.latchkey.providers.wire;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A wait that a provider asks for in words only: {@code Please try again in 1m2.5s}, {@code retry
 * after 20 seconds}. Errors inside a stream have no headers, and some gateways drop them.
 */
final class WaitHint {
  private static final Pattern REQUEST =
      Pattern.compile(
          "(?:try again|retry)(?: in| after)\\s+((?:\\d{1,6}(?:\\.\\d{1,6})?\\s*"
              + "(?:milliseconds?|ms|seconds?|s|minutes?|m|hours?|h)\\s*)+)");
  private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([a-z]+)");

  private WaitHint() {}

  /** Null when the words name no wait. */
  static @Nullable Duration in(String words) {
    Matcher request = REQUEST.matcher(words.toLowerCase(Locale.ROOT));
    if (!request.find()) {
      return null;
    }
    double millis = 0;
    Matcher part = PART.matcher(request.group(1));
    while (part.find()) {
      millis += Double.parseDouble(part.group(1)) * unit(part.group(2));
    }
    return Duration.ofMillis(Math.round(millis));
  }

  private static int unit(String name) {
    return switch (name) {
      case "h", "hour", "hours" -> 3_600_000;
      case "m", "minute", "minutes" -> 60_000;
      case "s", "second", "seconds" -> 1000;
      default -> 1;
    };
  }
}
