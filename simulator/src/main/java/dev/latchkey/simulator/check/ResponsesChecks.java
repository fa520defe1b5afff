package dev.latchkey.simulator.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.simulator.traffic.RecordedRequest;
import java.util.Map;
import java.util.Set;

/** What a strict Responses server insists on. */
final class ResponsesChecks {
  private static final Map<String, String> ID_PREFIXES =
      Map.of("message", "msg", "reasoning", "rs", "function_call", "fc", "custom_tool_call", "ctc");
  private static final Set<String> ROLES = Set.of("user", "assistant", "system", "developer");

  private final JsonNode body;
  private final PendingCalls pending = new PendingCalls();

  private ResponsesChecks(JsonNode body) {
    this.body = body;
  }

  static void check(RecordedRequest request) {
    Expect.text(request.body(), "model", "model");
    new ResponsesChecks(request.body()).all();
  }

  private void all() {
    options();
    tools();
    if (body.path("input").isTextual()) {
      Expect.text(body, "input", "input");
      return;
    }
    JsonNode input = Expect.items(body, "input");
    for (int i = 0; i < input.size(); i++) {
      item(input, i);
    }
    pending.settle("input");
  }

  private void options() {
    Expect.bool(body, "stream");
    Expect.positive(body, "max_output_tokens");
    Expect.between(body, "temperature", 0, 2);
    for (String foreign : new String[] {"messages", "max_tokens", "max_completion_tokens"}) {
      if (body.has(foreign)) {
        throw Complaint.unsupported(
            foreign, "Unsupported parameter: '" + foreign + "' belongs to Chat Completions.");
      }
    }
    JsonNode instructions = body.path("instructions");
    if (!instructions.isMissingNode() && !instructions.isNull() && !instructions.isTextual()) {
      throw Complaint.invalid(
          "instructions",
          "'instructions' must be a string, got " + Expect.shape(instructions) + ".");
    }
  }

  private void tools() {
    Set<String> names = Expect.noneYet();
    JsonNode tools = body.path("tools");
    for (int i = 0; i < tools.size(); i++) {
      String path = "tools[" + i + "]";
      String type = Expect.text(tools.get(i), "type", path + ".type");
      if (type.equals("function") || type.equals("custom")) {
        Expect.function(tools.get(i), "parameters", path, names);
      }
    }
  }

  private void item(JsonNode input, int i) {
    JsonNode item = input.get(i);
    String path = "input[" + i + "]";
    Expect.object(item, path);
    String type = item.path("type").asText("message");
    id(item, type, path);
    switch (type) {
      case "message" -> message(item, path);
      case "reasoning" -> reasoning(item, input.path(i + 1), path);
      case "function_call" -> call(item, "arguments", path);
      case "custom_tool_call" -> call(item, "input", path);
      case "function_call_output", "custom_tool_call_output" -> output(item, path);
      case "item_reference", "web_search_call", "file_search_call", "compaction" -> {}
      default -> throw Complaint.invalid(path + ".type", "Invalid value: '" + type + "'.");
    }
  }

  private static void id(JsonNode item, String type, String path) {
    String prefix = ID_PREFIXES.getOrDefault(type, "");
    String id = item.path("id").asText("");
    if (!id.isEmpty() && !id.startsWith(prefix)) {
      throw Complaint.invalid(
          path + ".id", "Expected an ID that begins with '" + prefix + "' in '" + path + ".id'.");
    }
  }

  private void message(JsonNode message, String path) {
    String role = Expect.text(message, "role", path + ".role");
    Expect.oneOf(role, ROLES, path + ".role");
    if (!role.equals("assistant")) {
      pending.settle(path);
      pending.forget();
    }
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
    Set<String> legal =
        role.equals("assistant")
            ? Set.of("output_text", "refusal")
            : Set.of("input_text", "input_image", "input_file");
    for (int i = 0; i < content.size(); i++) {
      String at = path + ".content[" + i + "].type";
      Expect.oneOf(Expect.text(content.get(i), "type", at), legal, at);
    }
  }

  private void reasoning(JsonNode item, JsonNode next, String path) {
    String id = item.path("id").asText(path);
    if (!item.path("summary").isArray()) {
      throw Complaint.invalid(path + ".summary", "'" + path + ".summary' must be an array.");
    }
    boolean stored = body.path("store").asBoolean(true);
    if (!stored && item.path("encrypted_content").asText("").isEmpty()) {
      throw Complaint.invalid(
          path,
          "Item with id '"
              + id
              + "' not found. Items are not persisted when `store` is false;"
              + " send encrypted_content or remove the item.");
    }
    String nextType = next.path("type").asText(next.has("role") ? "message" : "");
    boolean followed =
        nextType.equals("message")
            ? next.path("role").asText().equals("assistant")
            : nextType.endsWith("_call") || nextType.equals("reasoning");
    if (!followed) {
      throw Complaint.invalid(
          path,
          "Item '"
              + id
              + "' of type 'reasoning' was provided without its required following"
              + " item.");
    }
  }

  private void call(JsonNode item, String input, String path) {
    String id = Expect.text(item, "call_id", path + ".call_id");
    Expect.text(item, "name", path + ".name");
    if (!item.path(input).isTextual()) {
      throw Complaint.invalid(
          path + "." + input,
          "'" + path + "." + input + "' must be a string, got " + Expect.shape(item.path(input)));
    }
    pending.called(id, path + ".call_id");
  }

  private void output(JsonNode item, String path) {
    pending.answered(Expect.text(item, "call_id", path + ".call_id"), path + ".call_id");
    JsonNode output = item.path("output");
    if (!output.isTextual() && !output.isArray()) {
      throw Complaint.invalid(
          path + ".output",
          "'" + path + ".output' must be a string or an array, got " + Expect.shape(output) + ".");
    }
  }
}
