package dev.latchkey.simulator.serve;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Works out the first sum in a text: + - * / × ÷ and brackets, in their usual order. */
final class Arithmetic {
  private static final Pattern SUM =
      Pattern.compile(
          "(?<![\\w/.-])[(\\d.][\\d.\\s()]*+(?:[-+*/×÷][\\d.\\s()]*[\\d.)]\\s*)+(?![\\w/-])");
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{1,2}-\\d{1,2}");
  private static final int LONGEST = 2_000;

  private final String text;
  private int at;

  private Arithmetic(String text) {
    this.text = text;
  }

  /** The sum with its result, such as {@code 2 + 2 = 4}. */
  static Optional<String> firstIn(String prompt) {
    Matcher matcher = SUM.matcher(prompt.substring(0, Math.min(prompt.length(), LONGEST)));
    while (matcher.find()) {
      String sum = matcher.group().strip();
      if (DATE.matcher(sum).matches()) {
        continue;
      }
      try {
        return Optional.of(sum + " = " + new Arithmetic(sum).result());
      } catch (ArithmeticException | NumberFormatException notASum) {
        // Dates and ranges look like sums; the next match may be one.
      }
    }
    return Optional.empty();
  }

  private String result() {
    BigDecimal value = sum();
    if (at < text.length()) {
      throw new NumberFormatException("Trailing characters.");
    }
    return value.stripTrailingZeros().toPlainString();
  }

  private BigDecimal sum() {
    BigDecimal value = product();
    while (true) {
      if (skip('+')) {
        value = value.add(product());
      } else if (skip('-')) {
        value = value.subtract(product());
      } else {
        return value;
      }
    }
  }

  private BigDecimal product() {
    BigDecimal value = factor();
    while (true) {
      if (skip('*') || skip('×')) {
        value = value.multiply(factor());
      } else if (skip('/') || skip('÷')) {
        value = value.divide(factor(), MathContext.DECIMAL64);
      } else {
        return value;
      }
    }
  }

  private BigDecimal factor() {
    if (skip('-')) {
      return factor().negate();
    }
    if (skip('(')) {
      BigDecimal inner = sum();
      if (!skip(')')) {
        throw new NumberFormatException("An open bracket.");
      }
      return inner;
    }
    int start = at;
    while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
      at++;
    }
    return new BigDecimal(text.substring(start, at));
  }

  private boolean skip(char wanted) {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    boolean found = at < text.length() && text.charAt(at) == wanted;
    at += found ? 1 : 0;
    return found;
  }
}
