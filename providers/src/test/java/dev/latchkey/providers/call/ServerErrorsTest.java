package dev.latchkey.providers.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.ModelException;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.script.ServerError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What Ollama, vLLM and LiteLLM really send becomes the right failure, with their words. */
class ServerErrorsTest {
  private final Simulator server = Simulator.start();
  private final Harness harness =
      new Harness(server.baseUrl() + "/v1", CallPolicy.DEFAULT.with().maxRetries(1).build());

  @AfterEach
  void close() {
    harness.close();
    server.close();
  }

  private ModelException failure(ServerError error) {
    server.onRequest(_ -> error.reply("m"));
    return harness.failure();
  }

  @DisplayName("D6, weak 7: servers with words of their own")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "OLLAMA_NO_MODEL | NotFound | 1 | model 'm' not found | latchkey models",
        "OLLAMA_NO_TOOLS | InvalidRequest | 1 | does not support tools | can call tools",
        "OLLAMA_NO_MEMORY | Overloaded | 2 | more system memory | x",
        "OLLAMA_CRASHED | Overloaded | 2 | exit status 2 | x",
        "OLLAMA_BUSY | Overloaded | 2 | maximum pending requests | x",
        "VLLM_TOO_LONG_FLAT | ContextOverflow | 1 | 4096 tokens | compact",
        "VLLM_TOO_LONG | ContextOverflow | 1 | 4096 tokens | compact",
        "VLLM_NO_MODEL | NotFound | 1 | does not exist | latchkey models",
        "VLLM_NO_TOOLS | InvalidRequest | 1 | tool choice | --enable-auto-tool-choice",
        "VLLM_DEAD | Overloaded | 2 | EngineCore | x",
        "LITELLM_BAD_KEY | Authentication | 1 | Invalid proxy server token | apiKey",
        "LITELLM_MODEL_DENIED | Permission | 1 | key not allowed | x",
        "LITELLM_NO_MODEL | NotFound | 1 | Invalid model name | latchkey models",
        "LITELLM_TOO_LONG | ContextOverflow | 1 | 8192 tokens | compact",
        "LITELLM_RATE_LIMIT | RateLimited | 2 | Rate limit reached | x",
        "LITELLM_BUDGET | RateLimited | 1 | Budget has been exceeded | x",
      })
  void becomeTheRightFailure(
      ServerError error, String kind, int requests, String words, String step) {
    ModelException failure = failure(error);

    assertThat(failure.getClass().getSimpleName() + " " + server.requestCount())
        .isEqualTo(kind + " " + requests);
    assertThat(failure.failure().message()).contains(words);
    assertThat(failure.failure().status()).isEqualTo(error.status());
    assertThat(failure.nextStep()).contains(step.equals("x") ? "" : step);
  }

  @ParameterizedTest
  @EnumSource(ServerError.class)
  void alwaysNameAStep(ServerError error) {
    assertThat(failure(error).nextStep()).isNotBlank();
  }
}
