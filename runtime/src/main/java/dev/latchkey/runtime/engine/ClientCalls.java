package dev.latchkey.runtime.engine;

import com.github.copilot.generated.ExternalToolRequestedEvent.ExternalToolRequestedEventData;
import dev.latchkey.runtime.ToolReply;
import dev.latchkey.runtime.journal.Journal;
import dev.latchkey.runtime.tool.ToolUse;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Has clients run their tools. */
final class ClientCalls {
  private final Waiting<ToolReply> waiting = new Waiting<>();
  private final Journal journal;
  private final String sessionId;
  private volatile @Nullable RunGate run;
  private volatile @Nullable PendingWork earlier;

  ClientCalls(Journal journal, String sessionId) {
    this.journal = journal;
    this.sessionId = sessionId;
  }

  /**
   * The run on whose behalf calls are made from now on.
   *
   * @param left what an earlier process left unanswered, null for nothing
   */
  void begin(RunGate gate, @Nullable PendingWork left) {
    run = gate;
    earlier = left;
  }

  /** Makes a request of an earlier process answerable again. */
  void expect(String requestId) {
    waiting.open(requestId);
  }

  boolean answer(String requestId, ToolReply reply) {
    return waiting.answer(requestId, reply);
  }

  /** Asks the clients to run a tool and waits for the first answer. */
  ToolReply call(String tool, ToolUse use) throws InterruptedException {
    RunGate gate = run;
    if (gate == null) {
      throw new IllegalStateException("No run is going on");
    }
    PendingWork left = earlier;
    String asked = left == null ? null : left.external(use.callId()).orElse(null);
    String requestId = asked == null ? UUID.randomUUID().toString() : asked;
    Waiting<ToolReply>.Request pending = waiting.open(requestId);
    try {
      if (asked == null) {
        gate.emit(ToolEvents.externalRequested(request(requestId, tool, use)));
      }
      ToolReply reply = pending.await();
      gate.emit(ToolEvents.externalCompleted(requestId));
      return reply;
    } catch (InterruptedException e) {
      if (gate.reason() != RunGate.Cut.CLOSE) {
        journal.emit(ToolEvents.externalCompleted(requestId));
      }
      throw e;
    } finally {
      pending.withdraw();
    }
  }

  private ExternalToolRequestedEventData request(String requestId, String tool, ToolUse use) {
    return ExternalToolRequestedEventData.builder()
        .requestId(requestId)
        .sessionId(sessionId)
        .toolCallId(use.callId())
        .toolName(tool)
        .arguments(use.arguments())
        .workingDirectory(use.workingDirectory().toString())
        .build();
  }
}
