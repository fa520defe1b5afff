package dev.latchkey.simulator.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Reads texts out of the message lists of all wires. */
final class Conversation {
  private Conversation() {}

  static String lastUserText(JsonNode messages) {
    if (messages.isTextual()) {
      return messages.asText();
    }
    for (int i = messages.size() - 1; i >= 0; i--) {
      JsonNode message = messages.get(i);
      String said = text(message.path("content"));
      // Anthropic's results may share their message with what the user says next
      if (message.path("role").asText().equals("user")
          && !(isToolResult(message) && said.isEmpty())) {
        return said;
      }
    }
    return "";
  }

  static String systemText(RecordedRequest request) {
    JsonNode body = request.body();
    if (body.has("instructions")) {
      return body.path("instructions").asText();
    }
    if (body.has("system")) {
      return text(body.path("system"));
    }
    for (JsonNode message : request.messages()) {
      String role = message.path("role").asText();
      if (role.equals("system") || role.equals("developer")) {
        return text(message.path("content"));
      }
    }
    return "";
  }

  static List<String> trailingToolResults(JsonNode messages) {
    List<String> results = new ArrayList<>();
    for (int i = messages.size() - 1; i >= 0; i--) {
      JsonNode message = messages.get(i);
      if (!isToolResult(message) || saysMore(message)) {
        break;
      }
      results.addAll(0, resultsOf(message));
    }
    return List.copyOf(results);
  }

  /** A Completions tool message, a Responses output item, or an Anthropic message of results. */
  private static boolean isToolResult(JsonNode message) {
    return message.path("role").asText().equals("tool")
        || message.path("type").asText().endsWith("_call_output")
        || message.path("content").path(0).path("type").asText().equals("tool_result");
  }

  /**
   * Whether a message of results also holds what the user says next: then that is the last word.
   */
  private static boolean saysMore(JsonNode message) {
    if (!message.path("role").asText().equals("user")) {
      return false;
    }
    for (JsonNode block : message.path("content")) {
      if (block.path("type").asText().equals("text")) {
        return true;
      }
    }
    return false;
  }

  private static List<String> resultsOf(JsonNode message) {
    List<String> results = new ArrayList<>();
    for (JsonNode block : message.path("content")) {
      if (block.path("type").asText().equals("tool_result")) {
        results.add(text(block.path("content")));
      }
    }
    if (results.isEmpty()) {
      results.add(text(message.has("output") ? message.path("output") : message.path("content")));
    }
    return results;
  }

  /** A string, or the joined {@code text} members of a content array. */
  static String text(JsonNode content) {
    if (content.isTextual()) {
      return content.asText();
    }
    StringBuilder joined = new StringBuilder();
    for (JsonNode part : content) {
      joined.append(part.path("text").asText(""));
    }
    return joined.toString();
  }
}
