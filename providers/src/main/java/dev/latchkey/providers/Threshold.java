package dev.latchkey.providers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How full a model's window is when something happens.
 *
 * @param share of the window, above 0 and at most 1; 0 when tokens are given
 * @param tokens at least 2; 0 when a share is given
 */
public record Threshold(double share, long tokens) {
  private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d+)?)\\s*%");

  public Threshold {
    boolean part = tokens == 0 && share > 0 && share <= 1;
    if (!part && !(tokens > 1 && share == 0)) {
      throw new IllegalArgumentException("No threshold: " + share + " or " + tokens + " tokens");
    }
  }

  /** Up to 1 a share of the window, beyond it tokens; empty for other numbers. */
  public static Optional<Threshold> of(double number) {
    if (number > 0 && number <= 1) {
      return Optional.of(new Threshold(number, 0));
    }
    boolean whole = number > 1 && number < Long.MAX_VALUE && number == Math.rint(number);
    return whole ? Optional.of(new Threshold(0, (long) number)) : Optional.empty();
  }

  /** A number, or a percentage such as {@code "70%"}; empty for anything else. */
  public static Optional<Threshold> read(JsonNode value) {
    if (value.isNumber()) {
      return of(value.doubleValue());
    }
    Matcher percent = PERCENT.matcher(value.asText("").strip());
    if (!value.isTextual() || !percent.matches()) {
      return Optional.empty();
    }
    return of(Double.parseDouble(percent.group(1)) / 100).filter(read -> read.tokens == 0);
  }

  /** In tokens, for a prompt that may have {@code limit}. */
  public long of(long limit) {
    return tokens > 0 ? Math.min(tokens, limit) : Math.max(1, Math.round(share * limit));
  }
}
