package dev.latchkey.runtime.engine;

import com.github.copilot.generated.AssistantMessageDeltaEvent;
import com.github.copilot.generated.AssistantMessageStartEvent;
import com.github.copilot.generated.AssistantReasoningDeltaEvent;
import com.github.copilot.generated.AssistantStreamingDeltaEvent;
import com.github.copilot.generated.AssistantToolCallDeltaEvent;
import com.github.copilot.generated.AssistantTurnEndEvent;
import com.github.copilot.generated.AssistantTurnStartEvent;
import com.github.copilot.generated.PermissionCompletedEvent;
import com.github.copilot.generated.PermissionRequestedEvent;
import com.github.copilot.generated.SessionEvent;
import dev.latchkey.runtime.journal.Journal;

/**
 * How a sub-agent's events differ from those of the main agent.
 *
 * @param agentId marks them
 * @param deltas whether pieces of what it says are told
 */
record AgentVoice(String agentId, boolean deltas) {
  /** Tells of an event, unless it is a piece that nobody wants. */
  void emit(SessionEvent event, Journal journal) {
    switch (event) {
      // a question to people is the session's, whoever has it
      case PermissionRequestedEvent _, PermissionCompletedEvent _ -> journal.emit(event);
      case AssistantTurnStartEvent _, AssistantTurnEndEvent _ -> {
        mark(event);
        journal.emit(event, true);
      }
      case AssistantMessageStartEvent _,
          AssistantMessageDeltaEvent _,
          AssistantReasoningDeltaEvent _,
          AssistantStreamingDeltaEvent _,
          AssistantToolCallDeltaEvent _ -> {
        if (deltas) {
          mark(event);
          journal.emit(event);
        }
      }
      default -> {
        mark(event);
        journal.emit(event);
      }
    }
  }

  void mark(SessionEvent event) {
    event.setAgentId(agentId);
  }
}
