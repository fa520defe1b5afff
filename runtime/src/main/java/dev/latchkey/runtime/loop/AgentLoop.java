package dev.latchkey.runtime.loop;

import dev.latchkey.providers.FinishReason;
import dev.latchkey.providers.ModelException;
import org.jspecify.annotations.Nullable;

/**
 * One run: render, call, record, decide, run tools, continue or stop.
 *
 * <p>Runs on one thread. What it does is visible in the events it emits and in nothing else.
 */
public final class AgentLoop {
  /** How often a cut-off answer is continued before it is left as it is. */
  static final int MAX_CONTINUATIONS = 2;

  /** How often a provider may pause one answer for tools of its own. */
  static final int MAX_PAUSES = 10;

  private final Conversation conversation;
  private final ModelCaller caller;
  private final ToolRunner tools;
  private final EventSink events;
  private final String interactionId;
  private final @Nullable String parentCallId;
  private int turns;
  private int continuations;
  private int pauses;
  private @Nullable Reply begun;

  /**
   * @param parentCallId the call that a sub-agent works for; null in the main conversation
   */
  public AgentLoop(
      Conversation conversation,
      ModelCaller caller,
      ToolRunner tools,
      EventSink events,
      String interactionId,
      @Nullable String parentCallId) {
    this.conversation = conversation;
    this.caller = caller;
    this.tools = tools;
    this.events = events;
    this.interactionId = interactionId;
    this.parentCallId = parentCallId;
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
      more = turn();
    }
  }

  private boolean turn() throws InterruptedException {
    if (begun == null) {
      conversation.takeSteering();
    }
    Turn turn = new Turn(turns++, interactionId, conversation.model(), parentCallId);
    events.emit(RunEvents.turnStart(turn));
    boolean more;
    try {
      more = answer(turn);
    } catch (ModelException e) {
      if (begun != null) {
        record(turn, begun);
      }
      events.emit(RunEvents.turnEnd(turn));
      throw e;
    }
    boolean steered = begun == null && conversation.takeSteering();
    events.emit(RunEvents.turnEnd(turn));
    return more || steered;
  }

  /** Whether there is more to do after this turn. */
  private boolean answer(Turn turn) throws InterruptedException {
    Reply reply = call(turn);
    boolean goesOn = reply.toolCalls().isEmpty() && goesOn(reply.finish());
    begun = goesOn ? reply : null;
    if (goesOn) {
      return true;
    }
    if (!reply.toolCalls().isEmpty()) {
      record(turn, reply);
      return tools.run(turn, reply.toolCalls());
    }
    Reply last = conversation.tidied(reply);
    record(turn, last);
    return conversation.askAgain(last);
  }

  /** Calls the model; what it begun to say before stands in front of what it says now. */
  private Reply call(Turn turn) throws InterruptedException {
    Reply reply = fitting(turn, begun);
    if (begun != null) {
      return reply.after(begun);
    }
    if (!reply.blank()) {
      return reply;
    }
    events.emit(RunEvents.turnRetry(turn, "empty_response"));
    return fitting(turn, null);
  }

  /** Calls the model, and once more with less where the prompt was too long. */
  private Reply fitting(Turn turn, @Nullable Reply goesOn) throws InterruptedException {
    try {
      return caller.call(turn, conversation.render(goesOn));
    } catch (ModelException.ContextOverflow e) {
      if (!conversation.makeRoom(goesOn)) {
        throw explained(e);
      }
      events.emit(RunEvents.turnRetry(turn, "forced_compaction"));
    }
    try {
      return caller.call(turn, conversation.render(goesOn));
    } catch (ModelException.ContextOverflow e) {
      throw explained(e);
    }
  }

  private ModelException explained(ModelException.ContextOverflow tooLong) {
    return new ModelException.ContextOverflow(
        tooLong.failure().with().nextStep(conversation.whyTooLong()).build());
  }

  private void record(Turn turn, Reply reply) {
    events.emit(ReplyRecord.message(turn, reply));
    ReplyRecord.reasoning(reply).ifPresent(events::announce);
  }

  /** Whether an answer that ended so is to be gone on with. */
  private boolean goesOn(FinishReason finish) {
    return switch (finish) {
      case LENGTH -> continuations++ < MAX_CONTINUATIONS;
      case PAUSED -> pauses++ < MAX_PAUSES;
      case STOP, TOOL_CALLS, CONTENT_FILTER -> false;
    };
  }
}
