package dev.latchkey.providers.wire.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.wire.Replay;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicErrorTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          error-overloaded.sse,      Overloaded,      true,  overloaded_error
          error-rate-limit.sse,      RateLimited,     true,  rate_limit_error
          error-too-long.sse,        ContextOverflow, false, invalid_request_error
          error-invalid.sse,         InvalidRequest,  false, invalid_request_error
          error-key.sse,             Authentication,  false, authentication_error
          error-permission.sse,      Permission,      false, permission_error
          error-model.sse,           NotFound,        false, not_found_error
          error-api.sse,             Overloaded,      true,  api_error
          error-large.sse,           ContextOverflow, false, request_too_large
          error-credit.sse,          RateLimited,     false, invalid_request_error
          error-filter.sse,          ContentRefused,  false, content_filter
          cut-mid-text.sse,          BadResponse,     true,
          garbage.sse,               BadResponse,     true,
          completions-chunk.sse,     BadResponse,     true,
          document-error.json,       Overloaded,      true,  overloaded_error
          document-completions.json, BadResponse,     true,
          document-empty.json,       BadResponse,     true,
          """)
  void typesWhatWentWrong(String fixture, String type, boolean retryable, String code) {
    Replay replay =
        fixture.endsWith(".sse")
            ? Replay.stream(new AnthropicReader(), "anthropic/" + fixture)
            : Replay.document(new AnthropicReader(), "anthropic/" + fixture);

    ModelException failure = replay.failure();
    assertThat(failure).isNotNull();
    assertThat(failure.getClass().getSimpleName()).isEqualTo(type);
    assertThat(failure.retryable()).isEqualTo(retryable);
    assertThat(failure.failure().code()).isEqualTo(code);
    assertThat(failure.failure().message()).isNotBlank();
    assertThat(replay.events()).noneMatch(ModelEvent::terminal);
  }
}
