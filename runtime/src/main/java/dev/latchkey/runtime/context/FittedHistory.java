package dev.latchkey.runtime.context;

import dev.latchkey.providers.Content;
import dev.latchkey.providers.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * The last resort for a step whose results alone outgrow the window, where nothing older is left to
 * leave out: every result gets an equal share of the room.
 */
public final class FittedHistory {
  /** Less of a result says nothing. */
  private static final int LEAST = 500;

  private FittedHistory() {}

  /** The same conversation, with long results of tools shortened; itself if it fits anyway. */
  public static HistoryView within(HistoryView history, long room) {
    if (history.chars() <= room) {
      return history;
    }
    long results = history.messages().stream().mapToLong(FittedHistory::results).sum();
    long others =
        history.messages().stream()
            .filter(message -> message.role() != Message.Role.TOOL)
            .mapToLong(MessageSize::of)
            .sum();
    int share = Math.clamp((room - others) / Math.max(results, 1), LEAST, Integer.MAX_VALUE);
    List<Message> fitted = new ArrayList<>();
    for (Message message : history.messages()) {
      fitted.add(message.role() == Message.Role.TOOL ? shortened(message, share) : message);
    }
    return HistoryView.of(fitted);
  }

  private static long results(Message message) {
    return message.role() == Message.Role.TOOL ? message.content().size() : 0;
  }

  private static Message shortened(Message message, int share) {
    List<Content.ToolResult> results = new ArrayList<>();
    for (Content block : message.content()) {
      if (block instanceof Content.ToolResult result) {
        results.add(new ToolResultSize(result).within(share));
      }
    }
    return Message.results(results);
  }
}
