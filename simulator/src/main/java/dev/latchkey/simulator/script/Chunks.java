package dev.latchkey.simulator.script;

import java.util.ArrayList;
import java.util.List;

/** Cuts strings into the pieces in which a model streams them. */
final class Chunks {
  private Chunks() {}

  /** Each piece is a word with the white space before it. */
  static List<String> words(String text) {
    List<String> pieces = new ArrayList<>();
    int start = 0;
    for (int i = 1; i < text.length(); i++) {
      boolean wordBegins =
          Character.isWhitespace(text.charAt(i)) && !Character.isWhitespace(text.charAt(i - 1));
      if (wordBegins) {
        pieces.add(text.substring(start, i));
        start = i;
      }
    }
    if (start < text.length()) {
      pieces.add(text.substring(start));
    }
    return List.copyOf(pieces);
  }

  /** Each piece has this many code points, the last one perhaps fewer. */
  static List<String> of(String text, int codePoints) {
    if (codePoints < 1) {
      throw new IllegalArgumentException(
          "A chunk needs at least 1 code point, got " + codePoints + ".");
    }
    List<String> pieces = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int left = text.codePointCount(start, text.length());
      int end = text.offsetByCodePoints(start, Math.min(codePoints, left));
      pieces.add(text.substring(start, end));
      start = end;
    }
    return List.copyOf(pieces);
  }

  static Part cut(Part part, int size) {
    return switch (part) {
      case Part.Text text -> new Part.Text(of(text.text(), size));
      case Part.Reasoning r -> new Part.Reasoning(of(r.text(), size), r.spelling(), r.seal());
      case Part.ToolCall c ->
          new Part.ToolCall(c.id(), c.name(), of(c.arguments(), size), c.freeform());
      case Part.Redacted redacted -> redacted;
      case Part.Refusal refusal -> refusal;
      case Part.Raw raw -> raw;
    };
  }
}
