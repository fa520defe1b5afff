package dev.latchkey.simulator.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.simulator.script.Quirk;
import dev.latchkey.simulator.traffic.RecordedRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What this particular server refuses or insists on, beyond its wire. */
final class QuirkChecks {
  /** Top-level fields that a quirk refuses. */
  private static final Map<Quirk, List<String>> REFUSED_FIELDS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(Quirk.NO_MAX_TOKENS, List.of("max_tokens")),
              Map.entry(Quirk.NO_MAX_COMPLETION_TOKENS, List.of("max_completion_tokens")),
              Map.entry(Quirk.NO_STREAM_OPTIONS, List.of("stream_options")),
              Map.entry(Quirk.NO_STORE, List.of("store")),
              Map.entry(Quirk.NO_PARALLEL_TOOL_CALLS, List.of("parallel_tool_calls")),
              Map.entry(Quirk.NO_TEMPERATURE, List.of("temperature")),
              Map.entry(Quirk.NO_TOP_P, List.of("top_p")),
              Map.entry(
                  Quirk.NO_REASONING_OPTIONS,
                  List.of("reasoning_effort", "reasoning", "thinking", "output_config")),
              Map.entry(Quirk.NO_INCLUDE, List.of("include")),
              Map.entry(Quirk.NO_PROMPT_CACHE_KEY, List.of("prompt_cache_key")),
              Map.entry(Quirk.NO_RESPONSE_FORMAT, List.of("response_format", "text")),
              Map.entry(Quirk.NO_TOOL_CHOICE, List.of("tool_choice"))));

  private final RecordedRequest request;
  private final JsonNode body;
  private final Set<Quirk> quirks;

  private QuirkChecks(RecordedRequest request, Set<Quirk> quirks) {
    this.request = request;
    this.body = request.body();
    this.quirks = quirks;
  }

  static void check(RecordedRequest request, Set<Quirk> quirks) {
    if (!quirks.isEmpty()) {
      new QuirkChecks(request, quirks).all();
    }
  }

  private void all() {
    REFUSED_FIELDS.forEach((quirk, fields) -> fields.forEach(field -> refuseField(quirk, field)));
    if (has(Quirk.NO_UNKNOWN_FIELDS)) {
      KnownFields.check(request);
    }
    streaming();
    tools();
    JsonNode messages = request.messages();
    for (int i = 0; i < messages.size(); i++) {
      message(messages.get(i), (body.has("input") ? "input[" : "messages[") + i + "]");
    }
    if (has(Quirk.NO_RESPONSE_FORMAT) && body.path("output_config").has("format")) {
      throw Complaint.unsupported(
          "output_config.format", "output_config.format: Extra inputs are not permitted");
    }
    if (has(Quirk.NO_CACHE_CONTROL) && !body.findValues("cache_control").isEmpty()) {
      throw Complaint.unsupported("cache_control", "Extra inputs are not permitted");
    }
  }

  private void refuseField(Quirk quirk, String field) {
    if (has(quirk) && body.has(field)) {
      String advice = field.equals("max_tokens") ? " Use 'max_completion_tokens' instead." : "";
      throw Complaint.unsupported(
          field,
          "Unsupported parameter: '" + field + "' is not supported with this model." + advice);
    }
  }

  private void streaming() {
    if (has(Quirk.NO_STREAMING) && request.streams()) {
      throw Complaint.unsupported("stream", "Unsupported value: 'stream' does not support true.");
    }
    if (has(Quirk.STREAMING_ONLY) && !request.streams()) {
      throw Complaint.invalid("stream", "This model only supports stream mode; set 'stream'.");
    }
  }

  private void tools() {
    JsonNode tools = body.path("tools");
    if (has(Quirk.NO_TOOLS) && !tools.isEmpty()) {
      throw Complaint.invalid(
          "tools",
          "\"auto\" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be"
              + " set");
    }
    for (int i = 0; i < tools.size(); i++) {
      JsonNode tool = tools.get(i);
      String path = "tools[" + i + "]";
      if (has(Quirk.NO_CUSTOM_TOOLS) && tool.path("type").asText().equals("custom")) {
        throw Complaint.invalid(path + ".type", "unknown variant `custom`, expected `function`");
      }
      if (has(Quirk.NO_STRICT_TOOLS) && !tool.findValues("strict").isEmpty()) {
        throw Complaint.unsupported(path + ".strict", "Extra inputs are not permitted");
      }
    }
  }

  private void message(JsonNode message, String path) {
    String role = message.path("role").asText();
    if ((has(Quirk.NO_DEVELOPER_ROLE) && role.equals("developer"))
        || (has(Quirk.NO_SYSTEM_ROLE) && role.equals("system"))) {
      throw Complaint.invalid(
          path + ".role",
          "Unsupported value: '" + path + ".role' does not support '" + role + "'.");
    }
    if (has(Quirk.NO_REASONING_IN_MESSAGES)) {
      for (String field : List.of("reasoning_content", "reasoning", "reasoning_details")) {
        if (message.has(field)) {
          throw Complaint.unsupported(path + "." + field, "Extra inputs are not permitted");
        }
      }
    }
    content(message, path);
    if (message.has("tool_calls")) {
      toolCalls(message, path);
    }
  }

  private void content(JsonNode message, String path) {
    JsonNode content = message.path("content");
    if (has(Quirk.NO_NULL_CONTENT) && content.isNull()) {
      throw Complaint.invalid(path + ".content", "Input should be a valid string, got null");
    }
    if (has(Quirk.NO_CONTENT_PARTS) && content.isArray()) {
      throw Complaint.invalid(path + ".content", "Input should be a valid string, got an array");
    }
    for (JsonNode part : content) {
      if (has(Quirk.NO_IMAGES) && part.path("type").asText().contains("image")) {
        throw Complaint.invalid(path + ".content", "This model does not support image input.");
      }
    }
  }

  private void toolCalls(JsonNode message, String path) {
    boolean speaks = !message.path("content").asText("").isEmpty();
    if (has(Quirk.NO_CONTENT_WITH_TOOL_CALLS) && speaks) {
      throw Complaint.invalid(
          path + ".content",
          "Assistant message must have either content or tool_calls, but not both.");
    }
    if (has(Quirk.REASONING_REPLAY) && !message.has("reasoning_content")) {
      throw Complaint.invalid(
          path + ".reasoning_content",
          "Missing `reasoning_content` field in the assistant message at " + path + ".");
    }
  }

  private boolean has(Quirk quirk) {
    return quirks.contains(quirk);
  }
}
