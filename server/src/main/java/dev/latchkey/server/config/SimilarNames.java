package dev.latchkey.server.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What somebody may have meant who wrote a field that does not exist. */
final class SimilarNames {
  private SimilarNames() {}

  /** "did you mean x?", or the names there are. */
  static String advice(String wrong, JsonNode known) {
    List<String> names = new ArrayList<>();
    known.fieldNames().forEachRemaining(names::add);
    String plain = plain(wrong);
    for (String name : names) {
      if (distance(plain, plain(name)) <= Math.max(1, plain.length() / 3)) {
        return "did you mean " + name + "?";
      }
    }
    return "there are " + String.join(", ", names);
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  /** How many letters have to change (Levenshtein). */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
