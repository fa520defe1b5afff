package dev.latchkey.runtime.context;

/** Parts of texts that are too long, never of half a character. */
final class Cut {
  private Cut() {}

  /** The first {@code most} characters at most. */
  static String head(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Math.max(most, 0);
    return text.substring(
        0, end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
  }

  /** The last {@code most} characters at most. */
  static String tail(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int start = text.length() - Math.max(most, 0);
    boolean half = start < text.length() && Character.isLowSurrogate(text.charAt(start));
    return text.substring(half ? start + 1 : start);
  }
}
