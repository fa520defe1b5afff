package dev.latchkey.providers.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.FinishReason;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.ModelException;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.script.Fault;
import dev.latchkey.simulator.script.Reply;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RetryTest {
  private final Simulator sim = Simulator.start();
  private final Harness harness = new Harness(sim.baseUrl() + "/v1", CallPolicy.DEFAULT);

  @AfterEach
  void close() {
    harness.close();
    sim.close();
  }

  @Test
  void doublesTheBoundOfItsWaitsUpToTheCapAndGivesUpAfterFiveRetries() {
    sim.enqueue(9, Reply.status(500, "server_error", "broken"));

    ModelException failure = harness.failure();

    assertThat(failure).isInstanceOf(ModelException.Overloaded.class);
    assertThat(failure.failure().attempts()).isEqualTo(6);
    assertThat(harness.waits)
        .containsExactly(seconds(1), seconds(2), seconds(4), seconds(8), seconds(16));
    assertThat(sim.requestCount()).isEqualTo(6);
  }

  @Test
  void waitsARandomPartOfTheBound() {
    harness.luck = 0.25;
    sim.enqueue(Reply.status(503), Reply.text("ok"));

    assertThat(Harness.text(harness.call())).isEqualTo("ok");
    assertThat(harness.waits).containsExactly(Duration.ofMillis(250));
  }

  @Test
  void waitsLongerWhenLimitedWithoutAHint() {
    sim.enqueue(Reply.status(429, "rate_limit_exceeded", "slow down"), Reply.text("ok"));

    harness.call();

    assertThat(harness.retries).containsExactly("1 RateLimited PT4S");
  }

  @ParameterizedTest
  @CsvSource({
    "retry-after,7,PT7S",
    "retry-after,1.5,PT1.5S",
    "retry-after,'Thu, 01 Jan 2026 00:00:09 GMT',PT9S",
    "retry-after,'Wed, 31 Dec 2025 23:59:00 GMT',PT0S",
    "retry-after-ms,350,PT0.35S",
  })
  void waitsAsLongAsTheProviderAsks(String header, String value, Duration expected) {
    harness.luck = 0;
    sim.enqueue(
        Reply.status(429, "rate_limit_exceeded", "slow").header(header, value), Reply.text("ok"));

    harness.call();

    assertThat(harness.waits).containsExactly(expected);
  }

  @Test
  void neverWaitsLongerThanTheCap() {
    sim.enqueue(Reply.status(429, "rate_limit_exceeded", "slow").header("retry-after", "3600"));

    ModelException failure = harness.failure();

    assertThat(((ModelException.RateLimited) failure).after()).isEqualTo(Duration.ofHours(1));
    assertThat(failure.nextStep()).contains("3600 s");
    assertThat(harness.waits).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.INCLUDE,
      names = {
        "UNAUTHORIZED",
        "FORBIDDEN",
        "NOT_FOUND",
        "CONTEXT_OVERFLOW",
        "CONTENT_FILTER",
        "TOO_LARGE",
        "QUOTA",
        "HTML",
        "REFUSE"
      })
  void failsAtOnceWhatAnotherAttemptCannotMend(Fault fault) {
    if (fault == Fault.REFUSE) {
      sim.refuseConnections();
    } else {
      sim.fail(fault);
    }

    assertThat(harness.failure().failure().attempts()).isEqualTo(1);
    assertThat(harness.waits).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.INCLUDE,
      names = {
        "CUT_BEFORE_HEADERS",
        "CUT_AFTER_HEADERS",
        "RESET",
        "WRONG_LENGTH",
        "ERROR_IN_BODY",
        "HTML_ERROR",
        "EMPTY_BODY",
        "NO_CONTENT",
        "NOT_HTTP",
        "RATE_LIMIT",
        "SERVER_ERROR",
        "OVERLOADED",
        "GATEWAY_TIMEOUT"
      })
  void triesAgainWhatMayPass(Fault fault) {
    sim.enqueue(Reply.fault(fault), Reply.text("ok"));

    assertThat(Harness.text(harness.call())).isEqualTo("ok");
    assertThat(harness.retries).hasSize(1);
    assertThat(sim.requestCount()).isEqualTo(2);
  }

  @Test
  void triesAgainAtOnceWhenAnIdleConnectionWasClosed() {
    sim.enqueue(Reply.fault(Fault.CUT_BEFORE_HEADERS), Reply.text("ok"));

    harness.call();

    assertThat(harness.waits).containsExactly(Duration.ZERO);
  }

  @Test
  void triesAgainWhenTheFirstEventIsAnError() {
    sim.enqueue(Reply.answer().text("never").breaking(Fault.ERROR_IN_STREAM, 0), Reply.text("ok"));

    assertThat(Harness.text(harness.call())).isEqualTo("ok");
    assertThat(sim.requestCount()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.INCLUDE,
      names = {"CUT_MID_STREAM", "ERROR_IN_STREAM", "BAD_JSON", "GARBAGE_LINE"})
  // a reset may take back what was sent but not read, so it is no case of this
  void neverTriesAgainOnceSomethingWasShown(Fault fault) {
    sim.enqueue(Reply.text("one two three four five six").breaking(fault, 4), Reply.text("ok"));

    List<ModelEvent> events = harness.call();

    assertThat(events.getLast()).isInstanceOf(ModelEvent.Failed.class);
    assertThat(events).anyMatch(ModelEvent.TextDelta.class::isInstance);
    assertThat(harness.retries).isEmpty();
    assertThat(sim.requestCount()).isEqualTo(1);
  }

  @Test
  void followsTheServersOwnWordOnRetrying() {
    sim.enqueue(
        Reply.status(409, "x", "y").header("x-should-retry", "true"),
        Reply.status(500, "x", "y").header("x-should-retry", "false"));

    assertThat(harness.failure().failure().attempts()).isEqualTo(2);
  }

  @Test
  void triesOnceWhenToldSo() {
    try (Harness once =
        new Harness(sim.baseUrl() + "/v1", CallPolicy.DEFAULT.with().maxRetries(0).build())) {
      sim.fail(Fault.SERVER_ERROR);
      assertThat(once.failure().failure().attempts()).isEqualTo(1);
    }
  }

  @Test
  void endsWithTheSameTerminalEventForEver() {
    sim.enqueue(Reply.text("ok"));
    try (var stream = harness.open()) {
      ModelEvent last = Harness.drain(stream).getLast();
      assertThat(last).isEqualTo(new ModelEvent.Finished(FinishReason.STOP));
      assertThat(stream.next()).isSameAs(last);
    }
  }

  private static Duration seconds(int count) {
    return Duration.ofSeconds(count);
  }
}
