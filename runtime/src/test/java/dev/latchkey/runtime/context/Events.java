package dev.latchkey.runtime.context;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.copilot.generated.AssistantMessageEvent;
import com.github.copilot.generated.AssistantMessageEvent.AssistantMessageEventData;
import com.github.copilot.generated.SessionEvent;
import com.github.copilot.generated.UnknownSessionEvent;
import dev.latchkey.providers.Content;
import java.util.ArrayList;
import java.util.List;

/** Events as they are read from a journal: out of JSON. */
final class Events {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Events() {}

  /** The events in lines of {@code type {data}}, in JSON with single quotes. */
  static List<SessionEvent> of(String... lines) {
    List<SessionEvent> events = new ArrayList<>();
    for (String line : lines) {
      int space = line.indexOf(' ');
      events.add(event(line.substring(0, space), line.substring(space + 1).replace('\'', '"')));
    }
    return events;
  }

  static SessionEvent event(String type, String data) {
    return read("{\"type\":\"" + type + "\",\"data\":" + data + "}");
  }

  /** The same as {@link #of}, of a runtime that is newer than this one. */
  static List<SessionEvent> newer(String... lines) {
    List<SessionEvent> events = new ArrayList<>();
    for (String line : lines) {
      int space = line.indexOf(' ');
      String data = line.substring(space + 1).replace('\'', '"');
      String json = "{\"type\":\"" + line.substring(0, space) + "\",\"data\":" + data + "}";
      events.add(read(json, UnknownSessionEvent.class));
    }
    return events;
  }

  /** The event as a sub-agent's. */
  static SessionEvent by(String agentId, SessionEvent event) {
    event.setAgentId(agentId);
    return event;
  }

  static SessionEvent user(String text) {
    return event("user.message", JSON.createObjectNode().put("content", text).toString());
  }

  static SessionEvent reply(Content... content) {
    AssistantMessageEvent event = new AssistantMessageEvent();
    AssistantMessageEventData.Builder data = AssistantMessageEventData.builder().messageId("m");
    event.setData(new AssistantReply(List.of(content)).into(data).build());
    return roundTrip(event);
  }

  static SessionEvent result(String callId, String text) {
    ObjectNode data = JSON.createObjectNode().put("toolCallId", callId).put("success", true);
    data.putObject("result").put("content", text);
    return event("tool.execution_complete", data.toString());
  }

  static SessionEvent failure(String callId, String message) {
    ObjectNode data = JSON.createObjectNode().put("toolCallId", callId).put("success", false);
    data.putObject("error").put("message", message);
    return event("tool.execution_complete", data.toString());
  }

  /** The event after it was written and read. */
  static SessionEvent roundTrip(SessionEvent event) {
    try {
      return read(JSON.writeValueAsString(event));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static SessionEvent read(String json) {
    return read(json, SessionEvent.class);
  }

  private static SessionEvent read(String json, Class<? extends SessionEvent> type) {
    try {
      return JSON.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new AssertionError(json, e);
    }
  }
}
