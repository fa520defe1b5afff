package dev.latchkey.providers.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersOfRepliesTest {
  private static HttpHeaders headers(String name, String value) {
    return HttpHeaders.of(Map.of(name, List.of(value)), (_, _) -> true);
  }

  @DisplayName("weak 23: the request ids of all providers")
  @ParameterizedTest
  @ValueSource(strings = {"x-request-id", "request-id", "apim-request-id", "x-ms-request-id"})
  void knowsTheNamesOfRequestIds(String name) {
    assertThat(HttpFailures.requestId(headers(name, "r-1"))).isEqualTo("r-1");
  }

  @ParameterizedTest
  @CsvSource({
    "retry-after, 0, PT0S",
    "retry-after, ' 12 ', PT12S",
    "retry-after-ms, 1.5, PT0.002S",
    "retry-after, 'Thu, 01 Jan 2026 00:01:00 GMT', PT1M",
    "retry-after, soon, ",
    "retry-after, -5, ",
    "retry-after, 99999999999999999999, ",
    "x-other, 5, ",
  })
  void readsHowLongToWait(String name, String value, @Nullable Duration expected) {
    assertThat(RetryAfter.in(headers(name, value), Harness.NOW)).isEqualTo(expected);
  }
}
