package dev.latchkey.runtime.engine;

import static dev.latchkey.runtime.engine.CompactionBench.tokens;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.TokenLimits;
import dev.latchkey.runtime.Session;
import dev.latchkey.simulator.script.Reply;
import dev.latchkey.simulator.traffic.RecordedRequest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Prompts that a provider refuses as too long although nobody knew. */
class ForcedCompactionTest {
  private final CompactionBench bench = new CompactionBench();

  @AfterEach
  void close() {
    bench.close();
  }

  private Session session(ProviderConfig config) {
    return bench.create(bench.options("completions").provider(config));
  }

  private ProviderConfig unknown(String wire) {
    return bench.config(wire).limits(new TokenLimits(null, null, null)).build();
  }

  private void recovers(Session session, Reply refusal) {
    bench.ask(session, "First wish", Reply.text(tokens(4_000)));
    RecordedRequest last = bench.ask(session, "Second", refusal, Reply.text("It fits."));

    assertThat(bench.told.data("session.error")).isEmpty();
    assertThat(bench.told.data("assistant.message").getLast().path("content").asText())
        .isEqualTo("It fits.");
    assertThat(bench.summaryCalls()).hasSize(1);
    assertThat(bench.calls()).hasSize(3);
    assertThat(last.body().toString())
        .contains("SUMMARY of what was done.", "First wish", "Second")
        .doesNotContain(tokens(4_000));
    assertThat(bench.told.only("session.compaction_complete").path("trigger").asText())
        .isEqualTo("context_limit_retry");
    assertThat(bench.provider.violations()).isEmpty();
  }

  /** OpenAI, Azure, vLLM, Ollama, LiteLLM, Gemini behind a gateway, llama.cpp. */
  @DisplayName("weak 14: a prompt that is too long is compacted and asked once more")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | context_length_exceeded | This model's maximum context length is 8192 tokens. However, your messages resulted in 9001 tokens.
          400 | context_length_exceeded | Your input exceeds the context window of this model. Please adjust your input and try again.
          400 | BadRequestError | This model's maximum context length is 4096 tokens and your request has 5000 input tokens (4000 in the messages, 1000 in the completion).
          400 | model_max_prompt_tokens_exceeded | prompt token count of 13001 exceeds the limit of 12000
          400 | api_error | the request exceeds the available context size (n_ctx=2048 tokens)
          500 | api_error | the input length exceeds the context length
          400 | 400 | litellm.ContextWindowExceededError: prompt is too long: 5100 tokens > 4000 maximum
          400 | INVALID_ARGUMENT | The input token count (5000) exceeds the maximum number of tokens allowed (4096).
          413 | request_too_large | Request too large
          """)
  void aRefusedPromptIsCompactedAndAskedOnceMore(int status, String code, String words) {
    recovers(session(unknown("completions")), Reply.status(status, code, words));
  }

  @DisplayName("weak 14: a prompt that is too long is compacted on every wire")
  @ParameterizedTest
  @ValueSource(strings = {"responses", "messages"})
  void onEveryWire(String wire) {
    recovers(
        session(unknown(wire)),
        Reply.status(
            400, "invalid_request_error", "prompt is too long: 5000 tokens > 4000 maximum"));
  }

  @DisplayName("weak 14: also when the answer had begun, as Responses may say it")
  @Test
  void alsoAsAFailedResponse() {
    String failed =
        """
        event: response.failed
        data: {"type":"response.failed","sequence_number":1,"response":{"id":"r","object":"response","status":"failed","error":{"code":"context_length_exceeded","message":"Your input exceeds the context window of this model."},"output":[]}}

        """;
    Session session =
        bench.create(bench.options("responses").provider(unknown("responses")).streaming(true));
    recovers(session, Reply.rawStream(failed));
  }

  @DisplayName("weak 14: also over a WebSocket")
  @Test
  void alsoOverAWebSocket() {
    ProviderConfig config =
        bench
            .config("responses")
            .limits(new TokenLimits(null, null, null))
            .transport("websockets")
            .build();
    Session session = bench.create(bench.options("responses").provider(config).streaming(true));
    recovers(
        session,
        Reply.status(400, "context_length_exceeded", "Your input exceeds the context window."));
    assertThat(bench.calls()).allMatch(RecordedRequest::overSocket);
  }

  @Test
  void itIsToldInOrder() {
    Session session = session(unknown("completions"));
    recovers(session, Reply.status(413, "too_large", "Request too large"));

    List<String> types = bench.told.types();
    int failure = types.indexOf("model.call_failure~");
    assertThat(types.subList(failure, types.size()))
        .containsSubsequence(
            "model.call_failure~",
            "session.compaction_start",
            "assistant.usage~",
            "session.compaction_complete",
            "session.usage_info~",
            "assistant.turn_retry~",
            "session.usage_info~",
            "assistant.message",
            "assistant.turn_end",
            "session.idle~");
    assertThat(bench.told.only("assistant.turn_retry").path("reason").asText())
        .isEqualTo("forced_compaction");
  }

  @DisplayName("weak 14: the limit in the refusal holds from then on")
  @Test
  void theLimitInTheRefusalHoldsFromThenOn() {
    Session session = session(unknown("completions"));
    recovers(
        session,
        Reply.status(
            400, "context_length_exceeded", "This model's maximum context length is 8192 tokens."));
    assertThat(bench.told.data("session.usage_info").getLast().path("tokenLimit").asInt())
        .isEqualTo(8192);

    bench.ask(session, "Third", Reply.text(tokens(5_600)));
    bench.ask(session, "Fourth");
    assertThat(bench.completed(2).path("trigger").asText()).isEqualTo("threshold");
    assertThat(bench.told.data("session.error")).isEmpty();
  }

  @Test
  void aRefusalWithoutNumbersIsRememberedByTheSession() {
    Session session = session(unknown("completions"));
    recovers(session, Reply.status(413, "too_large", "Request too large"));

    JsonNode now = bench.told.data("session.usage_info").getLast();
    assertThat(now.path("tokenLimit").asInt()).isBetween(3_000, 4_000);
  }

  @DisplayName("weak 14: what cannot be shortened is not repeated, and the next step is told")
  @Test
  void whatCannotBeShortenedIsNotRepeated() {
    Session session = session(unknown("completions"));
    bench.ask(session, tokens(9_000), Reply.status(413, "too_large", "Request too large"));

    assertThat(bench.provider.modelCalls()).hasSize(1);
    assertThat(bench.told.only("session.error").path("message").asText())
        .contains("Request too large", "send a shorter message");
    bench.ask(session, "Hello again");
    assertThat(bench.told.data("assistant.message")).hasSize(1);
  }

  @DisplayName("weak 14: asked once more is not asked for ever")
  @Test
  void aSecondRefusalEndsTheRun() {
    Session session = session(unknown("completions"));
    bench.ask(session, "First wish", Reply.text(tokens(4_000)));
    Reply refusal = Reply.status(413, "too_large", "Request too large");
    bench.ask(session, "Second", refusal, refusal);

    assertThat(bench.calls()).hasSize(3);
    assertThat(bench.told.data("session.error")).hasSize(1);
    bench.ask(session, "Third");
    assertThat(bench.told.data("session.error")).hasSize(1);
  }
}
