package dev.latchkey.providers.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.providers.ModelException;
import dev.latchkey.simulator.script.Fault;
import dev.latchkey.simulator.script.Reply;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of answers that say no. */
interface RefusalContract {
  Bench bench();

  @ParameterizedTest(name = "{0}, streaming {2}")
  @CsvSource({
    "400,InvalidRequest,true",
    "400,InvalidRequest,false",
    "401,Authentication,true",
    "402,RateLimited,true",
    "403,Permission,true",
    "404,NotFound,true",
    "404,NotFound,false",
    "413,ContextOverflow,true",
    "418,InvalidRequest,true",
    "422,InvalidRequest,true",
  })
  @DisplayName("D6, weak 8: a refusal keeps the provider's words, and is not tried again")
  default void reportsWhatAnotherAttemptCannotMend(int status, String kind, boolean stream) {
    bench().sim.enqueue(Reply.status(status, "odd_code", "Because of the weather."));

    ModelException failure = bench().call(bench().hi().stream(stream)).failed();

    assertThat(failure.getClass().getSimpleName()).isEqualTo(kind);
    assertThat(failure).hasMessageContaining("Because of the weather.");
    assertThat(failure.failure().status()).isEqualTo(status);
    assertThat(failure.failure().attempts()).isEqualTo(1);
    assertThat(failure.failure().body()).contains("Because of the weather.");
    assertThat(failure.failure().requestId()).isNotBlank();
    bench().assertTold(failure);
    assertThat(bench().sim.modelCalls()).hasSize(1);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(ints = {408, 409, 425, 429, 500, 502, 503, 504, 520, 529})
  default void triesAgainWhatMayPass(int status) {
    bench().sim.enqueue(Reply.status(status, "odd_code", "Come back."), Reply.text("ok"));

    assertThat(bench().call().text()).isEqualTo("ok");

    assertThat(bench().retried).hasSize(1);
    assertThat(bench().retried.getFirst().failure().status()).isEqualTo(status);
    assertThat(bench().sim.modelCalls()).hasSize(2);
  }

  @Test
  default void givesUpAfterFiveRetries() {
    bench().sim.enqueue(7, Reply.status(500, "odd_code", "Down."));

    ModelException failure = bench().call().failed();

    assertThat(failure).isInstanceOf(ModelException.Overloaded.class);
    assertThat(failure.failure().attempts()).isEqualTo(6);
    bench().assertTold(failure);
    assertThat(bench().sim.modelCalls()).hasSize(6);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "retry-after,7,7000",
    "retry-after,1.5,1500",
    "retry-after,0,0",
    "retry-after,'Thu, 01 Jan 2026 00:00:09 GMT',9000",
    "retry-after,'Wed, 31 Dec 2025 23:59:00 GMT',0",
    "retry-after-ms,350,350",
  })
  default void waitsAsLongAsTheProviderAsks(String header, String value, long millis) {
    bench()
        .sim
        .enqueue(
            Reply.status(429, "rate_limit_exceeded", "Slow.").header(header, value),
            Reply.text("ok"));

    assertThat(bench().call().text()).isEqualTo("ok");

    assertThat(bench().waits).containsExactly(Duration.ofMillis(millis));
  }

  @Test
  @DisplayName("weak 9: a wait beyond the cap is told instead of waited")
  default void neverWaitsLongerThanTheCap() {
    bench().sim.enqueue(Reply.status(429, "slow", "Slow.").header("retry-after", "3600"));

    ModelException failure = bench().call().failed();

    assertThat(failure.nextStep()).contains("3600 s");
    assertThat(bench().waits).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.INCLUDE,
      names = {"CONTEXT_OVERFLOW", "CONTENT_FILTER", "TOO_LARGE", "QUOTA", "NOT_FOUND"})
  @DisplayName("weak 7, weak 14: permanent trouble is told apart and not retried")
  default void tellsPermanentTroubleApart(Fault fault) {
    bench().sim.fail(fault);

    ModelException failure = bench().call().failed();

    assertThat(failure)
        .isInstanceOf(
            switch (fault) {
              case CONTENT_FILTER -> ModelException.ContentRefused.class;
              case QUOTA -> ModelException.RateLimited.class;
              case NOT_FOUND -> ModelException.NotFound.class;
              default -> ModelException.ContextOverflow.class;
            });
    assertThat(failure.retryable()).isFalse();
    assertThat(bench().sim.modelCalls()).hasSize(1);
    bench().assertTold(failure);
  }
}
