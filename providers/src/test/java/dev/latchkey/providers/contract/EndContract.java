package dev.latchkey.providers.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ModelException.Timeout;
import dev.latchkey.providers.ModelException.Timeout.Phase;
import dev.latchkey.providers.ModelStream;
import dev.latchkey.simulator.script.Fault;
import dev.latchkey.simulator.script.Reply;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Calls end when their caller or their limits say so, down to the socket. */
interface EndContract {
  /**
   * Nothing that hangs takes less, so the length is free; but a socket must have opened by then.
   */
  private Duration limit() {
    return Duration.ofMillis(bench().row.socket() ? 800 : 40);
  }

  /** An answer that stops after its first words. */
  Reply STUCK = Reply.text("one two three four five six seven").breaking(Fault.HANG_MID_STREAM, 6);

  Bench bench();

  private static Phase phase(ModelException failure) {
    assertThat(failure).isInstanceOf(Timeout.class);
    return ((Timeout) failure).phase();
  }

  private void assertSocketClosed() throws InterruptedException {
    assertThat(bench().sim.awaitAbandoned(1, Bench.PATIENCE)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.INCLUDE,
      names = {"HANG", "HANG_AFTER_HEADERS"})
  @DisplayName("D4, weak 10: the wait for the first byte has a limit")
  default void limitsTheWaitForTheFirstByte(Fault fault) throws InterruptedException {
    bench().sim.fail(fault);

    ModelException failure =
        bench().callWithin(CallPolicy.DEFAULT.with().firstByte(limit())).failed();

    assertThat(phase(failure)).isEqualTo(Phase.FIRST_BYTE);
    bench().assertTold(failure);
    assertSocketClosed();
  }

  @Test
  @DisplayName("D4, weak 10: silence inside a reply has a limit")
  default void limitsTheSilenceInAReply() throws InterruptedException {
    bench().sim.enqueue(STUCK);

    ModelException failure =
        bench().callWithin(CallPolicy.DEFAULT.with().betweenChunks(limit())).failed();

    assertThat(phase(failure)).isEqualTo(Phase.BETWEEN_CHUNKS);
    bench().assertTold(failure);
    assertSocketClosed();
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.INCLUDE,
      names = {"HANG", "HANG_AFTER_HEADERS", "HANG_MID_STREAM"})
  @DisplayName("D5: an abort reaches the provider's socket")
  default void endsWhenInterrupted(Fault fault) throws Exception {
    bench().sim.fail(fault);
    CompletableFuture<ModelException> ended = new CompletableFuture<>();
    Thread caller = Thread.ofVirtual().start(() -> ended.complete(bench().call().failed()));
    assertThat(bench().awaitCall()).isTrue();

    caller.interrupt();

    assertThat(ended.get(10, TimeUnit.SECONDS)).isInstanceOf(ModelException.Cancelled.class);
    assertSocketClosed();
  }

  @Test
  @DisplayName("D5: closing a stream closes its socket")
  default void closesItsSocket() throws InterruptedException {
    bench().sim.enqueue(STUCK);

    try (ModelStream stream = bench().open(bench().hi().build())) {
      stream.next();
    }

    assertSocketClosed();
  }
}
