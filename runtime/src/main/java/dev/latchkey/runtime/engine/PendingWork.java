package dev.latchkey.runtime.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.github.copilot.generated.AssistantMessageEvent;
import com.github.copilot.generated.AssistantMessageToolRequest;
import com.github.copilot.generated.ExternalToolCompletedEvent;
import com.github.copilot.generated.ExternalToolRequestedEvent;
import com.github.copilot.generated.PermissionCompletedEvent;
import com.github.copilot.generated.PermissionRequestedEvent;
import com.github.copilot.generated.SessionEvent;
import com.github.copilot.generated.ToolExecutionCompleteEvent;
import com.github.copilot.generated.UserMessageEvent;
import dev.latchkey.providers.Content;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tool calls of the last answer that have no result yet, and the questions about them that a
 * client can still answer. A fold over the journal.
 */
final class PendingWork {
  private final Map<String, Content.ToolCall> calls = new LinkedHashMap<>();
  private final Map<String, String> permissions = new HashMap<>();
  private final Map<String, JsonNode> prompts = new HashMap<>();
  private final Map<String, String> externals = new HashMap<>();
  private final Map<String, String> callOfRequest = new HashMap<>();
  private final Set<String> allowed = new HashSet<>();
  private final LostAgents lost = new LostAgents();

  void fold(SessionEvent event) {
    lost.fold(event);
    if (event.getAgentId() != null) {
      return; // a sub-agent ends with the process that runs it
    }
    switch (event) {
      case UserMessageEvent _ -> clear();
      case AssistantMessageEvent message -> {
        clear();
        answered(message.getData().toolRequests());
      }
      case ToolExecutionCompleteEvent done -> calls.remove(done.getData().toolCallId());
      case PermissionRequestedEvent asked -> asked(asked);
      case PermissionCompletedEvent decided -> decided(decided);
      case ExternalToolRequestedEvent asked -> {
        externals.put(asked.getData().toolCallId(), asked.getData().requestId());
        callOfRequest.put(asked.getData().requestId(), asked.getData().toolCallId());
      }
      case ExternalToolCompletedEvent done -> {
        String call = callOfRequest.remove(done.getData().requestId());
        if (call != null) {
          externals.remove(call);
        }
      }
      default -> {}
    }
  }

  /** The unanswered calls that wait for a client, in the model's order. */
  List<Content.ToolCall> waiting() {
    return calls.values().stream()
        .filter(call -> permissions.containsKey(call.id()) || externals.containsKey(call.id()))
        .toList();
  }

  /** The permission request about a call that nobody answered. */
  Optional<String> permission(String callId) {
    return Optional.ofNullable(permissions.get(callId));
  }

  /** What a person was shown with a permission request. */
  JsonNode prompt(String requestId) {
    return prompts.getOrDefault(requestId, JsonNodeFactory.instance.objectNode());
  }

  /** The client's request for a call that nobody answered. */
  Optional<String> external(String callId) {
    return Optional.ofNullable(externals.get(callId));
  }

  /** Whether a call was allowed before. */
  boolean allowed(String callId) {
    return allowed.contains(callId) || externals.containsKey(callId);
  }

  /** The sub-agents that have not ended. */
  LostAgents lost() {
    return lost;
  }

  /** A copy that no longer follows the journal. */
  PendingWork snapshot() {
    PendingWork copy = new PendingWork();
    copy.calls.putAll(calls);
    copy.permissions.putAll(permissions);
    copy.prompts.putAll(prompts);
    copy.externals.putAll(externals);
    copy.allowed.addAll(allowed);
    return copy;
  }

  /** Forgets all of it. */
  void clear() {
    calls.clear();
    permissions.clear();
    prompts.clear();
    externals.clear();
    callOfRequest.clear();
    allowed.clear();
  }

  private void answered(@Nullable List<AssistantMessageToolRequest> requests) {
    if (requests == null) {
      return;
    }
    for (AssistantMessageToolRequest request : requests) {
      String arguments = request.arguments() == null ? "{}" : json(request.arguments());
      calls.put(
          request.toolCallId(),
          Content.ToolCall.of(request.toolCallId(), request.name(), arguments));
    }
  }

  private void asked(PermissionRequestedEvent event) {
    String call = Trees.of(event.getData().permissionRequest()).path("toolCallId").asText("");
    permissions.put(call, event.getData().requestId());
    prompts.put(event.getData().requestId(), Trees.of(event.getData().promptRequest()));
    callOfRequest.put(event.getData().requestId(), call);
  }

  private void decided(PermissionCompletedEvent event) {
    String call = callOfRequest.remove(event.getData().requestId());
    if (call == null) {
      return;
    }
    permissions.remove(call);
    if (Trees.of(event.getData().result()).path("kind").asText("").startsWith("approved")) {
      allowed.add(call);
    }
  }

  private static String json(Object value) {
    JsonNode node = Trees.of(value);
    return node.isTextual() ? node.textValue() : node.toString();
  }
}
