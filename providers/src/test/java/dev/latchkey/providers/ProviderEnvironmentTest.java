package dev.latchkey.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.latchkey.providers.net.NetworkOptions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProviderEnvironmentTest {
  private static ProviderEnvironment.Default read(String... pairs) {
    return ProviderEnvironment.read(map(pairs)).orElseThrow();
  }

  private static Map<String, String> map(String... pairs) {
    Map<String, String> variables = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      variables.put(pairs[i], pairs[i + 1]);
    }
    return variables;
  }

  private static String revealed(@Nullable Secret secret) {
    return Objects.requireNonNull(secret).reveal();
  }

  private static String refused(String... pairs) {
    ModelException refused =
        catchThrowableOfType(
            ModelException.InvalidRequest.class, () -> ProviderEnvironment.read(map(pairs)));
    return String.valueOf(refused.getMessage());
  }

  @Test
  void isEmptyWhenNothingIsSet() {
    assertThat(ProviderEnvironment.read(map("COPILOT_MODEL", "m", "GITHUB_TOKEN", "t"))).isEmpty();
    assertThat(ProviderEnvironment.read(map("COPILOT_PROVIDER_BASE_URL", " "))).isEmpty();
  }

  @Test
  void readsEveryVariable() {
    ProviderEnvironment.Default read =
        read(
            "COPILOT_PROVIDER_BASE_URL", "https://r.openai.azure.com",
            "COPILOT_PROVIDER_TYPE", "azure",
            "COPILOT_PROVIDER_WIRE_API", "responses",
            "COPILOT_PROVIDER_AZURE_API_VERSION", "2024-10-21",
            "COPILOT_PROVIDER_API_KEY", "key\n",
            "COPILOT_PROVIDER_BEARER_TOKEN", "token",
            "COPILOT_PROVIDER_HEADERS", "X-A: 1\\nX-B: a:b\r\nX-A: 2",
            "COPILOT_PROVIDER_MODEL_ID", "gpt-5",
            "COPILOT_PROVIDER_WIRE_MODEL", "deployment",
            "COPILOT_PROVIDER_MAX_PROMPT_TOKENS", "1000",
            "COPILOT_PROVIDER_MAX_OUTPUT_TOKENS", "200",
            "COPILOT_PROVIDER_MAX_CONTEXT_WINDOW_TOKENS", "2000",
            "COPILOT_MODEL", "shown");
    ProviderConfig config = read.config();
    assertThat(revealed(config.apiKey())).isEqualTo("key");
    assertThat(revealed(config.bearerToken())).isEqualTo("token");
    assertThat(config)
        .isEqualTo(
            ProviderConfig.builder("https://r.openai.azure.com")
                .type("azure")
                .wireApi("responses")
                .azureApiVersion("2024-10-21")
                .apiKey(config.apiKey())
                .bearerToken(config.bearerToken())
                .headers(Map.of("X-A", "2", "X-B", "a:b"))
                .modelId("gpt-5")
                .wireModel("deployment")
                .limits(new TokenLimits(1000, 200, 2000))
                .network(NetworkOptions.DEFAULT.asTrusted())
                .build());
    assertThat(read.model()).isEqualTo("shown");
  }

  @Test
  void namesTheModelOnTheWireByTheMostSpecificVariable() {
    String url = "COPILOT_PROVIDER_BASE_URL";
    assertThat(wire(read(url, "http://x", "COPILOT_MODEL", "a"))).isEqualTo("a");
    assertThat(wire(read(url, "http://x", "COPILOT_PROVIDER_MODEL_ID", "b"))).isEqualTo("b");
    assertThat(wire(read(url, "http://x", "COPILOT_MODEL", "a", "COPILOT_PROVIDER_MODEL_ID", "b")))
        .isEqualTo("a");
    assertThat(
            wire(read(url, "http://x", "COPILOT_MODEL", "a", "COPILOT_PROVIDER_WIRE_MODEL", "c")))
        .isEqualTo("c");
    assertThat(read(url, "http://x").model()).isNull();
  }

  private static @Nullable String wire(ProviderEnvironment.Default read) {
    return read.config().wireName(read.model());
  }

  @Test
  void fallsBackToTheApiUrlWithTheFirstTokenThere() {
    ProviderEnvironment.Default read =
        read(
            "COPILOT_API_URL", "http://127.0.0.1:9/v1",
            "COPILOT_SDK_AUTH_TOKEN", "sdk",
            "GITHUB_TOKEN", "gh",
            "COPILOT_MODEL", "m");
    assertThat(revealed(read.config().bearerToken())).isEqualTo("sdk");
    assertThat(read.model()).isEqualTo("m");
    assertThat(
            revealed(
                read("COPILOT_API_URL", "http://x", "GITHUB_TOKEN", "gh").config().bearerToken()))
        .isEqualTo("gh");
  }

  @Test
  void refusesHalfAConfigurationAndBadValues() {
    assertThat(refused("COPILOT_PROVIDER_API_KEY", "secret"))
        .contains("COPILOT_PROVIDER_API_KEY is set but COPILOT_PROVIDER_BASE_URL is not")
        .doesNotContain("secret");
    assertThat(
            refused(
                "COPILOT_PROVIDER_BASE_URL", "http://x", "COPILOT_PROVIDER_MAX_OUTPUT_TOKENS", "0"))
        .contains("COPILOT_PROVIDER_MAX_OUTPUT_TOKENS");
    assertThat(refused("COPILOT_PROVIDER_BASE_URL", "http://x", "COPILOT_PROVIDER_HEADERS", "nope"))
        .contains("COPILOT_PROVIDER_HEADERS");
  }

  @Test
  void readsWhatHasNoVariableOfItsOwnFromOne() {
    ProviderConfig config =
        read(
                "COPILOT_PROVIDER_BASE_URL", "http://x",
                "COPILOT_PROVIDER_PROXY", "direct",
                "COPILOT_PROVIDER_API_KEY", "k",
                "COPILOT_PROVIDER_LATCHKEY",
                    "{\"extraQuery\":{\"a\":\"b\"},\"credential\":{\"env\":\"NOT_USED\"},"
                        + "\"network\":{\"proxy\":\"http://p:1\",\"caFile\":\"/ca.pem\"},"
                        + "\"limits\":{\"retries\":{\"max\":9}}}",
                "NOT_USED", "other")
            .config();

    assertThat(config.extension().extraQuery().path("a").asText()).isEqualTo("b");
    assertThat(config.callLimits().retries().max()).isEqualTo(9);
    // what has a variable of its own wins
    assertThat(config.network())
        .isEqualTo(new NetworkOptions("direct", Path.of("/ca.pem"), null, null).asTrusted());
    assertThat(config.credential()).isNull();
    assertThat(refused("COPILOT_PROVIDER_BASE_URL", "http://x", "COPILOT_PROVIDER_LATCHKEY", "{x"))
        .contains("COPILOT_PROVIDER_LATCHKEY is no JSON");
    assertThat(refused("COPILOT_PROVIDER_LATCHKEY", "{}")).contains("BASE_URL is not");
  }
}
