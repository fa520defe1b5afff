package dev.latchkey.providers.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.Message;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ModelStream;
import dev.latchkey.providers.Transport;
import dev.latchkey.providers.courier.MessageSocket;
import dev.latchkey.providers.net.Errand;
import dev.latchkey.providers.net.NetworkOptions;
import dev.latchkey.providers.net.Purpose;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.script.Fault;
import dev.latchkey.simulator.script.Reply;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Time limits and cancellation of calls over a socket. */
class SocketLimitsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration SHORT = Duration.ofMillis(400);

  private final Simulator sim = Simulator.start();

  @AfterEach
  void close() {
    sim.close();
  }

  @Test
  void endsTheWaitForAFirstMessageAndTriesOverHttp() {
    CallPolicy policy = CallPolicy.DEFAULT.with().firstByte(SHORT).build();
    try (SocketHarness session = new SocketHarness(sim, policy)) {
      sim.enqueue(Reply.fault(Fault.HANG), Reply.text("Done."));

      assertThat(session.ask("First?")).isEqualTo("Done.");

      assertThat(session.waits.retries).containsExactly("1 Timeout PT1S");
      assertThat(session.transport()).isEqualTo(Transport.HTTP);
    }
  }

  @Test
  void endsAReplyThatStopsComing() {
    CallPolicy policy = CallPolicy.DEFAULT.with().betweenChunks(SHORT).build();
    try (SocketHarness session = new SocketHarness(sim, policy)) {
      sim.enqueue(Reply.text("one two").breaking(Fault.HANG_MID_STREAM, 6));
      session.conversation.add(Message.user("Count."));
      try (ModelStream stream = session.open()) {
        assertThat(Harness.drain(stream).getLast())
            .isInstanceOfSatisfying(
                ModelEvent.Failed.class,
                failed -> assertThat(failed.cause()).isInstanceOf(ModelException.Timeout.class));
      }
    }
  }

  @Test
  void endsAWholeCallThatTakesTooLong() {
    CallPolicy policy = CallPolicy.DEFAULT.with().turn(SHORT).build();
    try (SocketHarness session = new SocketHarness(sim, policy)) {
      sim.enqueue(Reply.fault(Fault.HANG));
      session.conversation.add(Message.user("Count."));
      assertThat(Harness.thrown(session::open))
          .isInstanceOfSatisfying(
              ModelException.Timeout.class,
              timeout -> assertThat(timeout.phase()).isEqualTo(ModelException.Timeout.Phase.TURN));
    }
  }

  @Test
  void interruptionClosesTheSocketAtOnce() throws Exception {
    try (SocketHarness session = new SocketHarness(sim)) {
      sim.enqueue(Reply.text("one two").breaking(Fault.HANG_MID_STREAM, 6));
      session.conversation.add(Message.user("Count."));
      CountDownLatch reading = new CountDownLatch(1);
      CompletableFuture<ModelEvent> last = new CompletableFuture<>();
      Thread caller =
          Thread.ofVirtual()
              .start(() -> {
                try (ModelStream stream = session.open()) {
                  stream.next();
                  reading.countDown();
                  last.complete(Harness.drain(stream).getLast());
                }
              });
      assertThat(reading.await(5, TimeUnit.SECONDS)).isTrue();

      caller.interrupt();

      assertThat(last.get(5, TimeUnit.SECONDS))
          .isInstanceOfSatisfying(
              ModelEvent.Failed.class,
              failed -> assertThat(failed.cause()).isInstanceOf(ModelException.Cancelled.class));
      assertThat(sim.awaitAbandoned(1, PATIENCE)).isTrue();
      assertThat(sim.awaitOpenSockets(0, PATIENCE)).isTrue();
      // until the stream is closed its call is under way, and another one goes over HTTP
      assertThat(caller.join(Duration.ofSeconds(5))).isTrue();

      sim.enqueue(Reply.text("Again."));
      assertThat(session.answer()).isEqualTo("Again.");
      assertThat(session.transport()).isEqualTo(Transport.WEBSOCKETS);
    }
  }

  @Test
  void aSocketThatIdlesTooLongIsClosed() throws Exception {
    try (SocketHarness session = new SocketHarness(sim)) {
      HttpRequest opening =
          HttpRequest.newBuilder(URI.create(sim.baseUrl() + "/v1/responses")).build();
      Errand errand = new Errand((String) null, Purpose.MODEL, NetworkOptions.DEFAULT);
      MessageSocket socket =
          session.waits.gate.connectAsync(opening, errand).get(5, TimeUnit.SECONDS);
      assertThat(sim.awaitOpenSockets(1, PATIENCE)).isTrue();
      KeptSocket idle = new KeptSocket(socket, opening.headers());

      idle.rest(session.waits.gate.watchdog(), SHORT);

      assertThat(sim.awaitOpenSockets(0, PATIENCE)).isTrue();
      assertThat(idle.suits(opening.headers())).isFalse();
    }
  }
}
