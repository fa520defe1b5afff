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
import dev.latchkey.providers.net.Listening;
import dev.latchkey.providers.net.Network;
import dev.latchkey.providers.net.NetworkOptions;
import dev.latchkey.providers.net.Purpose;
import dev.latchkey.providers.net.TinyServer;
import dev.latchkey.providers.websocket.Peer;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.script.Fault;
import dev.latchkey.simulator.script.Reply;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Time limits and cancellation of calls over a socket. */
class SocketLimitsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration SHORT = Duration.ofMillis(600);

  private final Simulator sim = Simulator.start();

  /** What is only slow the first time must not use up limits of tests. */
  @BeforeAll
  static void warmUp() {
    try (Simulator sim = Simulator.start();
        SocketHarness session = new SocketHarness(sim)) {
      sim.enqueue(Reply.fault(Fault.REFUSE_UPGRADE));
      session.ask("First?");
      try (SocketHarness other = new SocketHarness(sim)) {
        other.ask("First?");
      }
    }
  }

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
  void interruptionEndsAnUpgradeThatNeverComes() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    Listening.Service silent =
        client -> {
          TinyServer.read(client.getInputStream());
          asked.countDown();
          if (client.getInputStream().read() < 0) {
            gone.countDown();
          }
        };
    try (Listening server = Listening.start(silent);
        SocketHarness session =
            new SocketHarness(
                SocketHarness.config("http://127.0.0.1:" + server.port() + "/v1").build(),
                CallPolicy.DEFAULT.with().connect(Duration.ofMinutes(1)).build(),
                Network.of(Map.of()))) {
      CompletableFuture<Throwable> failure = new CompletableFuture<>();
      session.conversation.add(Message.user("First?"));
      Thread caller =
          Thread.ofVirtual().start(() -> failure.complete(Harness.thrown(session::open)));
      assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();

      caller.interrupt();

      assertThat(failure.get(5, TimeUnit.SECONDS)).isInstanceOf(ModelException.Cancelled.class);
      assertThat(gone.await(5, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void afterALongRestOnlyAnAnswerProvesThatASocketIsOfUse() throws Exception {
    Peer.Deed silentSecond =
        peer -> {
          Peer.Received ping = peer.take();
          peer.frame(0x8A, ping.text());
          peer.awaitEnd();
        };
    try (Listening server = Listening.start(Peer.accepting(silentSecond));
        SocketHarness session = new SocketHarness(sim)) {
      HttpRequest opening =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/v1")).build();
      Errand errand = new Errand((String) null, Purpose.MODEL, NetworkOptions.DEFAULT);
      KeptSocket kept =
          new KeptSocket(
              session.waits.gate.connectAsync(opening, errand).get(5, TimeUnit.SECONDS),
              opening.headers());

      assertThat(kept.alive(Duration.ofDays(1), Duration.ZERO)).isTrue();
      assertThat(kept.alive(Duration.ZERO, PATIENCE)).isTrue();
      assertThat(kept.alive(Duration.ZERO, Duration.ofMillis(20))).isFalse();
      assertThat(kept.suits(opening.headers())).isTrue();
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
