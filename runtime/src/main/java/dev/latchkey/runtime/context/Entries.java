package dev.latchkey.runtime.context;

import dev.latchkey.providers.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a conversation, and how far they are rendered and counted for the target they were
 * last rendered for. Rendering again costs what was added or changed since, not what there is.
 */
final class Entries {
  private static final Message OPENING = Message.user("(The conversation starts here.)");

  private List<Entry> all = new ArrayList<>();
  private @Nullable HistoryTarget target;
  private List<Message> rendered = new ArrayList<>();
  private long chars;
  private int pictures;

  /** How many entries are in {@link #rendered}. */
  private int done;

  int size() {
    return all.size();
  }

  Entry get(int index) {
    return all.get(index);
  }

  @Nullable Entry last() {
    return all.isEmpty() ? null : all.getLast();
  }

  /** The place behind this entry; 0 when it is not there. */
  int after(@Nullable Entry entry) {
    return all.lastIndexOf(entry) + 1;
  }

  List<Entry> from(int index) {
    return all.subList(index, all.size());
  }

  List<Entry> all() {
    return all;
  }

  void add(Entry entry) {
    all.add(entry);
  }

  /** An entry says something else than before. */
  void changed(Entry entry) {
    if (all.lastIndexOf(entry) < done) {
      restart();
    }
  }

  /** Other entries take the place of all there are. */
  void replace(List<Entry> others) {
    all = others;
    restart();
  }

  private void restart() {
    done = 0;
    chars = 0;
    pictures = 0;
    rendered = new ArrayList<>(all.size());
  }

  HistoryView view(HistoryTarget wanted) {
    if (!wanted.equals(target)) {
      target = wanted;
      restart();
    }
    for (; done < all.size(); done++) {
      Message message = all.get(done).seenBy(wanted);
      if (message != null) {
        rendered.add(message);
        chars += MessageSize.of(message);
        pictures += NewestPictures.pictures(message.content()).size();
      }
    }
    List<Message> messages = rendered;
    long whole = chars;
    if (!messages.isEmpty() && messages.getFirst().role() != Message.Role.USER) {
      messages = new ArrayList<>(messages);
      messages.addFirst(OPENING);
      whole += MessageSize.of(OPENING);
    }
    int most = wanted.limits().most();
    return most == 0 || pictures <= most
        ? new HistoryView(messages, whole)
        : HistoryView.of(NewestPictures.keep(messages, most));
  }
}
