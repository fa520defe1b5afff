package dev.latchkey.providers.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ModelStream;
import dev.latchkey.providers.net.Network;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.script.Fault;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CancelTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Simulator sim = Simulator.start();
  private final Harness harness = new Harness(sim.baseUrl() + "/v1", CallPolicy.DEFAULT);

  @AfterEach
  void close() {
    harness.close();
    sim.close();
  }

  @Test
  void interruptionEndsTheWaitForAnAnswerAndItsSocket() throws Exception {
    sim.fail(Fault.HANG);
    CompletableFuture<ModelException> failure = new CompletableFuture<>();
    Thread caller = Thread.ofVirtual().start(() -> failure.complete(harness.failure()));
    assertThat(sim.awaitRequests(1, PATIENCE)).isTrue();

    caller.interrupt();

    assertThat(failure.get(5, TimeUnit.SECONDS)).isInstanceOf(ModelException.Cancelled.class);
    assertThat(sim.awaitAbandoned(1, PATIENCE)).isTrue();
  }

  @Test
  void interruptionEndsAStreamAndKeepsTheFlag() throws Exception {
    sim.fail(Fault.HANG_MID_STREAM);
    CountDownLatch reading = new CountDownLatch(1);
    CompletableFuture<ModelEvent> last = new CompletableFuture<>();
    CompletableFuture<Boolean> flag = new CompletableFuture<>();
    Thread caller =
        Thread.ofVirtual()
            .start(() -> {
              try (ModelStream stream = harness.open()) {
                stream.next();
                reading.countDown();
                last.complete(Harness.drain(stream).getLast());
                flag.complete(Thread.currentThread().isInterrupted());
              }
            });
    assertThat(reading.await(5, TimeUnit.SECONDS)).isTrue();

    caller.interrupt();

    assertThat(last.get(5, TimeUnit.SECONDS))
        .isInstanceOfSatisfying(
            ModelEvent.Failed.class,
            failed -> assertThat(failed.cause()).isInstanceOf(ModelException.Cancelled.class));
    assertThat(flag.get(5, TimeUnit.SECONDS)).isTrue();
    assertThat(sim.awaitAbandoned(1, PATIENCE)).isTrue();
  }

  @Test
  @SuppressWarnings("try") // closing early is what is tested
  void closingFromAnotherThreadEndsTheStreamAndItsSocket() throws Exception {
    sim.fail(Fault.HANG_MID_STREAM);
    try (ModelStream stream = harness.open()) {
      CompletableFuture<ModelEvent> last =
          CompletableFuture.supplyAsync(() -> Harness.drain(stream).getLast());

      stream.close();

      assertThat(last.get(5, TimeUnit.SECONDS)).isInstanceOf(ModelEvent.Failed.class);
      assertThat(sim.awaitAbandoned(1, PATIENCE)).isTrue();
    }
  }

  @Test
  void interruptionEndsAWaitForTheNextAttempt() throws Exception {
    HttpGate gate = new HttpGate(CallPolicy.DEFAULT, Pauses.REAL, Network.of(Map.of()));
    sim.fail(Fault.RATE_LIMIT);
    CountDownLatch waiting = new CountDownLatch(1);
    CompletableFuture<Class<?>> failure = new CompletableFuture<>();
    Thread caller =
        Thread.ofVirtual()
            .start(() -> {
              try (gate;
                  ModelStream _ =
                      harness.providerThrough(gate).stream(
                          Harness.request(), (_, _, _) -> waiting.countDown())) {
                failure.complete(Void.class);
              } catch (ModelException e) {
                failure.complete(e.getClass());
              }
            });
    assertThat(waiting.await(5, TimeUnit.SECONDS)).isTrue();

    caller.interrupt();

    assertThat(failure.get(5, TimeUnit.SECONDS)).isEqualTo(ModelException.Cancelled.class);
  }
}
