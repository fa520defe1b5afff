package dev.latchkey.runtime;

import com.github.copilot.generated.ShutdownType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One conversation with a model, and its journal. Safe for use by many threads.
 *
 * <p>Nothing here waits for a model: {@link #send} returns at once and the run tells its story as
 * events. A run ends in exactly one {@code session.idle} event. After {@link #close} every method
 * but {@code close}, {@code id} and {@code abort} throws {@link SessionException.Closed}.
 */
public interface Session {
  String id();

  /**
   * Gives the session something to work on and returns the message id at once.
   *
   * <p>An idle session starts a run; a busy one queues the input or takes it into the current run,
   * see {@link UserInput.Delivery}.
   */
  String send(UserInput input);

  /**
   * Stops the current run and forgets everything queued. The model's connection is closed and tools
   * are interrupted within 100 ms; returns when the run has ended. Without a run it does nothing.
   *
   * @param reason {@code user_initiated}, {@code remote_command} or {@code user_abort}
   */
  void abort(String reason);

  /**
   * Stops the current run but keeps what is queued.
   *
   * @return false when there was no run
   */
  boolean interruptMainTurn();

  /** Delivers every event from now on; subscribing twice has no further effect. */
  void subscribe(EventListener listener);

  /** Ends the deliveries to {@code listener}; no event reaches it after this returns. */
  void unsubscribe(EventListener listener);

  /** Every persisted event, oldest first. */
  List<EmittedEvent> history();

  /** A page of the event log; may block for {@link EventQuery#patience()}. */
  EventPage readEvents(EventQuery query);

  /** The cursor behind the newest event. */
  String tailCursor();

  /**
   * Answers a client tool call.
   *
   * @return false when nothing waits under this id (unknown, answered or cancelled)
   */
  boolean completeToolCall(String requestId, ToolReply reply);

  /**
   * Answers a permission request.
   *
   * @return false when nothing waits under this id (unknown, answered or cancelled)
   */
  boolean answerPermission(String requestId, PermissionDecision decision);

  /** Permission requests without an answer, oldest first. */
  List<PendingPermission> pendingPermissions();

  /** Which model at which provider it uses. */
  Models models();

  /** What it is called, how and where it works. */
  Profile profile();

  /** Its custom agents. */
  Agents agents();

  /** The summaries that take the place of its older parts. */
  Compactions compactions();

  /**
   * Takes back this event and all after it, as if they had never been.
   *
   * @return how many persisted events are gone
   * @throws SessionException.EventNotFound when there is no such persisted event
   */
  int rewind(String eventId);

  QueueState queue();

  /** Forgets all queued inputs and steering texts. */
  void clearQueue();

  /**
   * Takes back the input queued last.
   *
   * @return false when nothing was queued
   */
  boolean removeMostRecentQueued();

  /** Adds a note to the events and returns the event's id. */
  String log(LogEntry entry);

  /** Offers more tools on behalf of {@code owner}; same names replace earlier ones. */
  void addTools(Object owner, List<ClientTool> tools);

  /** Withdraws the tools of {@code owner} and lets its unanswered calls be answered by others. */
  void removeTools(Object owner);

  /** Cancels pending work and writes everything to the store. The session stays usable. */
  void suspend();

  /** Writes everything to the store. */
  void flush();

  /**
   * Ends the session: stops its run, appends {@code session.shutdown}, flushes and releases it.
   * Pending requests stay in the journal and can be continued by a later resume. Idempotent.
   *
   * @param reason text for {@code session.shutdown.errorReason}, null for none
   */
  void close(ShutdownType type, @Nullable String reason);

  /** Whether a run is going on. */
  boolean processing();

  /** Whether aborting would have an effect. */
  boolean abortable();

  /** Names of the tools offered to the model at present, in order. */
  List<String> toolNames();

  /** Tokens, times and requests so far. */
  UsageTotals usage();
}
