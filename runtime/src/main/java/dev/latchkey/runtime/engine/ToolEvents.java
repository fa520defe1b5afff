package dev.latchkey.runtime.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.copilot.generated.ExternalToolCompletedEvent;
import com.github.copilot.generated.ExternalToolCompletedEvent.ExternalToolCompletedEventData;
import com.github.copilot.generated.ExternalToolRequestedEvent;
import com.github.copilot.generated.ExternalToolRequestedEvent.ExternalToolRequestedEventData;
import com.github.copilot.generated.PermissionCompletedEvent;
import com.github.copilot.generated.PermissionCompletedEvent.PermissionCompletedEventData;
import com.github.copilot.generated.PermissionRequestedEvent;
import com.github.copilot.generated.PermissionRequestedEvent.PermissionRequestedEventData;
import com.github.copilot.generated.SessionEvent;
import com.github.copilot.generated.ToolExecutionCompleteError;
import com.github.copilot.generated.ToolExecutionCompleteEvent;
import com.github.copilot.generated.ToolExecutionCompleteEvent.ToolExecutionCompleteEventData;
import com.github.copilot.generated.ToolExecutionCompleteResult;
import com.github.copilot.generated.ToolExecutionStartEvent;
import com.github.copilot.generated.ToolExecutionStartEvent.ToolExecutionStartEventData;
import dev.latchkey.runtime.loop.Turn;
import dev.latchkey.runtime.tool.PermissionAsk;
import dev.latchkey.runtime.tool.ToolOutcome;
import java.util.List;

/** The events of tool calls. */
final class ToolEvents {
  private ToolEvents() {}

  static SessionEvent start(Turn turn, String callId, String tool, JsonNode arguments) {
    ToolExecutionStartEvent event = new ToolExecutionStartEvent();
    event.setData(
        ToolExecutionStartEventData.builder()
            .toolCallId(callId)
            .toolName(tool)
            .arguments(arguments)
            .model(turn.model())
            .turnId(turn.id())
            .parentToolCallId(turn.parentCallId())
            .build());
    return event;
  }

  static SessionEvent complete(Turn turn, String callId, ToolOutcome outcome) {
    ToolExecutionCompleteEventData.Builder data =
        ToolExecutionCompleteEventData.builder()
            .toolCallId(callId)
            .success(outcome.succeeded())
            .model(turn.model())
            .interactionId(turn.interactionId())
            .turnId(turn.id())
            .toolTelemetry(outcome.telemetry())
            .parentToolCallId(turn.parentCallId());
    if (outcome.succeeded()) {
      data.result(result(outcome));
    } else {
      data.error(new ToolExecutionCompleteError(outcome.text(), outcome.kind().wireName(), null));
    }
    ToolExecutionCompleteEvent event = new ToolExecutionCompleteEvent();
    event.setData(data.build());
    return event;
  }

  private static ToolExecutionCompleteResult result(ToolOutcome outcome) {
    return ToolExecutionCompleteResult.builder()
        .content(outcome.text())
        .detailedContent(outcome.detail() == null ? outcome.text() : outcome.detail())
        .binaryResultsForLlm(outcome.binaries().isEmpty() ? null : List.copyOf(outcome.binaries()))
        .build();
  }

  static SessionEvent permissionRequested(String requestId, PermissionAsk ask) {
    PermissionRequestedEvent event = new PermissionRequestedEvent();
    event.setData(
        new PermissionRequestedEventData(requestId, ask.request(), ask.prompt(), null, null, null));
    return event;
  }

  static SessionEvent permissionCompleted(String requestId, String callId, ObjectNode result) {
    PermissionCompletedEvent event = new PermissionCompletedEvent();
    event.setData(new PermissionCompletedEventData(requestId, callId, result, null));
    return event;
  }

  static SessionEvent externalRequested(ExternalToolRequestedEventData data) {
    ExternalToolRequestedEvent event = new ExternalToolRequestedEvent();
    event.setData(data);
    return event;
  }

  static SessionEvent externalCompleted(String requestId) {
    ExternalToolCompletedEvent event = new ExternalToolCompletedEvent();
    event.setData(new ExternalToolCompletedEventData(requestId));
    return event;
  }
}
