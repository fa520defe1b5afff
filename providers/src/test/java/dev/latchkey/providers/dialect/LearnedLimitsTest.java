package dev.latchkey.providers.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.providers.CallNotice;
import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.Message;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ModelProvider;
import dev.latchkey.providers.ModelRequest;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.Providers;
import dev.latchkey.providers.RetryListener;
import dev.latchkey.providers.catalogue.Known;
import dev.latchkey.providers.catalogue.Origin;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.script.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How large a model's window is, from what its server says of prompts. */
class LearnedLimitsTest {
  private final Simulator sim = Simulator.start();
  private final Providers providers = Providers.open(CallPolicy.DEFAULT);
  private final List<CallNotice> notices = new ArrayList<>();
  private final RetryListener ear =
      new RetryListener() {
        @Override
        public void retrying(ModelException cause, int attempt, Duration wait) {
          // refusals of long prompts are not retried
        }

        @Override
        public void noticed(CallNotice notice) {
          notices.add(notice);
        }
      };

  @AfterEach
  void close() {
    providers.close();
    sim.close();
  }

  private ModelProvider provider() {
    return providers.connect(ProviderConfig.builder(sim.baseUrl() + "/v1").build());
  }

  private void refused(String words) {
    String body = "{\"error\":{\"message\":\"" + words + "\",\"type\":\"invalid_request_error\"}}";
    sim.enqueue(Reply.http(400, "application/json", body));
    ModelRequest request =
        ModelRequest.builder("gpt-4.1").messages(List.of(Message.user("long"))).build();
    assertThatThrownBy(() -> provider().stream(request, ear))
        .isInstanceOf(ModelException.ContextOverflow.class);
  }

  /** OpenAI, Azure, vLLM, Anthropic, llama.cpp, Ollama, Gemini. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          This model's maximum context length is 8192 tokens. However, you requested 9000 tokens. | 8192
          This model's maximum context length is 16385 tokens, however you requested 20000 tokens | 16385
          This model's maximum context length is 4096 tokens and your request has 5000 input tokens | 4096
          prompt is too long: 210000 tokens > 200000 maximum | 200000
          the request exceeds the available context size (n_ctx=2048 tokens) | 2048
          The input token count (1100000) exceeds the maximum number of tokens allowed (1048576). | 1048576
          """)
  void learnsTheWindowAPromptWasRefusedFor(String words, int window) {
    refused(words);
    refused(words);

    assertThat(provider().facts("gpt-4.1").contextWindow())
        .isEqualTo(new Known<>(window, Origin.LEARNED));
    assertThat(notices)
        .singleElement()
        .satisfies(notice -> {
          assertThat(notice.code()).isEqualTo("limit.learned");
          assertThat(notice.message()).contains(sim.baseUrl(), String.format("%,d", window));
        });
    assertThat(providers.dialects().export().at("/dialects/0/maxContextWindowTokens").asInt())
        .isEqualTo(window);
  }

  @Test
  void learnsThatTheWindowIsLargerThanWasThought() {
    refused("maximum context length is 8192 tokens");

    provider().taken("gpt-4.1", 8000, ear);
    assertThat(notices).hasSize(1);
    provider().taken("gpt-4.1", 9000, ear);

    assertThat(notices).hasSize(2);
    assertThat(notices.getLast().message()).contains("9,000").endsWith("It works.");
    assertThat(provider().facts("gpt-4.1").contextWindow())
        .isEqualTo(new Known<>(9000, Origin.LEARNED));
    provider().taken("gpt-4.1", 9000, ear);
    assertThat(notices).hasSize(2);
  }
}
