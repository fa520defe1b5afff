package dev.latchkey.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.Secret;
import dev.latchkey.providers.TokenLimits;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DefaultProviderTest {

  @Test
  void readsEveryVariable() {
    ProviderConfig config =
        provider(
            Map.ofEntries(
                Map.entry("COPILOT_PROVIDER_BASE_URL", " https://host/v1 "),
                Map.entry("COPILOT_PROVIDER_TYPE", "azure"),
                Map.entry("COPILOT_PROVIDER_WIRE_API", "responses"),
                Map.entry("COPILOT_PROVIDER_AZURE_API_VERSION", "2024-10-21"),
                Map.entry("COPILOT_PROVIDER_API_KEY", "k\n"),
                Map.entry("COPILOT_PROVIDER_HEADERS", "A: 1:2\\nno colon\r\na: 3\nB:"),
                Map.entry("COPILOT_PROVIDER_MODEL_ID", "gpt-5"),
                Map.entry("COPILOT_PROVIDER_WIRE_MODEL", "deployment"),
                Map.entry("COPILOT_PROVIDER_MAX_PROMPT_TOKENS", "1000"),
                Map.entry("COPILOT_PROVIDER_MAX_OUTPUT_TOKENS", "100"),
                Map.entry("COPILOT_API_URL", "https://ignored")));

    assertThat(config)
        .usingRecursiveComparison()
        .isEqualTo(
            ProviderConfig.builder("https://host/v1")
                .type("azure")
                .wireApi("responses")
                .azureApiVersion("2024-10-21")
                .apiKey(Secret.of("k"))
                .headers(Map.of("a", "3", "B", ""))
                .modelId("gpt-5")
                .wireModel("deployment")
                .limits(new TokenLimits(1000, 100, null))
                .build());
  }

  @Test
  void fallsBackToTheApiUrlWithAToken() {
    assertThat(provider(Map.of("COPILOT_API_URL", "http://127.0.0.1:1/v1", "GITHUB_TOKEN", "t")))
        .usingRecursiveComparison()
        .isEqualTo(
            ProviderConfig.builder("http://127.0.0.1:1/v1").bearerToken(Secret.of("t")).build());
    assertThat(DefaultProvider.of(Map.of("GITHUB_TOKEN", "t")).provider()).isEmpty();
  }

  @Test
  void namesTheVariableThatIsWrong() {
    assertThatThrownBy(() ->
            provider(Map.of("COPILOT_PROVIDER_BASE_URL", "u", "COPILOT_PROVIDER_TYPE", "OpenAI")))
        .hasMessage(
            "COPILOT_PROVIDER_TYPE is \"OpenAI\"; it must be one of openai, azure, anthropic");
    assertThatThrownBy(() ->
            provider(
                Map.of(
                    "COPILOT_PROVIDER_BASE_URL", "u", "COPILOT_PROVIDER_MAX_OUTPUT_TOKENS", "-1")))
        .hasMessage("COPILOT_PROVIDER_MAX_OUTPUT_TOKENS must be a positive whole number");
  }

  private static ProviderConfig provider(Map<String, String> environment) {
    return DefaultProvider.of(environment).provider().orElseThrow();
  }
}
