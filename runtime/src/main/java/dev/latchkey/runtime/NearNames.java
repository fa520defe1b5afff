package dev.latchkey.runtime;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Which of the names that there are somebody may have meant by one that there is not. */
final class NearNames {
  private static final int MOST = 3;

  private NearNames() {}

  /** The nearest selection ids, compared with and without the name of their provider. */
  static List<String> of(String unknown, List<String> selectionIds) {
    String wanted = unknown.toLowerCase(Locale.ROOT);
    String bare = wanted.substring(wanted.indexOf('/') + 1);
    // a third of it may be wrong
    int tolerated = Math.max(1, bare.length() / 3);
    return selectionIds.stream()
        .filter(id -> distance(wanted, bare, id) <= tolerated)
        .sorted(Comparator.comparingInt((String id) -> distance(wanted, bare, id)))
        .limit(MOST)
        .toList();
  }

  private static int distance(String wanted, String bare, String selectionId) {
    String id = selectionId.toLowerCase(Locale.ROOT);
    String own = id.substring(id.indexOf('/') + 1);
    int whole = Math.min(edits(wanted, id), edits(wanted, own));
    return bare.isEmpty() ? wanted.length() : Math.min(whole, edits(bare, own));
  }

  /** How many characters have to be put in, taken out or replaced. */
  private static int edits(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
