package dev.latchkey.providers.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitHintTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Rate limit reached for gpt-5. Please try again in 1.5s. | PT1.5S
          Please try again in 20ms. Visit the docs.               | PT0.02S
          Please try again in 1m2.5s.                             | PT1M2.5S
          Please try again in 6m0s                                | PT6M
          Please retry after 20 seconds.                          | PT20S
          Try again in 2 minutes and be patient                   | PT2M
          Try again in 500 milliseconds                           | PT0.5S
          Please try again later.                                 |
          Try again in a few seconds.                             |
          The limit is 20 requests                                |
          """)
  void readsTheWaitInWords(String words, @Nullable Duration wait) {
    assertThat(WaitHint.in(words)).isEqualTo(wait);
  }
}
