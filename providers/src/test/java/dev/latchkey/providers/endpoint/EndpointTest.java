package dev.latchkey.providers.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.Quirks;
import dev.latchkey.providers.Secret;
import dev.latchkey.providers.TokenLimits;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTest {
  private static ProviderConfig.Builder config(String type, String baseUrl) {
    return ProviderConfig.builder(baseUrl).type(type);
  }

  private static String url(ProviderConfig.Builder config) {
    return Endpoint.of(config.build()).call("gpt 4/x").toString();
  }

  private static ModelException refused(ProviderConfig.Builder config) {
    return catchThrowableOfType(
        ModelException.InvalidRequest.class, () -> Endpoint.of(config.build()));
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.example.com/v1, https://api.example.com/v1/chat/completions",
    "https://api.example.com/v1/, https://api.example.com/v1/chat/completions",
    "https://api.example.com/v1//, https://api.example.com/v1/chat/completions",
    "https://api.example.com, https://api.example.com/chat/completions",
    "https://api.example.com/v1/v1, https://api.example.com/v1/chat/completions",
    "https://api.example.com/v1/chat/completions, https://api.example.com/v1/chat/completions",
    "https://api.example.com/v1/responses, https://api.example.com/v1/responses",
    "https://api.example.com//v1///chat/completions, https://api.example.com/v1/chat/completions",
    "https://api.example.com/v1?x=1, https://api.example.com/v1/chat/completions?x=1",
    "https://api.example.com/v1#f, https://api.example.com/v1/chat/completions",
    "'  https://api.example.com/v1\n', https://api.example.com/v1/chat/completions",
    "https://u:p@api.example.com/v1, https://api.example.com/v1/chat/completions",
    "https://api.example.com/a%20b/ü, https://api.example.com/a%20b/%C3%BC/chat/completions",
    "https://api.openai.com, https://api.openai.com/v1/chat/completions",
    "http://localhost:11434, http://localhost:11434/v1/chat/completions",
    "http://localhost:11434/api, http://localhost:11434/v1/chat/completions",
    "http://127.0.0.1:1234, http://127.0.0.1:1234/v1/chat/completions",
    "http://[::1]:8000/v1, http://[::1]:8000/v1/chat/completions",
    "https://r.openai.azure.com/openai/v1/, https://r.openai.azure.com/openai/v1/chat/completions",
    "https://r.services.ai.azure.com/models?api-version=1, https://r.services.ai.azure.com/models/chat/completions?api-version=1",
  })
  void placesCompletions(String baseUrl, String expected) {
    assertThat(url(config("openai", baseUrl))).isEqualTo(expected);
  }

  @Test
  void placesResponses() {
    assertThat(url(config("openai", "https://r.openai.azure.com/openai/v1/").wireApi("responses")))
        .isEqualTo("https://r.openai.azure.com/openai/v1/responses");
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.anthropic.com, https://api.anthropic.com/v1/messages",
    "https://api.anthropic.com/, https://api.anthropic.com/v1/messages",
    "https://api.anthropic.com/v1, https://api.anthropic.com/v1/messages",
    "https://api.anthropic.com/v1/v1, https://api.anthropic.com/v1/messages",
    "https://api.anthropic.com/v1/messages, https://api.anthropic.com/v1/messages",
    "https://gw.example.com/anthropic/v1?k=1, https://gw.example.com/anthropic/v1/messages?k=1",
  })
  void placesMessages(String baseUrl, String expected) {
    assertThat(url(config("anthropic", baseUrl).wireApi("responses"))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "https://r.openai.azure.com",
    "https://r.openai.azure.com/",
    "https://r.openai.azure.com/openai",
    "https://r.openai.azure.com/openai/v1/",
    "https://r.openai.azure.com/v1",
    "https://r.openai.azure.com/openai/v1/chat/completions",
  })
  void placesAzureWithAndWithoutVersion(String baseUrl) {
    String host = "https://r.openai.azure.com";
    ProviderConfig.Builder azure = config("azure", baseUrl);
    assertThat(url(azure)).isEqualTo(host + "/openai/v1/chat/completions");
    assertThat(url(azure.wireApi("responses"))).isEqualTo(host + "/openai/v1/responses");
    azure.azureApiVersion("2024-10-21");
    assertThat(url(azure)).isEqualTo(host + "/openai/responses?api-version=2024-10-21");
    assertThat(url(azure.wireApi("completions")))
        .isEqualTo(
            host + "/openai/deployments/gpt%204%2Fx/chat/completions?api-version=2024-10-21");
  }

  @Test
  void takesDeploymentVersionAndPrefixesFromAPastedAzureUrl() {
    String pasted =
        "https://gw.example.com/api/projects/p1/openai/deployments/d1/chat/completions"
            + "?api-version=2024-10-21&k=v";
    assertThat(url(config("azure", pasted)))
        .isEqualTo(
            "https://gw.example.com/api/projects/p1/openai/deployments/d1/chat/completions"
                + "?k=v&api-version=2024-10-21");
    assertThat(url(config("azure", "https://r.openai.azure.com").azureApiVersion("preview")))
        .isEqualTo("https://r.openai.azure.com/openai/v1/chat/completions?api-version=preview");
    assertThat(url(config("azure", "https://r.openai.azure.com").azureApiVersion("v1")))
        .isEqualTo("https://r.openai.azure.com/openai/v1/chat/completions");
  }

  @ParameterizedTest
  @CsvSource({
    "openai, https://a.example.com/v1, https://a.example.com/v1/models",
    "anthropic, https://a.example.com, https://a.example.com/v1/models?limit=1000",
    "azure, https://r.openai.azure.com, https://r.openai.azure.com/openai/v1/models",
  })
  void placesTheListOfModels(String type, String baseUrl, String expected) {
    assertThat(Endpoint.of(config(type, baseUrl).build()).models()).hasToString(expected);
  }

  @DisplayName("weak 6: a wrong address is refused when it is configured")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          openai|''|baseUrl|Set baseUrl
          openai|api.example.com/v1|baseUrl|https://
          openai|localhost:11434/v1|baseUrl|http://
          openai|ftp://a.example.com|baseUrl|http or https
          openai|https://a b/v1|baseUrl|without spaces
          openai|https://my_host/v1|baseUrl|underscore
          openai|http://localhost:<PORT>/v1|baseUrl|foundry service status
          gemini|https://a.example.com|type|"openai"
          """)
  void refusesWhatCannotWorkAndSaysWhatWould(
      String type, String baseUrl, String field, String fix) {
    ModelException refused = refused(config(type, baseUrl));
    assertThat(refused).hasMessageStartingWith("Provider configuration: " + field + " ");
    assertThat(refused.nextStep()).contains(fix);
  }

  @DisplayName("weak 7: mistakes of a configuration fail at once, by name")
  @Test
  void refusesBadFieldsByName() {
    assertThat(refused(config("openai", "https://a.example.com").wireApi("soap")))
        .hasMessageContaining("wireApi \"soap\"");
    assertThat(
            refused(
                config("openai", "https://a.example.com").limits(new TokenLimits(null, 0, null))))
        .hasMessageContaining("maxOutputTokens is 0");
    assertThat(refused(config("openai", "https://a.example.com").bearerToken(Secret.of("Bearer "))))
        .hasMessageContaining("bearerToken");
    assertThat(refused(config("openai", "https://a.example.com").apiKey(Secret.of("se\ncret"))))
        .hasMessageContaining("apiKey")
        .hasMessageNotContaining("cret");
    assertThat(header("bad name", "x")).hasMessageContaining("bad name");
    assertThat(header("Host", "x")).hasMessageContaining("Host");
    assertThat(header("Transfer-Encoding", "chunked")).hasMessageContaining("Transfer-Encoding");
    assertThat(header("x-a", "grün")).hasMessageContaining("headers.x-a");
  }

  private static ModelException header(String name, String value) {
    return refused(config("openai", "https://a.example.com").headers(Map.of(name, value)));
  }

  @ParameterizedTest
  @CsvSource({
    "openai, authorization, Bearer key",
    "azure, api-key, key",
    "anthropic, x-api-key, key",
  })
  void sendsTheKeyTheWayTheTypeWantsAndTheTokenAlwaysAsBearer(
      String type, String header, String value) {
    ProviderConfig.Builder config = config(type, "https://a.example.com").apiKey(Secret.of("key"));
    assertThat(headers(config)).isEqualTo(Map.of(header, value));
    assertThat(headers(config.bearerToken(Secret.of("Bearer token"))))
        .isEqualTo(Map.of("authorization", "Bearer token"));
  }

  @DisplayName("weak 19: one order of headers for all types")
  @Test
  void knowsOneOrderOfHeaders() {
    Endpoint endpoint =
        Endpoint.of(
            config("openai", "https://u:p@a.example.com")
                .apiKey(Secret.of(" "))
                .headers(Map.of("X-A", "provider", "X-B", "provider", "User-Agent", "me"))
                .build());
    assertThat(endpoint.headers(Map.of("user-agent", "wire", "x-w", "wire"), Map.of("x-b", "call")))
        .isEqualTo(
            Map.of(
                "authorization", "Basic dTpw",
                "user-agent", "me",
                "x-a", "provider",
                "x-b", "call",
                "x-w", "wire"));
    assertThat(
            headers(
                config("openai", "https://a.example.com")
                    .apiKey(Secret.of("key"))
                    .headers(Map.of("Authorization", "mine"))))
        .isEqualTo(Map.of("authorization", "mine"));
  }

  private static Map<String, String> headers(ProviderConfig.Builder config) {
    return Endpoint.of(config.build()).headers(Map.of(), Map.of());
  }

  @Test
  void hidesSecrets() {
    Endpoint endpoint =
        Endpoint.of(
            config("openai", "https://user:pass@a.example.com/v1?code=s3cret&api-version=1")
                .apiKey(Secret.of("abcd1234"))
                .headers(Map.of("x-sub-key", "gateway-secret"))
                .build());
    assertThat(endpoint.redactor().url(endpoint.call("m")))
        .isEqualTo("https://a.example.com/v1/chat/completions?code=***&api-version=1");
    assertThat(
            endpoint.redactor().text("key abcd1234, gateway-secret, sk-proj-12345678, user:pass"))
        .isEqualTo("key ***, ***, ***, ***");
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8000, LOOPBACK, true",
    "http://127.0.0.1:11434, OLLAMA, true",
    "http://192.168.1.5:8000, NEARBY, true",
    "http://gpu-box:8000, NEARBY, true",
    "https://api.openai.com, OPENAI, false",
    "https://openrouter.ai/api/v1, OTHER, false",
  })
  void tellsLocalServersFromOthers(String baseUrl, Host host, boolean local) {
    Endpoint endpoint = Endpoint.of(config("openai", baseUrl).build());
    assertThat(endpoint.host()).isEqualTo(host);
    assertThat(endpoint.host().local()).isEqualTo(local);
  }

  @Test
  void knowsWhichServersWantTheNewNameOfTheOutputCap() {
    assertThat(quirks("openai", "https://api.openai.com").outputCap())
        .isEqualTo(Quirks.OutputCap.MAX_COMPLETION_TOKENS);
    assertThat(quirks("azure", "https://r.openai.azure.com").outputCap())
        .isEqualTo(Quirks.OutputCap.MAX_COMPLETION_TOKENS);
    assertThat(quirks("openai", "http://localhost:8000/v1")).isEqualTo(Quirks.DEFAULT);
  }

  private static Quirks quirks(String type, String baseUrl) {
    return Endpoint.of(config(type, baseUrl).build()).quirks();
  }
}
