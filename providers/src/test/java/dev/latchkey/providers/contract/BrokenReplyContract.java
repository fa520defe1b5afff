package dev.latchkey.providers.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.ModelException;
import dev.latchkey.simulator.script.Fault;
import dev.latchkey.simulator.script.Reply;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What is made of answers that break or are none. */
interface BrokenReplyContract {
  Bench bench();

  @Test
  default void triesAgainWhenTheFirstEventIsAnError() {
    bench().sim.enqueue(Reply.text("never").breaking(Fault.ERROR_IN_STREAM, 0), Reply.text("ok"));

    assertThat(bench().call().text()).isEqualTo("ok");

    assertThat(bench().retried.getFirst().getMessage()).contains("Simulated");
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.INCLUDE,
      names = {"CUT_MID_STREAM", "ERROR_IN_STREAM", "BAD_JSON", "GARBAGE_LINE"})
  @DisplayName("weak 11: what breaks after text was shown ends once, and repeats nothing")
  default void endsOnceWhenItBreaksInTheMiddle(Fault fault) {
    // a cut overtakes what came just before it: TLS may drop what nobody has read yet
    Duration pace =
        Duration.ofMillis(fault == Fault.CUT_MID_STREAM && bench().row.secure() ? 50 : 0);
    bench()
        .sim
        .enqueue(
            Reply.text("one two three four five six seven")
                .everyChunkAfter(pace)
                .breaking(fault, 6),
            Reply.text("ok"));

    Exchange exchange = bench().call();

    assertThat(exchange.streamedText()).startsWith("one");
    assertThat(exchange.events()).filteredOn(ModelEvent::terminal).hasSize(1);
    bench().assertTold(exchange.failed());
    assertThat(bench().sim.modelCalls()).hasSize(1);
  }

  @Test
  default void tellsThatNobodyListens() {
    bench().sim.refuseConnections();
    bench().sim.dropConnections();

    ModelException failure = bench().call().failed();

    assertThat(failure).isInstanceOf(ModelException.Connection.class);
    assertThat(failure.failure().attempts()).isEqualTo(bench().row.local() ? 1 : 6);
    bench().assertTold(failure);
  }
}
