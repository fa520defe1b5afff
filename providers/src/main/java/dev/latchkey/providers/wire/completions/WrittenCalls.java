package dev.latchkey.providers.wire.completions;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds calls in a text that comes in pieces, however it is cut. What looks like a call but cannot
 * be read as one stays text, so that people and the model see what was written.
 */
final class WrittenCalls {
  private final StringBuilder held = new StringBuilder();
  private int searched;
  private String blank = "";
  private @Nullable WrittenForm inside;
  private boolean any;

  void read(String piece, Consumer<String> text, Consumer<WrittenCall> call) {
    held.append(piece);
    boolean more = true;
    while (more) {
      WrittenForm form = inside;
      more = form == null ? outside(text) : inside(form, text, call);
    }
  }

  /** Whether there is more to look at. */
  private boolean outside(Consumer<String> text) {
    WrittenForm first = null;
    int at = held.length();
    for (WrittenForm form : WrittenForm.values()) {
      int found = held.indexOf(form.open());
      if (found >= 0 && found < at) {
        first = form;
        at = found;
      }
    }
    if (first == null) {
      int keep = startOfTag();
      say(held.substring(0, keep), text);
      held.delete(0, keep);
      return false;
    }
    say(held.substring(0, at), text);
    held.delete(0, at + first.open().length());
    searched = 0;
    inside = first;
    return true;
  }

  /** Where the last characters could be the beginning of a tag. */
  private int startOfTag() {
    for (int i = Math.max(0, held.length() - 30); i < held.length(); i++) {
      String end = held.substring(i);
      for (WrittenForm form : WrittenForm.values()) {
        if (form.open().startsWith(end)) {
          return i;
        }
      }
    }
    return held.length();
  }

  private boolean inside(WrittenForm form, Consumer<String> text, Consumer<WrittenCall> call) {
    String close = form.close();
    if (close == null) {
      return false;
    }
    int end = held.indexOf(close, Math.max(0, searched - close.length()));
    searched = held.length();
    if (end < 0) {
      return false;
    }
    String inner = held.substring(0, end);
    held.delete(0, end + close.length());
    done(form, inner, close, text, call);
    return !held.isEmpty();
  }

  private void done(
      WrittenForm form,
      String inner,
      String close,
      Consumer<String> text,
      Consumer<WrittenCall> call) {
    inside = null;
    List<WrittenCall> calls = form.calls(inner);
    if (calls.isEmpty()) {
      say(form.open() + inner + close, text);
    } else {
      any = true;
      blank = "";
      calls.forEach(call);
    }
  }

  /** White space around calls says nothing, so it waits for words. */
  private void say(String piece, Consumer<String> text) {
    String all = blank + piece;
    String words = all.stripTrailing();
    blank = all.substring(words.length());
    if (!words.isEmpty()) {
      text.accept(words);
    }
  }

  /** The reply ended, and with it a call whose closing tag many servers swallow. */
  void end(Consumer<String> text, Consumer<WrittenCall> call) {
    WrittenForm form = inside;
    String rest = held.toString();
    held.setLength(0);
    if (form == null) {
      say(rest, text);
    } else {
      done(form, rest, "", text, call);
    }
    if (!any && !blank.isEmpty()) {
      text.accept(blank);
    }
    blank = "";
  }
}
