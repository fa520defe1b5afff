package dev.latchkey.runtime.schema;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Regular expressions of one schema. One that Java cannot read, a text longer than {@value
 * #LONGEST} characters, and whatever takes more than {@value #MOST} looks at characters altogether
 * count as matching: a pattern must not cost more than the answer it is for.
 */
final class Patterns {
  static final int LONGEST = 4096;
  private static final int MOST = 1_000_000;

  private final Map<String, Optional<Pattern>> compiled = new HashMap<>();
  private int looks = MOST;

  /** Thrown out of a search that goes on for too long. */
  private static final class TooLong extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLong() {
      super("Too many steps", null, false, false);
    }
  }

  /** A text that counts how often it is looked at. */
  private final class Counted implements CharSequence {
    private final CharSequence text;

    Counted(CharSequence text) {
      this.text = text;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      if (looks-- <= 0) {
        throw new TooLong();
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Counted(text.subSequence(start, end));
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }

  /** Whether the pattern is found anywhere in the text. */
  boolean match(String pattern, String text) {
    Optional<Pattern> wanted = compiled.computeIfAbsent(pattern, Patterns::compile);
    if (wanted.isEmpty() || text.length() > LONGEST) {
      return true;
    }
    try {
      return wanted.get().matcher(new Counted(text)).find();
    } catch (TooLong | StackOverflowError _) {
      return true;
    }
  }

  private static Optional<Pattern> compile(String pattern) {
    try {
      return Optional.of(Pattern.compile(pattern));
    } catch (PatternSyntaxException | StackOverflowError _) {
      return Optional.empty();
    }
  }
}
