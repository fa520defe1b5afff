package dev.latchkey.runtime.context;

import dev.latchkey.providers.Message;
import org.jspecify.annotations.Nullable;

/** One message of a conversation, and how it looks to the target it was last rendered for. */
final class Entry {
  private Message message;
  private @Nullable HistoryTarget target;
  private @Nullable Message seen;

  Entry(Message message) {
    this.message = message;
  }

  Message.Role role() {
    return message.role();
  }

  Message message() {
    return message;
  }

  void set(Message changed) {
    message = changed;
    target = null;
  }

  /** The message as the target can take it; null if nothing is left of it. */
  @Nullable Message seenBy(HistoryTarget wanted) {
    if (!wanted.equals(target)) {
      seen = TargetView.of(message, wanted);
      target = wanted;
    }
    return seen;
  }
}
