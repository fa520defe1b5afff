package dev.latchkey.runtime.context;

import dev.latchkey.providers.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a conversation becomes when its oldest part gives way to a text about it. The text is the
 * head of what is left: a summary, and what people wrote word by word.
 */
final class Shortening {
  /** Around summary and prompts. */
  private static final int CHARS_OF_FRAME = 400;

  private final Entries entries;
  private final PastPrompts prompts;
  private @Nullable Entry head;
  private @Nullable String summary;

  Shortening(Entries entries, PastPrompts prompts) {
    this.entries = entries;
    this.prompts = prompts;
  }

  /** The entries after a compaction that takes in what is before {@code end}. */
  List<Entry> compacted(String text, int end, @Nullable Long tokenLimit) {
    return behind(kept(end), text, tokenLimit);
  }

  /** The entries after the oldest {@code count} have gone; null when none may go. */
  @Nullable List<Entry> truncated(long count, @Nullable Long tokenLimit) {
    int from = whole(Math.clamp(first() + count, first(), kept(entries.size())));
    return from <= first() ? null : behind(from, summary, tokenLimit);
  }

  /** Makes these, which are of {@link #compacted} or {@link #truncated}, the conversation. */
  void take(List<Entry> shortened, @Nullable String text) {
    head = shortened.getFirst();
    summary = text == null ? summary : text;
    entries.replace(shortened);
  }

  void clear() {
    head = null;
    summary = null;
  }

  /** The characters that a compaction could replace. */
  long replaceable(HistoryTarget target) {
    return chars(first(), kept(entries.size()), target);
  }

  /**
   * How many of the oldest entries must go so that the conversation has at most {@code chars}; as
   * many as may go where that is not enough.
   */
  int excess(long chars, HistoryTarget target, @Nullable Long tokenLimit) {
    if (entries.view(target).chars() <= chars) {
      return 0;
    }
    int most = kept(entries.size());
    String kept = summary;
    long text = CHARS_OF_FRAME;
    text += PastPrompts.room(tokenLimit);
    text += kept == null ? 0 : kept.length();
    long left = chars(first(), entries.size(), target) + text;
    int from = first();
    while (from < most && left > chars) {
      int next = from + 1;
      while (next < most && entries.get(next).role() == Message.Role.TOOL) {
        next++;
      }
      left -= chars(from, next, target);
      from = next;
    }
    return from - first();
  }

  private List<Entry> behind(int from, @Nullable String text, @Nullable Long tokenLimit) {
    List<Entry> rest = entries.from(from);
    List<Entry> shortened = new ArrayList<>(rest.size() + 1);
    shortened.add(new Entry(Message.user(prompts.withSummary(text, rest, tokenLimit))));
    shortened.addAll(rest);
    return shortened;
  }

  /**
   * Where that begins which still awaits the model: its last calls with their results, and user
   * messages it has not answered.
   */
  private int kept(int end) {
    int kept = end;
    while (kept > 0 && awaitsAnswer(entries.get(kept - 1))) {
      kept--;
    }
    return kept > 0 && entries.get(kept - 1).role() == Message.Role.TOOL ? kept - 2 : kept;
  }

  private boolean awaitsAnswer(Entry entry) {
    return entry.role() == Message.Role.USER && entry != head;
  }

  /** Results stay with their calls. */
  private int whole(int from) {
    boolean results =
        from > 0 && from < entries.size() && entries.get(from).role() == Message.Role.TOOL;
    return results ? from - 1 : from;
  }

  private int first() {
    return head != null && entries.size() > 0 && entries.get(0) == head ? 1 : 0;
  }

  private long chars(int from, int to, HistoryTarget target) {
    long chars = 0;
    for (int i = from; i < to; i++) {
      Message seen = entries.get(i).seenBy(target);
      chars += seen == null ? 0 : MessageSize.of(seen);
    }
    return chars;
  }
}
