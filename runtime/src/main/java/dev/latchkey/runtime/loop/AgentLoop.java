package dev.latchkey.runtime.loop;

import dev.latchkey.providers.FinishReason;
import dev.latchkey.providers.ModelException;

/**
 * One run: render, call, record, decide, run tools, continue or stop.
 *
 * <p>Runs on one thread. What it does is visible in the events it emits and in nothing else.
 */
public final class AgentLoop {
  /** How often a cut-off answer is continued before it is left as it is. */
  static final int MAX_CONTINUATIONS = 2;

  private final Conversation conversation;
  private final ModelCaller caller;
  private final ToolRunner tools;
  private final EventSink events;
  private final String interactionId;
  private int turns;
  private int continuations;

  public AgentLoop(
      Conversation conversation,
      ModelCaller caller,
      ToolRunner tools,
      EventSink events,
      String interactionId) {
    this.conversation = conversation;
    this.caller = caller;
    this.tools = tools;
    this.events = events;
    this.interactionId = interactionId;
  }

  /**
   * Runs turns until the model has nothing more to do.
   *
   * @throws ModelException when a model call failed for good; its turn is ended
   * @throws InterruptedException when the thread is interrupted
   * @throws RunCut when the run was aborted
   */
  public void run() throws InterruptedException {
    boolean more = true;
    while (more) {
      conversation.takeSteering();
      more = turn();
    }
  }

  private boolean turn() throws InterruptedException {
    Turn turn = new Turn(turns++, interactionId, conversation.model());
    events.emit(RunEvents.turnStart(turn));
    Reply reply = call(turn);
    record(turn, reply);
    boolean more = act(turn, reply);
    boolean steered = conversation.takeSteering();
    events.emit(RunEvents.turnEnd(turn));
    return more || steered;
  }

  private Reply call(Turn turn) throws InterruptedException {
    try {
      Reply reply = caller.call(turn, conversation.render());
      if (!reply.blank()) {
        return reply;
      }
      events.emit(RunEvents.turnRetry(turn, "empty_response"));
      return caller.call(turn, conversation.render());
    } catch (ModelException e) {
      events.emit(RunEvents.turnEnd(turn));
      throw e;
    }
  }

  private void record(Turn turn, Reply reply) {
    events.emit(ReplyRecord.message(turn, reply));
    ReplyRecord.reasoning(reply).ifPresent(events::announce);
  }

  private boolean act(Turn turn, Reply reply) throws InterruptedException {
    if (!reply.toolCalls().isEmpty()) {
      return tools.run(turn, reply.toolCalls());
    }
    if (reply.finish() == FinishReason.LENGTH && continuations < MAX_CONTINUATIONS) {
      continuations++;
      conversation.askToContinue();
      return true;
    }
    return false;
  }
}
