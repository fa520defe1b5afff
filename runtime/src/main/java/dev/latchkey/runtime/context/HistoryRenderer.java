package dev.latchkey.runtime.context;

import com.github.copilot.generated.SessionEvent;
import dev.latchkey.providers.Message;
import java.util.List;

/**
 * Renders the persisted events of a session into the conversation its model sees.
 *
 * <p>Total: whatever events there are, in whatever order, the result is a conversation that every
 * provider accepts. It starts with a user message; every tool call has a name of its own and
 * exactly one result, in the message right after it; calls without a recorded result get {@link
 * #INTERRUPTED}; results without a call are left out; media and reasoning the target cannot take
 * are replaced by a note or left out; everything before the last successful compaction is its
 * summary.
 *
 * <p>Incremental: adding events and rendering again gives what rendering all events at once gives,
 * and what was rendered before is a prefix of it unless a compaction or a late tool result changed
 * the past. Rewinding a session means starting a new renderer on what is left. Thread-safe.
 */
public final class HistoryRenderer {
  /** The result of a call that never got one. */
  public static final String INTERRUPTED =
      "The execution of this tool, or a previous tool was interrupted.";

  private final Conversation conversation;

  private HistoryRenderer(Conversation conversation) {
    this.conversation = conversation;
  }

  /** A renderer of the main conversation of a session; events of sub-agents are left out. */
  public static HistoryRenderer ofSession() {
    return new HistoryRenderer(new Conversation(null));
  }

  /** A renderer of the conversation of one sub-agent. */
  public static HistoryRenderer ofAgent(String agentId) {
    return new HistoryRenderer(new Conversation(agentId));
  }

  /** The main conversation in {@code events}. */
  public static List<Message> render(List<? extends SessionEvent> events, HistoryTarget target) {
    HistoryRenderer renderer = ofSession();
    events.forEach(renderer::add);
    return renderer.render(target);
  }

  /** Takes in the next event; those that say nothing to the model change nothing. */
  public synchronized void add(SessionEvent event) {
    conversation.add(event);
  }

  /** The conversation so far. */
  public synchronized List<Message> render(HistoryTarget target) {
    return conversation.render(target);
  }

  /** In the place of how many pictures {@code target} is sent a note. */
  public synchronized long leftOut(HistoryTarget target) {
    return conversation.leftOut(target);
  }

  /**
   * The calls that have no result yet, by the ids they have in the events, in call order. They are
   * rendered as interrupted.
   */
  public synchronized List<String> unanswered() {
    return conversation.unanswered();
  }
}
