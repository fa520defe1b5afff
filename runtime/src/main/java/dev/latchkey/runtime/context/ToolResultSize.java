package dev.latchkey.runtime.context;

import dev.latchkey.providers.Content;
import dev.latchkey.providers.Content.Media;
import dev.latchkey.providers.Content.Text;
import dev.latchkey.providers.Content.ToolResult;
import java.util.List;
import java.util.stream.Collectors;

/** A tool's result that may have to be shorter. */
record ToolResultSize(ToolResult result) {
  /** All it says; media are a note. */
  String text() {
    return result.content().stream().map(ToolResultSize::text).collect(Collectors.joining("\n"));
  }

  private static String text(Content block) {
    return switch (block) {
      case Text text -> text.text();
      case Media media -> TargetView.note(media).text();
      case Content.Reasoning _, Content.ToolCall _, ToolResult _ -> "";
    };
  }

  /** The same result; only its beginning and end if it is longer than {@code chars}. */
  ToolResult within(int chars) {
    String text = text();
    boolean media = result.content().stream().anyMatch(Media.class::isInstance);
    return text.length() <= chars && !media
        ? result
        : new ToolResult(
            result.callId(), List.of(new Text(middleOut(text, chars))), result.failed());
  }

  /** The beginning and the end of a text that is longer than {@code chars}. */
  static String middleOut(String text, int chars) {
    if (text.length() <= chars) {
      return text;
    }
    String head = Cut.head(text, chars * 2 / 3);
    String tail = Cut.tail(text, chars / 3);
    int gone = text.length() - head.length() - tail.length();
    return head + "\n[… " + gone + " characters left out …]\n" + tail;
  }
}
