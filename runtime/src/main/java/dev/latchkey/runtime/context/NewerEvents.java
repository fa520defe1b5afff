package dev.latchkey.runtime.context;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.copilot.generated.AssistantMessageEvent;
import com.github.copilot.generated.AssistantMessageEvent.AssistantMessageEventData;
import com.github.copilot.generated.SessionBinaryAssetEvent;
import com.github.copilot.generated.SessionBinaryAssetEvent.SessionBinaryAssetEventData;
import com.github.copilot.generated.SessionCompactionCompleteEvent;
import com.github.copilot.generated.SessionCompactionCompleteEvent.SessionCompactionCompleteEventData;
import com.github.copilot.generated.SessionCompactionStartEvent;
import com.github.copilot.generated.SessionEvent;
import com.github.copilot.generated.SystemNotificationEvent;
import com.github.copilot.generated.SystemNotificationEvent.SystemNotificationEventData;
import com.github.copilot.generated.ToolExecutionCompleteEvent;
import com.github.copilot.generated.ToolExecutionCompleteEvent.ToolExecutionCompleteEventData;
import com.github.copilot.generated.UnknownSessionEvent;
import com.github.copilot.generated.UserMessageEvent;
import com.github.copilot.generated.UserMessageEvent.UserMessageEventData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events of a known type whose data a newer runtime wrote in a shape unknown here, such as a new
 * value of an enumeration, are read as unknown events. A conversation must not lose them: what it
 * needs of them is read on its own.
 */
final class NewerEvents {
  private NewerEvents() {}

  /** The event as far as a conversation needs it; the same event if that is nothing. */
  static SessionEvent understood(UnknownSessionEvent event) {
    SessionEvent known = known(event.getType(), event.getData());
    if (known == null) {
      return event;
    }
    known.setId(event.getId());
    known.setAgentId(event.getAgentId());
    return known;
  }

  private static @Nullable SessionEvent known(@Nullable String type, @Nullable JsonNode data) {
    if (type == null || data == null) {
      return null;
    }
    return switch (type) {
      case "user.message" -> user(data);
      case "assistant.message" -> assistant(data);
      case "tool.execution_complete" -> toolResult(data);
      case "session.binary_asset" -> asset(data);
      case "session.compaction_start" -> new SessionCompactionStartEvent();
      case "session.compaction_complete" -> compaction(data);
      case "system.notification" -> notification(data);
      default -> null;
    };
  }

  private static @Nullable SessionEvent user(JsonNode data) {
    UserMessageEvent event = new UserMessageEvent();
    List<String> needed = List.of("content", "transformedContent", "attachments", "source");
    event.setData(Json.as(UserMessageEventData.class, only(data, needed)));
    return event.getData() == null ? null : event;
  }

  private static @Nullable SessionEvent assistant(JsonNode data) {
    AssistantMessageEvent event = new AssistantMessageEvent();
    ObjectNode needed =
        only(
            data,
            List.of(
                "content",
                "toolRequests",
                "reasoningOpaque",
                "reasoningText",
                "reasoningWireField",
                "encryptedContent",
                "phase",
                "reasoningBlocks",
                "parentToolCallId"));
    for (JsonNode request : needed.path("toolRequests")) {
      if (request instanceof ObjectNode call) {
        call.retain("toolCallId", "name", "arguments");
      }
    }
    event.setData(Json.as(AssistantMessageEventData.class, needed));
    return event.getData() == null ? null : event;
  }

  private static @Nullable SessionEvent toolResult(JsonNode data) {
    ToolExecutionCompleteEvent event = new ToolExecutionCompleteEvent();
    ObjectNode needed =
        only(data, List.of("toolCallId", "success", "result", "error", "parentToolCallId"));
    if (needed.path("result") instanceof ObjectNode result) {
      result.retain("content", "binaryResultsForLlm");
    }
    if (needed.path("error") instanceof ObjectNode error) {
      error.retain("message", "code");
    }
    event.setData(Json.as(ToolExecutionCompleteEventData.class, needed));
    return event.getData() == null ? null : event;
  }

  private static @Nullable SessionEvent asset(JsonNode data) {
    SessionBinaryAssetEvent event = new SessionBinaryAssetEvent();
    List<String> needed = List.of("assetId", "mimeType", "data");
    event.setData(Json.as(SessionBinaryAssetEventData.class, only(data, needed)));
    return event.getData() == null ? null : event;
  }

  private static @Nullable SessionEvent compaction(JsonNode data) {
    SessionCompactionCompleteEvent event = new SessionCompactionCompleteEvent();
    List<String> needed = List.of("success", "summaryContent", "tokenLimit");
    event.setData(Json.as(SessionCompactionCompleteEventData.class, only(data, needed)));
    return event.getData() == null ? null : event;
  }

  private static @Nullable SessionEvent notification(JsonNode data) {
    SystemNotificationEvent event = new SystemNotificationEvent();
    event.setData(Json.as(SystemNotificationEventData.class, only(data, List.of("content"))));
    return event.getData() == null ? null : event;
  }

  private static ObjectNode only(JsonNode data, List<String> fields) {
    return data instanceof ObjectNode object ? object.deepCopy().retain(fields) : Json.object();
  }
}
