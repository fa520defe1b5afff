package dev.latchkey.providers.wire.responses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.wire.WireJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the Responses API refuses, written down apart from the code that must not send it. */
final class InputRules {
  private final Set<String> ids = new HashSet<>();
  private final List<String> unanswered = new ArrayList<>();
  private boolean thought;

  static void check(JsonNode body) {
    InputRules rules = new InputRules();
    assertThat(body.path("input").isArray()).as("input").isTrue();
    for (JsonNode item : body.path("input")) {
      rules.item(item);
    }
    assertThat(rules.thought).as("reasoning that leads nowhere").isFalse();
    assertThat(rules.unanswered).as("calls without output").isEmpty();
    assertThat(body.path("store").booleanValue()).isFalse();
    assertThat(body.has("parallel_tool_calls")).isEqualTo(body.has("tools"));
    if (body.has("include")) {
      assertThat(body.has("reasoning")).isTrue();
    }
  }

  private void item(JsonNode item) {
    String type = item.path("type").asText();
    boolean output = type.equals("function_call_output");
    if (item.path("role").asText().equals("user")) {
      assertThat(unanswered).as("calls without output before %s", item).isEmpty();
    }
    boolean byModel = !output && !item.path("role").asText().equals("user");
    assertThat(thought && !byModel).as("reasoning before %s", item).isFalse();
    thought = type.equals("reasoning");
    switch (type) {
      case "message" -> message(item);
      case "reasoning" -> {
        assertThat(item.path("encrypted_content").textValue()).isNotEmpty();
        assertThat(item.path("summary").isArray()).isTrue();
      }
      case "function_call" -> call(item);
      case "function_call_output" -> output(item);
      default -> throw new AssertionError("unknown item " + item);
    }
  }

  private void message(JsonNode item) {
    boolean user = item.path("role").asText().equals("user");
    assertThat(item.path("content")).as("content").isNotEmpty();
    if (!user) {
      assertThat(item.path("role").asText()).isEqualTo("assistant");
      assertThat(item.path("id").asText()).startsWith("msg_");
      assertThat(ids.add(item.path("id").asText())).as("id used once").isTrue();
      assertThat(item.path("status").asText()).isEqualTo("completed");
    }
    for (JsonNode part : item.path("content")) {
      part(part, user);
    }
  }

  private static void part(JsonNode part, boolean user) {
    String type = part.path("type").asText();
    assertThat(type)
        .isIn(user ? Set.of("input_text", "input_image", "input_file") : Set.of("output_text"));
    if (type.endsWith("_text")) {
      assertThat(part.path("text").textValue()).isNotEmpty();
    } else {
      String url = type.equals("input_image") ? "image_url" : "file_data";
      assertThat(part.path(url).asText()).startsWith("data:");
    }
  }

  private void call(JsonNode item) {
    String id = item.path("call_id").asText();
    assertThat(id).matches("[a-zA-Z0-9_-]{1,64}");
    assertThat(ids.add("call " + id)).as("call id used once").isTrue();
    assertThat(item.path("name").asText()).matches("[a-zA-Z0-9_-]{1,64}");
    assertThat(item.path("arguments").textValue())
        .satisfies(arguments -> assertThat(WireJson.isObject(arguments)).isTrue());
    unanswered.add(id);
  }

  private void output(JsonNode item) {
    assertThat(unanswered.isEmpty() ? null : unanswered.removeFirst())
        .as("outputs in call order")
        .isEqualTo(item.path("call_id").asText());
    JsonNode output = item.path("output");
    assertThat(output.isTextual() || !output.isEmpty()).as("output").isTrue();
    for (JsonNode part : output) {
      part(part, true);
    }
  }
}
