package dev.latchkey.runtime.engine;

import com.github.copilot.generated.SessionEvent;
import dev.latchkey.providers.ModelException;
import dev.latchkey.runtime.journal.Journal;
import dev.latchkey.runtime.loop.AgentLoop;
import dev.latchkey.runtime.loop.Turn;
import java.lang.System.Logger;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Does the runs of one session. */
final class SessionRunner implements RunQueue.Runner {
  private static final Logger LOG = System.getLogger(SessionRunner.class.getName());

  private final SessionParts parts;
  private final Supplier<List<Work.Message>> steering;
  private final Consumer<String> firstPrompt;
  private final Redaction redaction;
  private boolean ran;

  /**
   * @param steering inputs that join the run
   * @param firstPrompt told of the first prompt of the session
   */
  SessionRunner(
      SessionParts parts, Supplier<List<Work.Message>> steering, Consumer<String> firstPrompt) {
    this.parts = parts;
    this.steering = steering;
    this.firstPrompt = firstPrompt;
    this.redaction = new Redaction(parts);
  }

  @Override
  public void run(Work work, RunGate gate) throws InterruptedException {
    try {
      switch (work) {
        case Work.Message message -> answer(message, gate);
        case Work.Unfinished(PendingWork left) -> finish(left, gate);
      }
    } catch (ModelException e) {
      gate.emit(SessionEvents.error(e));
    }
  }

  private void answer(Work.Message message, RunGate gate) throws InterruptedException {
    String interactionId = UUID.randomUUID().toString();
    String system = parts.system();
    boolean first = !parts.state().addressed();
    parts.clients().begin(gate, null);
    parts.subagents().begin(parts, gate);
    parts.meter().asked();
    parts.model().firstModel(parts.id()).map(SessionEvents::firstModel).ifPresent(gate::emit);
    if (!ran) {
      gate.emit(SessionEvents.skillsLoaded());
      ran = true;
    }
    gate.emit(SessionEvents.systemMessage(system, interactionId));
    gate.emit(SessionEvents.toolsUpdated(Objects.requireNonNullElse(parts.state().model(), "")));
    List<SessionEvent> events =
        UserMessages.of(
            message,
            interactionId,
            parts.workingDirectory(),
            parts.engine().clock().instant(),
            notice());
    events.forEach(gate::emit);
    if (first) {
      firstPrompt.accept(message.input().display());
    }
    loop(gate, interactionId, system, RunWishes.of(message.input())).run();
  }

  private void finish(PendingWork left, RunGate gate) throws InterruptedException {
    parts.clients().begin(gate, left);
    parts.subagents().begin(parts, gate);
    Turn resumed = new Turn(0, "resume", "resumed", null);
    if (batch(gate).resume(resumed, left)) {
      parts.clients().begin(gate, null);
      loop(gate, UUID.randomUUID().toString(), parts.system(), RunWishes.NONE).run();
    }
  }

  private AgentLoop loop(RunGate gate, String interactionId, String system, RunWishes wishes) {
    return new AgentLoop(
        new JournalConversation(parts, gate, interactionId, system, wishes, steering),
        new ProviderCaller(parts, gate),
        batch(gate),
        gate,
        interactionId,
        null);
  }

  private ToolBatch batch(RunGate gate) {
    return new ToolBatch(
        parts.tools(),
        parts.desk(),
        gate,
        parts.journal(),
        parts::workingDirectory,
        new CallWatch(gate, redaction));
  }

  /** Tells the model of tools that went away; the wording is part of the public contract. */
  private String notice() {
    List<String> gone = parts.tools().takeWithdrawn();
    return gone.isEmpty()
        ? ""
        : "<tools_changed_notice>\nTools no longer available: "
            + String.join(", ", gone)
            + "\n\nDo not call them any more.\n</tools_changed_notice>\n\n";
  }

  @Override
  public void broke(Throwable cause) {
    LOG.log(
        Logger.Level.ERROR,
        "A run of session " + parts.id() + " failed: " + redaction.trace(cause));
    String what = redaction.text(cause.toString());
    SessionEvent event = SessionEvents.internalError(what);
    try {
      parts.journal().emit(event);
    } catch (RuntimeException _) {
      // the journal itself is the trouble: tell at least those who listen
      parts.journal().emit(SessionEvents.internalError(what), true);
    }
  }

  @Override
  public void idle(RunGate.@Nullable Cut cut) {
    Journal journal = parts.journal();
    boolean aborted = cut != null;
    if (cut == RunGate.Cut.ABORT) {
      journal.emit(SessionEvents.info("cancellation", "The run was cancelled."), true);
    }
    journal.emit(SessionEvents.assistantIdle(aborted));
    journal.emit(SessionEvents.idle(aborted));
    parts.disk().turnEnded(journal);
  }
}
