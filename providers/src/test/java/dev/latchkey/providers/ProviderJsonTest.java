package dev.latchkey.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderJsonTest {
  private static final JsonMapper JSON = new JsonMapper();

  private static ProviderConfig read(String json) throws JsonProcessingException {
    return ProviderJson.read(JSON.readTree(json));
  }

  @Test
  void readsEveryField() throws JsonProcessingException {
    ProviderConfig config =
        read(
            """
            {"name":"work","type":"azure","baseUrl":"https://r.openai.azure.com","apiKey":" key ",
             "bearerToken":"token","wireApi":"responses","azure":{"apiVersion":"2024-10-21"},
             "headers":{"x-a":"1"},"modelId":"gpt-5","wireModel":"d","maxPromptTokens":1,
             "maxOutputTokens":2,"maxContextWindowTokens":3,"future":true}
            """);
    assertThat(config)
        .isEqualTo(
            ProviderConfig.builder("https://r.openai.azure.com")
                .name("work")
                .type("azure")
                .apiKey(config.apiKey())
                .bearerToken(config.bearerToken())
                .wireApi("responses")
                .azureApiVersion("2024-10-21")
                .headers(Map.of("x-a", "1"))
                .modelId("gpt-5")
                .wireModel("d")
                .limits(new TokenLimits(1, 2, 3))
                .build());
    assertThat(Objects.requireNonNull(config.apiKey()).reveal()).isEqualTo("key");
    assertThat(config.toString()).doesNotContain("token=token");
  }

  @Test
  void fillsInThePagesDefaults() throws JsonProcessingException {
    assertThat(read("{\"baseUrl\":\"http://x\",\"apiKey\":null}"))
        .isEqualTo(ProviderConfig.builder("http://x").build());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          []|provider must be an object, not array
          {"apiKey":5}|apiKey must be a string, not number
          {"headers":{"x":true}}|headers.x must be a string, not boolean
          {"azure":"2024"}|azure must be an object, not string
          {"maxOutputTokens":1.5}|maxOutputTokens must be a whole number, not number
          """)
  void namesFieldsOfTheWrongType(String json, String problem) {
    ModelException refused =
        catchThrowableOfType(ModelException.InvalidRequest.class, () -> read(json));
    assertThat(refused).hasMessageContaining(problem);
  }
}
