package dev.latchkey.providers.wire.completions;

import java.util.function.Consumer;

/**
 * Separates a leading {@code <think>...</think>} from the visible text, however it is cut. Tags
 * that come later are text: a model may well write about tags.
 */
final class ThinkTags {
  private static final String OPEN = "<think>";
  private static final String CLOSE = "</think>";

  private enum State {
    BEFORE,
    INSIDE,
    JUST_AFTER,
    AFTER
  }

  private State state = State.BEFORE;
  private String held = "";

  void read(String piece, Consumer<String> text, Consumer<String> thought) {
    if (state == State.AFTER) {
      text.accept(piece);
      return;
    }
    String pending = held + piece;
    held = "";
    switch (state) {
      case BEFORE -> before(pending, text, thought);
      case INSIDE -> inside(pending, text, thought);
      case JUST_AFTER, AFTER -> after(pending, text);
    }
  }

  private void before(String pending, Consumer<String> text, Consumer<String> thought) {
    String start = pending.stripLeading();
    if (start.startsWith(OPEN)) {
      state = State.INSIDE;
      inside(start.substring(OPEN.length()), text, thought);
    } else if (OPEN.startsWith(start)) {
      held = pending;
    } else {
      state = State.AFTER;
      text.accept(pending);
    }
  }

  private void inside(String pending, Consumer<String> text, Consumer<String> thought) {
    int close = pending.indexOf(CLOSE);
    if (close >= 0) {
      send(pending.substring(0, close), thought);
      state = State.JUST_AFTER;
      after(pending.substring(close + CLOSE.length()), text);
      return;
    }
    int keep = startOfTag(pending);
    send(pending.substring(0, keep), thought);
    held = pending.substring(keep);
  }

  /** Where the last characters could be the beginning of the closing tag. */
  private static int startOfTag(String pending) {
    for (int i = Math.max(0, pending.length() - CLOSE.length() + 1); i < pending.length(); i++) {
      if (CLOSE.startsWith(pending.substring(i))) {
        return i;
      }
    }
    return pending.length();
  }

  private void after(String pending, Consumer<String> text) {
    String rest = pending.stripLeading();
    if (!rest.isEmpty()) {
      state = State.AFTER;
      text.accept(rest);
    }
  }

  /** The reply ended: what was held back is what it looked like all along. */
  void end(Consumer<String> text, Consumer<String> thought) {
    send(held, state == State.INSIDE ? thought : text);
    held = "";
  }

  private static void send(String piece, Consumer<String> to) {
    if (!piece.isEmpty()) {
      to.accept(piece);
    }
  }
}
