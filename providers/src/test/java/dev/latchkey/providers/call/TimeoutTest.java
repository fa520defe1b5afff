package dev.latchkey.providers.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.providers.CallLimits;
import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ModelException.Timeout;
import dev.latchkey.providers.ModelException.Timeout.Phase;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.script.Fault;
import dev.latchkey.simulator.script.Reply;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TimeoutTest {
  private static final Duration SHORT = Duration.ofMillis(250);

  private final Simulator sim = Simulator.start();

  @AfterEach
  void close() {
    sim.close();
  }

  private Harness harness(CallPolicy.Builder policy) {
    return new Harness(sim.baseUrl() + "/v1", policy.maxRetries(0).build());
  }

  private static Phase phase(ModelException failure) {
    assertThat(failure).isInstanceOf(Timeout.class);
    return ((Timeout) failure).phase();
  }

  @Test
  void limitsTheWaitForTheFirstByte() throws InterruptedException {
    try (Harness harness = harness(CallPolicy.DEFAULT.with().firstByte(SHORT))) {
      sim.fail(Fault.HANG);
      assertThat(phase(harness.failure())).isEqualTo(Phase.FIRST_BYTE);

      sim.fail(Fault.HANG_AFTER_HEADERS);
      assertThat(phase(harness.failure())).isEqualTo(Phase.FIRST_BYTE);
      assertThat(sim.awaitAbandoned(2, Duration.ofSeconds(5))).isTrue();
    }
  }

  @Test
  void limitsTheSilenceBetweenChunks() throws InterruptedException {
    try (Harness harness = harness(CallPolicy.DEFAULT.with().betweenChunks(SHORT))) {
      sim.fail(Fault.HANG_MID_STREAM);

      ModelEvent last = harness.call().getLast();

      assertThat(phase(((ModelEvent.Failed) last).cause())).isEqualTo(Phase.BETWEEN_CHUNKS);
      assertThat(sim.awaitAbandoned(1, Duration.ofSeconds(5))).isTrue();
    }
  }

  @DisplayName("weak 10: comments are no answer")
  @Test
  void doesNotTakeEndlessCommentsForAnAnswer() {
    try (Harness harness = harness(CallPolicy.DEFAULT.with().firstByte(SHORT))) {
      sim.fail(Fault.COMMENTS_FOREVER);

      ModelEvent last = harness.call().getLast();

      assertThat(phase(((ModelEvent.Failed) last).cause())).isEqualTo(Phase.BETWEEN_CHUNKS);
    }
  }

  @Test
  void limitsTheWholeCallWhenAsked() {
    try (Harness harness = harness(CallPolicy.DEFAULT.with().turn(SHORT))) {
      sim.enqueue(Reply.text("a b c d e f g h i j").everyChunkAfter(Duration.ofMillis(100)));

      ModelEvent last = harness.call().getLast();

      assertThat(phase(((ModelEvent.Failed) last).cause())).isEqualTo(Phase.TURN);
    }
  }

  @Test
  void startsNoWaitThatTheWholeCallHasNoTimeFor() {
    CallPolicy policy = CallPolicy.DEFAULT.with().turn(Duration.ofSeconds(20)).build();
    try (Harness harness = new Harness(sim.baseUrl() + "/v1", policy)) {
      sim.enqueue(Reply.status(503).header("retry-after", "30"));

      assertThat(phase(harness.failure())).isEqualTo(Phase.TURN);
      assertThat(harness.waits).isEmpty();
    }
  }

  @Test
  void followsTheLimitsOfTheProviderBeforeThoseOfAll() {
    CallLimits own =
        new CallLimits(
            new CallLimits.Timeouts(null, SHORT, null, null),
            new CallLimits.Retries(1, null, null, Duration.ofSeconds(90)));
    ProviderConfig config = ProviderConfig.builder(sim.baseUrl() + "/v1").callLimits(own).build();
    try (Harness harness = new Harness(config, CallPolicy.DEFAULT)) {
      sim.fail(Fault.HANG);
      sim.fail(Fault.HANG);
      assertThat(phase(harness.failure())).isEqualTo(Phase.FIRST_BYTE);
      assertThat(harness.waits).hasSize(1);

      sim.enqueue(Reply.status(503).header("retry-after", "80"), Reply.status(503));
      assertThat(harness.failure()).isInstanceOf(ModelException.Overloaded.class);
      assertThat(harness.waits.getLast()).isGreaterThanOrEqualTo(Duration.ofSeconds(80));
    }
  }
}
