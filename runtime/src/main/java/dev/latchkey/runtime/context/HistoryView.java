package dev.latchkey.runtime.context;

import dev.latchkey.providers.Message;
import java.util.List;

/**
 * A conversation as a target is sent it.
 *
 * @param chars what {@link MessageSize} says of all messages together
 */
public record HistoryView(List<Message> messages, long chars) {
  public HistoryView {
    messages = List.copyOf(messages);
  }

  /** These messages, counted. */
  public static HistoryView of(List<Message> messages) {
    return new HistoryView(messages, MessageSize.all(messages));
  }
}
