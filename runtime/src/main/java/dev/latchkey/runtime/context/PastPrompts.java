package dev.latchkey.runtime.context;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What people asked for, word by word: a summary loses instructions, so they are put beside it. The
 * newest are kept within a budget, each cut to a length that a pasted file cannot exceed.
 */
final class PastPrompts {
  private static final int MAX_CHARS_EACH = 4_000;
  private static final int MAX_CHARS = 20_000;

  private final List<Prompt> prompts = new ArrayList<>();

  private record Prompt(Entry entry, String text) {}

  void add(Entry entry, String text) {
    if (!text.isBlank()) {
      prompts.add(new Prompt(entry, cut(text)));
    }
  }

  void clear() {
    prompts.clear();
  }

  /** The text that stands for everything but the entries that are kept beside it. */
  String withSummary(String summary, Collection<Entry> kept) {
    StringBuilder text = new StringBuilder();
    text.append("The conversation so far was summarised to save space.");
    Deque<String> quoted = newest(new HashSet<>(kept));
    if (!quoted.isEmpty()) {
      text.append(" What the user wrote, oldest first:\n\n");
      quoted.forEach(
          prompt -> text.append("<user_message>\n").append(prompt).append("\n</user_message>\n"));
    }
    return text.append("\n<summary>\n").append(summary.strip()).append("\n</summary>").toString();
  }

  private Deque<String> newest(Set<Entry> kept) {
    Deque<String> quoted = new ArrayDeque<>();
    int room = MAX_CHARS;
    for (Prompt prompt : prompts.reversed()) {
      if (kept.contains(prompt.entry)) {
        continue;
      }
      room -= prompt.text.length();
      if (room < 0) {
        break;
      }
      quoted.addFirst(prompt.text);
    }
    return quoted;
  }

  private static String cut(String text) {
    if (text.length() <= MAX_CHARS_EACH) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(MAX_CHARS_EACH - 1)) ? -1 : 0;
    return text.substring(0, MAX_CHARS_EACH + end) + "\n[… shortened]";
  }
}
