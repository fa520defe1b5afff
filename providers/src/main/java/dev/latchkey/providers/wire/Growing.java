package dev.latchkey.providers.wire;

/** A text that arrives in pieces and then, from most providers, once more as a whole. */
public final class Growing {
  private final StringBuilder text = new StringBuilder();

  /** Adds a piece. */
  public void add(String piece) {
    text.append(piece);
  }

  /**
   * Takes the whole text and returns what of it had not come in pieces yet. When the pieces said
   * something else the whole counts and nothing is returned, for a delta cannot be taken back; an
   * empty whole (some servers send one) says nothing.
   */
  public String complete(String whole) {
    if (whole.isEmpty() || whole.contentEquals(text)) {
      return "";
    }
    boolean grown = whole.length() > text.length() && whole.startsWith(text.toString());
    String missing = grown ? whole.substring(text.length()) : "";
    text.setLength(0);
    text.append(whole);
    return missing;
  }

  /** Whether nothing has come. */
  public boolean isEmpty() {
    return text.isEmpty();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
