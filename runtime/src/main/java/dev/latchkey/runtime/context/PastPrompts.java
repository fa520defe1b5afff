package dev.latchkey.runtime.context;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What people asked for, word by word: a summary loses instructions, so they are put beside it. The
 * newest are kept within a budget, each cut to a length that a pasted file cannot exceed: a tenth
 * of the window where it is known, so that long messages cannot fill it again and again.
 */
final class PastPrompts {
  private static final int MAX_CHARS_EACH = 4_000;
  private static final int MAX_CHARS = 20_000;

  /** Four characters are about a token, of which prompts may take a tenth. */
  private static final double CHARS_PER_TOKEN_OF_WINDOW = 0.4;

  private static final String CUT = "\n[… shortened]";

  private final List<Prompt> prompts = new ArrayList<>();

  private record Prompt(Entry entry, String text) {}

  void add(Entry entry, String text) {
    if (!text.isBlank()) {
      prompts.add(new Prompt(entry, cut(text, MAX_CHARS_EACH)));
    }
  }

  void clear() {
    prompts.clear();
  }

  /** How many characters of prompts are kept. */
  static int room(@Nullable Long tokenLimit) {
    return tokenLimit == null || tokenLimit <= 0
        ? MAX_CHARS
        : (int) Math.min(MAX_CHARS, tokenLimit * CHARS_PER_TOKEN_OF_WINDOW);
  }

  /**
   * The text that stands for everything but the entries that are kept beside it.
   *
   * @param summary null when there never was one
   * @param tokenLimit of the model's window; null when nobody knows it
   */
  String withSummary(@Nullable String summary, Collection<Entry> kept, @Nullable Long tokenLimit) {
    StringBuilder text = new StringBuilder();
    text.append(
        summary == null
            ? "The beginning of the conversation was left out to save space."
            : "The conversation so far was summarised to save space.");
    Deque<String> quoted = newest(new HashSet<>(kept), room(tokenLimit));
    if (!quoted.isEmpty()) {
      text.append(" What the user wrote, oldest first:\n\n");
      quoted.forEach(
          prompt -> text.append("<user_message>\n").append(prompt).append("\n</user_message>\n"));
    }
    if (summary == null) {
      return text.toString().strip();
    }
    return text.append("\n<summary>\n").append(summary.strip()).append("\n</summary>").toString();
  }

  private Deque<String> newest(Set<Entry> kept, int most) {
    Deque<String> quoted = new ArrayDeque<>();
    int each = Math.min(MAX_CHARS_EACH, most / 2);
    int room = most;
    for (Prompt prompt : prompts.reversed()) {
      if (kept.contains(prompt.entry)) {
        continue;
      }
      String text = cut(prompt.text, each);
      room -= text.length();
      if (room < 0) {
        break;
      }
      quoted.addFirst(text);
    }
    return quoted;
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : Cut.head(text, most) + CUT;
  }
}
