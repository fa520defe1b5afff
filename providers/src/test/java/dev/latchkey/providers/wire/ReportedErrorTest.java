package dev.latchkey.providers.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.providers.ModelException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportedErrorTest {
  private static void reads(
      String body,
      String message,
      @Nullable String code,
      @Nullable String type,
      @Nullable Integer status) {
    assertThat(ReportedError.ofBody(body))
        .isEqualTo(new ReportedError(message, code, type, status));
  }

  @DisplayName("weak 8: errors in any shape keep their words")
  @Test
  void readsOpenAiAndAzure() {
    reads(
        "{\"error\":{\"message\":\"No\",\"type\":\"invalid_request_error\",\"code\":\"model_not_found\"}}",
        "No",
        "model_not_found",
        "invalid_request_error",
        null);
    reads(
        "{\"error\":{\"code\":\"404\",\"message\":\"Resource not found\"}}",
        "Resource not found",
        "404",
        null,
        404);
    reads("{\"statusCode\":401,\"message\":\"Access denied\"}", "Access denied", null, null, 401);
  }

  @Test
  void namesWhatAFilterFound() {
    reads(
        "{\"error\":{\"code\":\"content_filter\",\"message\":\"Filtered.\",\"innererror\":"
            + "{\"content_filter_result\":{\"hate\":{\"filtered\":true,\"severity\":\"high\"},"
            + "\"violence\":{\"filtered\":false,\"severity\":\"low\"},"
            + "\"jailbreak\":{\"filtered\":true,\"detected\":true}}}}}",
        "Filtered. (filtered: hate high, jailbreak)",
        "content_filter",
        null,
        null);
  }

  @Test
  void readsAnthropic() {
    reads(
        "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}",
        "Overloaded",
        "overloaded_error",
        "overloaded_error",
        null);
  }

  @Test
  void readsGemini() {
    reads(
        "[{\"error\":{\"code\":429,\"message\":\"Slow down\",\"status\":\"RESOURCE_EXHAUSTED\"}}]",
        "Slow down",
        "RESOURCE_EXHAUSTED",
        "RESOURCE_EXHAUSTED",
        429);
  }

  @Test
  void readsErrorsThatAreStrings() {
    reads("{\"error\":\"model 'x' not found\"}", "model 'x' not found", null, null, null);
    reads("{\"detail\":\"Not Found\"}", "Not Found", null, null, null);
    reads("{\"object\":\"error\",\"message\":\"Bad\",\"code\":400}", "Bad", null, null, 400);
    reads(
        "{\"error\":\"invalid_token\",\"error_description\":\"Expired\"}",
        "Expired",
        null,
        null,
        null);
  }

  @Test
  void readsLists() {
    reads(
        "{\"detail\":[{\"loc\":[\"body\",\"n\"],\"msg\":\"field required\"}]}",
        "[\"body\",\"n\"] field required",
        null,
        "validation_error",
        null);
    reads("{\"errors\":[{\"message\":\"a\"},\"b\"]}", "a; b", null, null, null);
    reads(
        "{\"object\":\"error\",\"message\":{\"detail\":[{\"loc\":[\"body\"],\"msg\":\"extra\"}]}}",
        "[\"body\"] extra",
        null,
        null,
        null);
  }

  @Test
  void readsTheWordsOfTheProviderBehindAGateway() {
    reads(
        "{\"error\":{\"message\":\"Provider returned error\",\"code\":400,\"metadata\":{\"raw\":\"too long\"}}}",
        "Provider returned error: too long",
        null,
        null,
        400);
  }

  @Test
  void readsTextAndHtml() {
    reads("upstream connect error\n", "upstream connect error", null, null, null);
    reads(
        "<html><head><title>502 Bad\n Gateway</title></head></html>",
        "502 Bad Gateway",
        null,
        null,
        null);
    reads("<p>No <b>way</b></p>", "No way", null, null, null);
    reads("", "", null, null, null);
    reads("{broken", "{broken", null, null, null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          This model's maximum context length is 8192 tokens, however you requested 9000
          prompt is too long: 210000 tokens > 200000 maximum
          input length and `max_tokens` exceed context limit: 199000 + 21333 > 200000
          the request exceeds the available context size, try increasing it
          The input token count (1200000) exceeds the maximum number of tokens allowed (1048576)
          Trying to keep the first 9000 tokens when context the overflows
          Please reduce the length of the messages or completion
          Requested token count exceeds the model's maximum context length of 131072 tokens
          Your input exceeds the context window of this model
          prompt token count of 140000 exceeds the limit of 128000 tokens
          Input is too long for requested model.
          """)
  void recognisesOverflowInAllWordings(String words) {
    assertThat(ErrorClasses.of(ReportedError.ofText(words), 400, null))
        .isInstanceOf(ModelException.ContextOverflow.class);
  }

  @ParameterizedTest
  @CsvSource({
    "400,InvalidRequest",
    "401,Authentication",
    "402,RateLimited",
    "403,Permission",
    "404,NotFound",
    "405,InvalidRequest",
    "408,Overloaded",
    "413,ContextOverflow",
    "422,InvalidRequest",
    "429,RateLimited",
    "500,Overloaded",
    "501,InvalidRequest",
    "529,Overloaded"
  })
  void classifiesByStatus(int status, String kind) {
    ModelException failure = ErrorClasses.of(ReportedError.ofText("x"), status, null);
    assertThat(failure.getClass().getSimpleName()).isEqualTo(kind);
    assertThat(failure.failure().message()).isEqualTo("HTTP " + status + ": x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"error":{"code":"insufficient_quota","message":"You exceeded your current quota"}}|429|RateLimited|false
          {"error":{"code":"rate_limit_exceeded","message":"slow"}}|429|RateLimited|true
          {"error":{"type":"invalid_request_error","message":"Your credit balance is too low"}}|400|RateLimited|false
          {"error":{"code":"content_filter","message":"filtered"}}|400|ContentRefused|false
          {"error":{"code":"model_not_found","message":"no"}}|400|NotFound|false
          {"error":{"type":"overloaded_error","message":"busy"}}|0|Overloaded|true
          {"error":{"type":"authentication_error","message":"bad key"}}|0|Authentication|false
          {"error":{"type":"invalid_request_error","message":"bad field"}}|0|InvalidRequest|false
          {"error":{"code":"rate_limit_exceeded","message":"slow"}}|0|RateLimited|true
          {"error":{"code":"server_error","message":"oops"}}|0|Overloaded|true
          """)
  void classifiesByWords(String body, int status, String kind, boolean retryable) {
    ModelException failure =
        ErrorClasses.of(ReportedError.ofBody(body), status == 0 ? null : status, null);
    assertThat(failure.getClass().getSimpleName()).isEqualTo(kind);
    assertThat(failure.retryable()).isEqualTo(retryable);
  }
}
