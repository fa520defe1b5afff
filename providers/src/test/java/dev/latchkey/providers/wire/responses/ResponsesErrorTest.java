package dev.latchkey.providers.wire.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.wire.Replay;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponsesErrorTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          failed-rate-limit.sse,     RateLimited,     true,  rate_limit_exceeded
          failed-context.sse,        ContextOverflow, false, context_length_exceeded
          failed-server.sse,         Overloaded,      true,  server_error
          error-event.sse,           Overloaded,      true,  server_error
          error-nested.sse,          InvalidRequest,  false, invalid_value
          error-bare.sse,            Authentication,  false, invalid_api_key
          cut-mid-text.sse,          BadResponse,     true,
          garbage.sse,               BadResponse,     true,
          completions-chunk.sse,     BadResponse,     true,
          document-failed.json,      Overloaded,      true,  server_error
          document-error.json,       NotFound,        false, model_not_found
          document-completions.json, BadResponse,     true,
          """)
  void typesWhatWentWrong(String fixture, String type, boolean retryable, String code) {
    Replay replay =
        fixture.endsWith(".sse")
            ? Replay.stream(new ResponsesReader(), "responses/" + fixture)
            : Replay.document(new ResponsesReader(), "responses/" + fixture);

    ModelException failure = replay.failure();
    assertThat(failure).isNotNull();
    assertThat(failure.getClass().getSimpleName()).isEqualTo(type);
    assertThat(failure.retryable()).isEqualTo(retryable);
    assertThat(failure.failure().code()).isEqualTo(code);
    assertThat(failure.failure().message()).isNotBlank();
    assertThat(replay.events()).noneMatch(ModelEvent::terminal);
  }

  @Test
  void waitsAsLongAsTheWordsSay() {
    Replay replay = Replay.stream(new ResponsesReader(), "responses/failed-rate-limit.sse");

    assertThat(replay.failure())
        .isInstanceOfSatisfying(
            ModelException.RateLimited.class,
            limited -> assertThat(limited.after()).isEqualTo(Duration.ofMillis(1500)));
  }
}
