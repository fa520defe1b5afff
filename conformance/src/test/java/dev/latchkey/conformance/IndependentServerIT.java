package dev.latchkey.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.conformance.client.NeedsNode;
import dev.latchkey.conformance.client.SessionSpec;
import dev.latchkey.conformance.client.ToolSpec;
import dev.latchkey.conformance.client.TypeScript;
import dev.latchkey.conformance.client.TypeScript.Transport;
import dev.latchkey.conformance.client.TypeScriptClient;
import dev.latchkey.conformance.client.TypeScriptSession;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every wire against a provider that others wrote: what we and our simulator misread alike shows.
 */
@NeedsNode
class IndependentServerIT {
  private static final String GREETING = "Grüße, 世界 👋 — all well?";

  private static TypeScript sdk;
  private static TypeScriptClient client;
  private static String url;

  @BeforeAll
  static void open() throws Exception {
    sdk = TypeScript.start(IndependentServerIT.class);
    url = sdk.play("independent.start", Map.of("answers", answers())).get("url").asText();
    client = sdk.open(Transport.STDIO);
  }

  @AfterAll
  static void close() throws Exception {
    sdk.play("independent.stop", Map.of());
    sdk.close();
  }

  private static List<Map<String, Object>> answers() {
    return List.of(
        answer("greet", null, Map.of("content", GREETING)),
        answer(
            "weather",
            false,
            Map.of(
                "reasoning", "I have to look.", "toolCalls", List.of(call("Rome"), call("Oslo")))),
        answer("weather", true, Map.of("content", "Both are sunny.", "reasoning", "Now I know.")),
        answer(
            "words", false, Map.of("content", "Let me see.", "toolCalls", List.of(call("Bonn")))),
        answer("words", true, Map.of("content", "Seen.")),
        answer(
            "forbidden",
            null,
            Map.of(
                "status",
                401,
                "error",
                Map.of("message", "Bad key", "type", "authentication_error"))));
  }

  private static Map<String, Object> answer(
      String prompt, @Nullable Boolean afterTools, Map<String, Object> response) {
    Map<String, Object> match = new HashMap<>(Map.of("userMessage", prompt));
    if (afterTools != null) {
      match.put("hasToolResult", afterTools);
    }
    return Map.of("match", match, "response", response);
  }

  private static Map<String, Object> call(String city) {
    return Map.of("name", "weather", "arguments", "{\"city\":\"%s\"}".formatted(city));
  }

  static Stream<Arguments> wires() {
    return Stream.of(true, false)
        .flatMap(streaming ->
            Stream.of(
                arguments("gpt-4o", Map.of("baseUrl", url + "/v1"), streaming),
                arguments(
                    "gpt-5",
                    Map.of("baseUrl", url + "/v1", "wireApi", "responses", "apiKey", "k"),
                    streaming),
                arguments(
                    "claude-sonnet-4-5",
                    Map.of("type", "anthropic", "baseUrl", url, "apiKey", "k"),
                    streaming),
                arguments(
                    "gpt-4o",
                    Map.of(
                        "type",
                        "azure",
                        "baseUrl",
                        url,
                        "apiKey",
                        "k",
                        "azure",
                        Map.of("apiVersion", "2024-10-21")),
                    streaming)));
  }

  private static TypeScriptSession session(
      String model, Map<String, Object> provider, boolean streaming) throws Exception {
    return client.create(
        SessionSpec.of(model, provider).streaming(streaming).tool(ToolSpec.weather()));
  }

  @ParameterizedTest
  @MethodSource("wires")
  void answersWithWordsToolsAndReasoning(
      String model, Map<String, Object> provider, boolean streaming) throws Exception {
    TypeScriptSession session = session(model, provider, streaming);

    assertThat(session.ask("greet me")).isEqualTo(GREETING);
    assertThat(session.ask("the weather, please")).isEqualTo("Both are sunny.");
    assertThat(session.ask("words and a tool")).isEqualTo("Seen.");

    assertThat(session.calls())
        .extracting(made -> made.at("/args/city").asText())
        .containsExactlyInAnyOrder("Rome", "Oslo", "Bonn");
    assertThat(session.seen("assistant.message"))
        .extracting(message -> message.at("/data/reasoningText").asText())
        .contains("I have to look.", "Now I know.");
    assertThat(session.seen("session.error")).isEmpty();
    assertThat(session.seen("session.warning")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("wires")
  void tellsWhyAKeyIsRefused(String model, Map<String, Object> provider, boolean streaming)
      throws Exception {
    TypeScriptSession session = session(model, provider, streaming);

    session.send("what is forbidden");

    JsonNode error = session.await("session.error").get("data");
    assertThat(error.get("errorType").asText()).isEqualTo("authentication");
    assertThat(error.get("statusCode").asInt()).isEqualTo(401);
    assertThat(error.get("message").asText()).startsWith("HTTP 401: Bad key. ").contains("apiKey");
  }
}
