package dev.latchkey.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.conformance.client.NeedsNode;
import dev.latchkey.conformance.client.NodeDriver;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.junit.SimulatorExtension;
import dev.latchkey.simulator.script.Finish;
import dev.latchkey.simulator.script.Reply;
import dev.latchkey.simulator.script.Usage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The simulator is what the providers' own clients take for their provider. */
@NeedsNode
@ExtendWith(SimulatorExtension.class)
class ProvidersClientsIT {
  private static final Map<String, Object> CITY =
      Map.of(
          "type",
          "object",
          "properties",
          Map.of("city", Map.of("type", "string")),
          "required",
          List.of("city"),
          "additionalProperties",
          false);

  private static NodeDriver node;

  @BeforeAll
  static void open() throws Exception {
    node = NodeDriver.start();
  }

  @AfterAll
  static void close() throws Exception {
    node.close();
  }

  private static JsonNode play(String part, Simulator simulator, Map<String, ?> body)
      throws Exception {
    return node.play("providers." + part, Map.of("url", simulator.baseUrl(), "body", body));
  }

  private static Map<String, Object> asked(String prompt) {
    return Map.of("model", "m", "messages", List.of(Map.of("role", "user", "content", prompt)));
  }

  private static Map<String, Object> with(Map<String, Object> body, String field, Object value) {
    Map<String, Object> more = new HashMap<>(body);
    more.put(field, value);
    return more;
  }

  private static Reply weather() {
    return Reply.answer()
        .reasoning("Hm.")
        .text("Let me see.")
        .toolCall("weather", "{\"city\":\"Rome\"}")
        .toolCall("weather", "{\"city\":\"Oslo\"}")
        .usage(Usage.of(20, 5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"completion", "completionStream", "deployment"})
  void completions(String part, Simulator simulator) throws Exception {
    simulator.enqueue(weather());
    Map<String, Object> body =
        with(
            asked("How is it?"),
            "tools",
            List.of(
                Map.of(
                    "type",
                    "function",
                    "function",
                    Map.of("name", "weather", "parameters", CITY))));

    JsonNode answer = play(part, simulator, body);

    JsonNode choice = answer.at("/choices/0");
    assertThat(choice.at("/finish_reason").asText()).isEqualTo("tool_calls");
    assertThat(choice.at("/message/content").asText()).isEqualTo("Let me see.");
    assertThat(choice.at("/message/tool_calls"))
        .extracting(call -> call.at("/function/arguments").asText())
        .containsExactly("{\"city\":\"Rome\"}", "{\"city\":\"Oslo\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"response", "responseStream", "responseSocket"})
  void responses(String part, Simulator simulator) throws Exception {
    simulator.enqueue(weather());
    Map<String, Object> body =
        Map.of(
            "model",
            "m",
            "input",
            List.of(Map.of("role", "user", "content", "How is it?")),
            "tools",
            List.of(
                Map.of("type", "function", "name", "weather", "parameters", CITY, "strict", true)));

    JsonNode answer = play(part, simulator, body);

    assertThat(answer.get("status").asText()).isEqualTo("completed");
    assertThat(answer.get("output"))
        .extracting(item -> item.get("type").asText())
        .containsExactly("reasoning", "message", "function_call", "function_call");
    assertThat(answer.at("/output/1/content/0/text").asText()).isEqualTo("Let me see.");
    assertThat(answer.at("/output/3/arguments").asText()).isEqualTo("{\"city\":\"Oslo\"}");
    assertThat(answer.at("/usage/total_tokens").asInt()).isEqualTo(25);
  }

  @ParameterizedTest
  @ValueSource(strings = {"message", "messageStream"})
  void messages(String part, Simulator simulator) throws Exception {
    simulator.enqueue(weather());
    Map<String, Object> body =
        with(
            with(asked("How is it?"), "max_tokens", 100),
            "tools",
            List.of(Map.of("name", "weather", "input_schema", CITY)));

    JsonNode answer = play(part, simulator, body);

    assertThat(answer.get("stop_reason").asText()).isEqualTo("tool_use");
    assertThat(answer.get("content"))
        .extracting(block -> block.get("type").asText())
        .containsExactly("thinking", "text", "tool_use", "tool_use");
    assertThat(answer.at("/content/3/input/city").asText()).isEqualTo("Oslo");
    assertThat(answer.at("/usage/output_tokens").asInt()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"completion", "completionStream", "message", "messageStream"})
  void refusals(String part, Simulator simulator) throws Exception {
    simulator.enqueue(Reply.status(429).header("retry-after", "0"));

    JsonNode failure = play(part, simulator, with(asked("Hello"), "max_tokens", 10));

    assertThat(failure.get("failed").asText()).isEqualTo("RateLimitError");
    assertThat(failure.get("status").asInt()).isEqualTo(429);
  }

  @Test
  void answersThatWereCutOff(Simulator simulator) throws Exception {
    simulator.enqueue(
        Reply.text("This goes").finish(Finish.LENGTH), Reply.text("on").finish(Finish.LENGTH));

    JsonNode response = play("response", simulator, Map.of("model", "m", "input", "Tell"));
    JsonNode message = play("message", simulator, with(asked("Tell"), "max_tokens", 10));

    assertThat(response.at("/incomplete_details/reason").asText()).isEqualTo("max_output_tokens");
    assertThat(message.get("stop_reason").asText()).isEqualTo("max_tokens");
  }

  @Test
  void listsOfModels(Simulator simulator) throws Exception {
    JsonNode models = play("models", simulator, Map.of());

    assertThat(models.at("/openai/0").asText()).isEqualTo("simulated-1");
    assertThat(models.at("/anthropic/0").asText()).isEqualTo("simulated-1");
  }
}
