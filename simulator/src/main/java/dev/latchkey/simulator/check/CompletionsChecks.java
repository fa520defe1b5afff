package dev.latchkey.simulator.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.simulator.traffic.RecordedRequest;
import java.util.Set;

/** What a strict Chat Completions server insists on. */
final class CompletionsChecks {
  private static final Set<String> ROLES =
      Set.of("system", "developer", "user", "assistant", "tool");
  private static final int MAX_TOOLS = 128;

  private final JsonNode body;
  private final PendingCalls pending = new PendingCalls();

  private CompletionsChecks(JsonNode body) {
    this.body = body;
  }

  static void check(RecordedRequest request) {
    if (request.line().deployment().isEmpty()) {
      Expect.text(request.body(), "model", "model");
    }
    new CompletionsChecks(request.body()).all();
  }

  private void all() {
    options();
    tools();
    JsonNode messages = Expect.items(body, "messages");
    for (int i = 0; i < messages.size(); i++) {
      message(messages.get(i), "messages[" + i + "]");
    }
    pending.settle("messages");
  }

  private void options() {
    Expect.bool(body, "stream");
    Expect.positive(body, "max_tokens");
    Expect.positive(body, "max_completion_tokens");
    Expect.between(body, "temperature", 0, 2);
    Expect.between(body, "top_p", 0, 1);
    if (body.has("max_tokens") && body.has("max_completion_tokens")) {
      throw Complaint.invalid(
          "max_tokens", "Setting 'max_tokens' and 'max_completion_tokens' at once is an error.");
    }
    if (body.has("stream_options") && !body.path("stream").asBoolean()) {
      throw Complaint.invalid(
          "stream_options", "The 'stream_options' parameter is only allowed when 'stream' is on.");
    }
    for (String field : new String[] {"tool_choice", "parallel_tool_calls"}) {
      if (body.has(field) && !body.has("tools")) {
        throw Complaint.invalid(field, "'" + field + "' is only allowed when 'tools' are given.");
      }
    }
  }

  private void tools() {
    if (!body.has("tools")) {
      return;
    }
    JsonNode tools = Expect.items(body, "tools");
    if (tools.size() > MAX_TOOLS) {
      throw Complaint.invalid(
          "tools", "Array too long: at most " + MAX_TOOLS + " tools, got " + tools.size() + ".");
    }
    Set<String> names = Expect.noneYet();
    for (int i = 0; i < tools.size(); i++) {
      String path = "tools[" + i + "]";
      JsonNode tool = tools.get(i);
      String type = Expect.text(tool, "type", path + ".type");
      Expect.oneOf(type, Set.of("function", "custom"), path + ".type");
      Expect.object(tool.path(type), path + "." + type);
      Expect.function(tool.path(type), "parameters", path + "." + type, names);
    }
  }

  private void message(JsonNode message, String path) {
    Expect.object(message, path);
    String role = Expect.text(message, "role", path + ".role");
    Expect.oneOf(role, ROLES, path + ".role");
    if (role.equals("tool")) {
      String id = Expect.text(message, "tool_call_id", path + ".tool_call_id");
      pending.answered(id, path + ".tool_call_id");
      content(message, path);
      return;
    }
    pending.settle(path);
    pending.forget();
    if (role.equals("assistant")) {
      assistant(message, path);
    } else {
      content(message, path);
    }
  }

  private void assistant(JsonNode message, String path) {
    if (message.has("tool_calls")) {
      toolCalls(message.path("tool_calls"), path + ".tool_calls");
    }
    boolean speaks =
        message.has("tool_calls") || message.path("refusal").isTextual() || message.has("audio");
    JsonNode content = message.path("content");
    if (content.isNull() || content.isMissingNode()) {
      if (!speaks) {
        throw Complaint.invalid(
            path + ".content", "An assistant message needs 'content' or 'tool_calls'.");
      }
      return;
    }
    content(message, path);
  }

  private void toolCalls(JsonNode calls, String path) {
    if (!calls.isArray() || calls.isEmpty()) {
      throw Complaint.invalid(
          path, "'" + path + "' must be a non-empty array, got " + Expect.shape(calls) + ".");
    }
    for (int i = 0; i < calls.size(); i++) {
      JsonNode call = calls.get(i);
      String at = path + "[" + i + "]";
      String type = Expect.text(call, "type", at + ".type");
      Expect.oneOf(type, Set.of("function", "custom"), at + ".type");
      Expect.text(call.path(type), "name", at + "." + type + ".name");
      String input = type.equals("function") ? "arguments" : "input";
      if (!call.path(type).path(input).isTextual()) {
        throw Complaint.invalid(
            at + "." + type + "." + input,
            "'"
                + input
                + "' of a tool call must be a string, got "
                + Expect.shape(call.path(type).path(input))
                + ".");
      }
      pending.called(Expect.text(call, "id", at + ".id"), at + ".id");
    }
  }

  private static void content(JsonNode message, String path) {
    JsonNode content = message.path("content");
    if (content.isTextual()) {
      return;
    }
    if (!content.isArray() || content.isEmpty()) {
      throw Complaint.invalid(
          path + ".content",
          "'"
              + path
              + ".content' must be a string or a non-empty array, got "
              + Expect.shape(content)
              + ".");
    }
    for (int i = 0; i < content.size(); i++) {
      String at = path + ".content[" + i + "]";
      String type = Expect.text(content.get(i), "type", at + ".type");
      Expect.oneOf(
          type, Set.of("text", "image_url", "input_audio", "file", "refusal"), at + ".type");
      if (type.equals("image_url")) {
        Expect.text(content.get(i).path("image_url"), "url", at + ".image_url.url");
      }
    }
  }
}
