package dev.latchkey.runtime.engine;

import com.github.copilot.generated.SessionEvent;
import com.github.copilot.generated.UserMessageDelivery;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.Message;
import dev.latchkey.providers.ModelException;
import dev.latchkey.runtime.SessionException;
import dev.latchkey.runtime.UsageTotals;
import dev.latchkey.runtime.UserInput;
import dev.latchkey.runtime.context.HistoryTarget;
import dev.latchkey.runtime.context.SystemMessage;
import dev.latchkey.runtime.engine.SubagentEvents.Assignment;
import dev.latchkey.runtime.engine.SubagentEvents.Totals;
import dev.latchkey.runtime.loop.AgentLoop;
import dev.latchkey.runtime.loop.RunCut;
import dev.latchkey.runtime.loop.Turn;
import dev.latchkey.runtime.tool.ToolOutcome;
import dev.latchkey.runtime.tool.ToolOutcome.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A sub-agent at work: a loop and a conversation of its own in the journal of its session. It runs
 * on the thread of the call that started it and ends with it.
 */
final class Subagent {
  private static final String SAID_NOTHING = "The agent ended without an answer.";

  private final Assignment work;
  private final SessionParts parts;
  private final RunGate gate;
  private final AgentVoice voice;
  private final ToolBatch tools;
  private final Redaction redaction;
  private final Instant began;
  private long toolCalls;
  private boolean rejected;

  /**
   * @param scope what it works with, and the gate of what it tells
   */
  Subagent(Assignment work, AgentScope scope, AgentVoice voice) {
    this.work = work;
    this.parts = scope.parts();
    this.gate = scope.gate();
    this.voice = voice;
    this.redaction = new Redaction(parts);
    this.tools =
        new ToolBatch(
            parts.tools(),
            parts.desk(),
            gate,
            parts.journal(),
            parts::workingDirectory,
            new CallWatch(gate, redaction));
    this.began = parts.engine().clock().instant();
  }

  /**
   * Works until it has an answer.
   *
   * @param parentId the agent that started it; null for the main agent
   * @throws InterruptedException when the run is aborted; nothing of it goes on by then
   * @throws RunCut like it
   */
  ToolOutcome run(@Nullable String parentId) throws InterruptedException {
    try {
      gate.emit(SubagentEvents.started(work, parentId));
      gate.emit(SubagentEvents.selected(work.agent()));
      gate.emit(SubagentEvents.configured(work.model()));
      loop(UUID.randomUUID().toString(), parentId).run();
      gate.emit(SubagentEvents.completed(work, totals(), false));
      return outcome();
    } catch (InterruptedException | RunCut e) {
      cancelled();
      throw e;
    } catch (ModelException e) {
      return failed(e.failure().explained());
    } catch (SessionException e) {
      return failed(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      return failed(e.toString());
    }
  }

  private AgentLoop loop(String interactionId, @Nullable String parentId) {
    String system = SystemMessage.ofAgent(work.agent().prompt(), parts.facts());
    gate.emit(SessionEvents.systemMessage(system, interactionId));
    events(interactionId).forEach(gate::emit);
    return new AgentLoop(
        new JournalConversation(
            parts,
            gate,
            interactionId,
            system,
            RunWishes.of(new RunWishes.Agent(voice.agentId(), parentId)),
            List::of),
        new ProviderCaller(parts, gate),
        this::runTools,
        gate,
        interactionId,
        work.order().callId());
  }

  private List<SessionEvent> events(String interactionId) {
    UserInput input =
        UserInput.builder(work.order().prompt()).source("agent-" + parts.id()).build();
    return UserMessages.of(
        new Work.Message(UUID.randomUUID().toString(), input, UserMessageDelivery.IDLE),
        interactionId,
        parts.workingDirectory(),
        began,
        "");
  }

  private boolean runTools(Turn turn, List<Content.ToolCall> calls) throws InterruptedException {
    toolCalls += calls.size();
    boolean goesOn = tools.run(turn, calls);
    rejected = !goesOn;
    return goesOn;
  }

  private ToolOutcome outcome() {
    if (rejected) {
      return ToolOutcome.failed(Kind.REJECTED, PermissionDesk.REJECTED);
    }
    String text = lastWords();
    return ToolOutcome.success(text.isBlank() ? SAID_NOTHING : text);
  }

  private String lastWords() {
    Message last = parts.history().render(HistoryTarget.ANY).getLast();
    return last.role() != Message.Role.ASSISTANT
        ? ""
        : last.content().stream()
            .filter(Content.Text.class::isInstance)
            .map(block -> ((Content.Text) block).text())
            .collect(Collectors.joining());
  }

  private ToolOutcome failed(String cause) {
    String error = redaction.text(cause);
    gate.emit(SubagentEvents.failed(work, totals(), error));
    return ToolOutcome.failed(
        Kind.FAILURE, "The agent " + work.agent().name() + " failed: " + error);
  }

  /** Past the gate, which is shut by then. */
  private void cancelled() {
    boolean interrupted = Thread.interrupted();
    voice.emit(SubagentEvents.completed(work, totals(), true), parts.journal());
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Totals totals() {
    long tokens =
        parts.meter().totals().models().values().stream().mapToLong(Subagent::tokens).sum();
    Duration time = Duration.between(began, parts.engine().clock().instant());
    return new Totals(toolCalls, tokens, time.isNegative() ? Duration.ZERO : time);
  }

  private static long tokens(UsageTotals.ModelUse use) {
    return use.inputTokens() + use.outputTokens();
  }
}
