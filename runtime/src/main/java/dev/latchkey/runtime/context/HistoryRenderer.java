package dev.latchkey.runtime.context;

import com.github.copilot.generated.SessionEvent;
import dev.latchkey.providers.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
 * the past. Thread-safe.
 */
public final class HistoryRenderer {
  /** The result of a call that never got one. */
  public static final String INTERRUPTED =
      "The execution of this tool, or a previous tool was interrupted.";

  /** Who performs truncations that change what is kept, as {@code session.truncation} names it. */
  public static final String TRUNCATOR = "latchkey";

  private final @Nullable String agentId;
  private Conversation conversation;

  private HistoryRenderer(@Nullable String agentId) {
    this.agentId = agentId;
    this.conversation = new Conversation(agentId);
  }

  /** A renderer of the main conversation of a session; events of sub-agents are left out. */
  public static HistoryRenderer ofSession() {
    return new HistoryRenderer(null);
  }

  /** A renderer of the conversation of one sub-agent. */
  public static HistoryRenderer ofAgent(String agentId) {
    return new HistoryRenderer(agentId);
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

  /** Forgets everything: a journal that was rewound is added again. */
  public synchronized void restart() {
    conversation = new Conversation(agentId);
  }

  /** The conversation so far. */
  public List<Message> render(HistoryTarget target) {
    return view(target).messages();
  }

  /** The conversation so far, and its size. */
  public synchronized HistoryView view(HistoryTarget target) {
    return conversation.view(target);
  }

  /** The characters that a compaction could replace; the rest still awaits the model. */
  public synchronized long replaceable(HistoryTarget target) {
    return conversation.shortening().replaceable(target);
  }

  /** What the conversation becomes with this summary, as its event will tell. */
  public synchronized HistoryView withSummary(
      String summary, HistoryTarget target, long tokenLimit) {
    return conversation.withSummary(summary, target, tokenLimit);
  }

  /**
   * How many of the oldest messages a truncation has to remove so that the conversation has at most
   * {@code chars}; as many as may go where that is not enough. Results stay with their calls, and
   * nothing goes that still awaits the model.
   */
  public synchronized int excess(long chars, HistoryTarget target, long tokenLimit) {
    return conversation.shortening().excess(chars, target, tokenLimit);
  }

  /** What the conversation becomes without its oldest messages, as the event will tell. */
  public synchronized HistoryView without(int count, HistoryTarget target, long tokenLimit) {
    return conversation.without(count, target, tokenLimit);
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
