package dev.latchkey.simulator.serve;

import dev.latchkey.simulator.script.Oddity;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lays events out as an event stream, cleanly or with the chosen oddities. */
final class Layout {
  private final Set<Oddity> oddities;
  private final String newline;
  private final String data;
  private final boolean plain;
  private int events;

  Layout(Set<Oddity> oddities) {
    this.oddities = oddities;
    this.newline =
        oddities.contains(Oddity.CRLF) ? "\r\n" : oddities.contains(Oddity.CR_ONLY) ? "\r" : "\n";
    this.data = oddities.contains(Oddity.NO_SPACE_AFTER_DATA) ? "data:" : "data: ";
    this.plain = oddities.isEmpty();
  }

  /** The bytes of the next event. */
  byte[] event(@Nullable String name, String document) {
    String text =
        plain
            ? (name == null ? "" : "event: " + name + "\n") + "data: " + document + "\n\n"
            : odd(name, document);
    events++;
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** What is still owed when the stream ends well. */
  byte[] end() {
    boolean owed = holdsBack() && events > 0 && !has(Oddity.NO_FINAL_NEWLINE);
    return owed ? (newline + newline).getBytes(StandardCharsets.UTF_8) : new byte[0];
  }

  private String odd(@Nullable String name, String document) {
    StringBuilder text = new StringBuilder(document.length() + 64);
    if (events == 0 && has(Oddity.BYTE_ORDER_MARK)) {
      text.append('\uFEFF');
    }
    if (events > 0 && holdsBack()) {
      text.append(newline).append(newline);
    }
    if (has(Oddity.COMMENTS)) {
      text.append(": keep-alive").append(newline).append(newline);
    }
    if (has(Oddity.EXTRA_FIELDS)) {
      text.append("id: ").append(events).append(newline).append("retry: 3000").append(newline);
    }
    if (name != null && !has(Oddity.NO_EVENT_LINES)) {
      text.append("event: ").append(name).append(newline);
    }
    lines(text, document);
    return holdsBack() ? text.toString() : text.append(newline).append(newline).toString();
  }

  /** A line break may stand between the tokens of JSON, so the document is cut after its brace. */
  private void lines(StringBuilder text, String document) {
    boolean spread = has(Oddity.MULTI_LINE_DATA) && document.startsWith("{");
    if (spread) {
      text.append(data).append('{').append(newline);
      text.append(data).append(document, 1, document.length() - 1).append(newline);
      text.append(data).append('}');
    } else {
      text.append(data).append(document);
    }
  }

  /** The final blank line can only be left out if each is written late. */
  private boolean holdsBack() {
    return has(Oddity.NO_FINAL_NEWLINE);
  }

  private boolean has(Oddity oddity) {
    return oddities.contains(oddity);
  }
}
