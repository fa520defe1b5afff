package dev.latchkey.simulator.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One request as it arrived.
 *
 * @param number 1 for the first request of the simulator
 * @param wire the format, or {@link Wire#NONE} for everything that is not a model call
 * @param line method, path and query
 * @param headers as sent
 * @param body the parsed JSON; a missing node when there was no body or it was not JSON
 * @param receivedAt when the last byte of the body had been read
 */
public record RecordedRequest(
    int number, Wire wire, RequestLine line, Headers headers, JsonNode body, Instant receivedAt) {

  /** {@code POST}, {@code GET} … */
  public String method() {
    return line.method();
  }

  /** The path without the query, as sent (still percent-encoded). */
  public String path() {
    return line.path();
  }

  /** The query without its question mark; empty when there is none. */
  public String query() {
    return line.query();
  }

  /** True when a model is asked for an answer. */
  public boolean isModelCall() {
    return wire != Wire.NONE;
  }

  /** The size of the body as announced, or of its JSON when it came in chunks. */
  public int bytes() {
    return headers
        .first("content-length")
        .filter(length -> length.matches("\\d{1,9}"))
        .map(Integer::parseInt)
        .orElseGet(() -> body.toString().length());
  }

  /** The model the body asks for, else the Azure deployment in the path, else empty. */
  public String model() {
    String named = body.path("model").asText("");
    return named.isEmpty() ? line.deployment() : named;
  }

  /** True when it came as a message of a WebSocket. */
  public boolean overSocket() {
    return body.path("type").asText("").equals("response.create");
  }

  /** True when the body asks for a streamed answer. */
  public boolean streams() {
    return overSocket() || body.path("stream").asBoolean(false);
  }

  /** The conversation: {@code messages}, or {@code input} on the Responses wire. */
  public JsonNode messages() {
    return body.path(wire == Wire.RESPONSES ? "input" : "messages");
  }

  /** The text of the last user message; empty when there is none. */
  public String lastUserText() {
    return Conversation.lastUserText(messages());
  }

  /** The text of the system prompt, wherever the wire keeps it. */
  public String systemText() {
    return Conversation.systemText(this);
  }

  /** The names of the offered tools, in order. */
  public List<String> toolNames() {
    List<String> names = new ArrayList<>();
    for (JsonNode tool : body.path("tools")) {
      JsonNode inner = tool.has("function") ? tool.path("function") : tool.path("custom");
      names.add(inner.path("name").asText(tool.path("name").asText("")));
    }
    return List.copyOf(names);
  }

  /** The texts of the tool results at the end of the conversation, oldest first. */
  public List<String> toolResults() {
    return Conversation.trailingToolResults(messages());
  }
}
