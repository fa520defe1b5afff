package dev.latchkey.simulator.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.simulator.traffic.RecordedRequest;
import java.util.List;
import java.util.Set;

/** What a strict Anthropic server insists on. */
final class AnthropicChecks {
  private static final int MIN_THINKING = 1024;
  private static final int MAX_CACHE_MARKS = 4;

  private final JsonNode body;

  private AnthropicChecks(JsonNode body) {
    this.body = body;
  }

  static void check(RecordedRequest request) {
    if (!request.headers().contains("anthropic-version")) {
      throw Complaint.invalid("", "anthropic-version: header is required");
    }
    Expect.text(request.body(), "model", "model");
    new AnthropicChecks(request.body()).all();
  }

  private void all() {
    options();
    thinking();
    tools();
    system();
    new AnthropicMessages(Expect.items(body, "messages"), thinks()).check();
    List<JsonNode> marks = body.findValues("cache_control");
    if (marks.size() > MAX_CACHE_MARKS) {
      throw Complaint.invalid(
          "cache_control",
          "A maximum of 4 blocks with cache_control may be provided. Found " + marks.size() + ".");
    }
  }

  private void options() {
    if (!body.has("max_tokens")) {
      throw Complaint.invalid("max_tokens", "max_tokens: Field required");
    }
    Expect.positive(body, "max_tokens");
    Expect.bool(body, "stream");
    Expect.between(body, "temperature", 0, 1);
    Expect.between(body, "top_p", 0, 1);
    for (String foreign : new String[] {"stream_options", "max_completion_tokens", "store"}) {
      if (body.has(foreign)) {
        throw Complaint.unsupported(foreign, foreign + ": Extra inputs are not permitted");
      }
    }
    if (body.has("tool_choice") && !body.has("tools")) {
      throw Complaint.invalid("tool_choice", "tool_choice may only be given with tools.");
    }
  }

  private boolean thinks() {
    return body.path("thinking").path("type").asText().equals("enabled");
  }

  private void thinking() {
    JsonNode thinking = body.path("thinking");
    if (thinking.isMissingNode()) {
      return;
    }
    String type = Expect.text(thinking, "type", "thinking.type");
    Expect.oneOf(type, Set.of("enabled", "disabled", "adaptive"), "thinking.type");
    if (type.equals("disabled")) {
      return;
    }
    int budget = thinking.path("budget_tokens").asInt();
    if (thinks() && (budget < MIN_THINKING || budget >= body.path("max_tokens").asInt())) {
      throw Complaint.invalid(
          "thinking.budget_tokens",
          "thinking.budget_tokens must be at least 1024 and less than max_tokens.");
    }
    if (body.path("temperature").asDouble(1) != 1) {
      throw Complaint.invalid(
          "temperature", "temperature may only be set to 1 when thinking is enabled.");
    }
  }

  private void tools() {
    Set<String> names = Expect.noneYet();
    JsonNode tools = body.path("tools");
    for (int i = 0; i < tools.size(); i++) {
      JsonNode tool = tools.get(i);
      String path = "tools[" + i + "]";
      if (tool.path("type").asText("custom").equals("custom")) {
        Expect.object(tool.path("input_schema"), path + ".input_schema");
        Expect.function(tool, "input_schema", path, names);
      }
    }
  }

  private void system() {
    JsonNode system = body.path("system");
    if (system.isMissingNode() || system.isTextual()) {
      return;
    }
    JsonNode blocks = Expect.items(body, "system");
    for (int i = 0; i < blocks.size(); i++) {
      Expect.oneOf(blocks.get(i).path("type").asText(), Set.of("text"), "system[" + i + "].type");
      Expect.text(blocks.get(i), "text", "system[" + i + "].text");
    }
  }
}
