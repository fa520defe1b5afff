package dev.latchkey.providers.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.providers.courier.MessageSocket;
import dev.latchkey.providers.net.TestCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However a connection ends, whoever waits for a message hears of it at once. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EndedSocketTest {
  @TempDir private static Path directory;
  private static TestCertificate certificate;

  /** How the other end goes. */
  enum End {
    FIN,
    RESET,
    HALF_CLOSE;

    void of(Peer peer) throws IOException, InterruptedException {
      switch (this) {
        case FIN -> peer.fin();
        case RESET -> peer.reset();
        case HALF_CLOSE -> peer.halfClose();
      }
    }
  }

  @BeforeAll
  static void makeCertificate() throws Exception {
    certificate = TestCertificate.create(directory, "localhost");
  }

  private static Line line(boolean tls, Peer.Deed deed) throws Exception {
    return Line.to(tls ? certificate : null, Peer.accepting(deed));
  }

  @ParameterizedTest
  @CsvSource({
    "false,FIN",
    "false,RESET",
    "false,HALF_CLOSE",
    "true,FIN",
    "true,RESET",
    "true,HALF_CLOSE"
  })
  void aReplyThatIsAwaitedFails(boolean tls, End end) throws Exception {
    Peer.Deed deed =
        peer -> {
          peer.take();
          end.of(peer);
        };
    try (Line line = line(tls, deed);
        MessageSocket socket = line.open()) {
      socket.send(Line.bytes("Well?"));

      assertThatThrownBy(socket::receive).isInstanceOf(IOException.class);
      assertThat(socket.open()).isFalse();
    }
  }

  /**
   * Java's client lost one end in five of these, for ever: the end came before it was asked for.
   */
  @ParameterizedTest
  @CsvSource({"false,FIN", "false,HALF_CLOSE", "true,FIN", "true,HALF_CLOSE"})
  void whatCameBeforeTheEndIsReadToTheLastMessage(boolean tls, End end) throws Exception {
    String[] messages = IntStream.range(0, 5).mapToObj(i -> "message " + i).toArray(String[]::new);
    Peer.Deed deed =
        peer -> {
          peer.take();
          peer.say(messages);
          end.of(peer);
        };
    try (Line line = line(tls, deed)) {
      for (int round = 0; round < (tls ? 10 : 100); round++) {
        try (MessageSocket socket = line.open()) {
          socket.send(Line.bytes("Well?"));
          for (String message : messages) {
            assertThat(Line.receive(socket)).isEqualTo(message);
          }
          assertThatThrownBy(socket::receive).isInstanceOf(IOException.class);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aResetInTheMiddleOfAReplyEndsIt(boolean tls) throws Exception {
    CountDownLatch read = new CountDownLatch(1);
    Peer.Deed deed =
        peer -> {
          peer.say("one");
          read.await();
          peer.reset();
        };
    try (Line line = line(tls, deed);
        MessageSocket socket = line.open()) {
      assertThat(Line.receive(socket)).isEqualTo("one");
      read.countDown();
      assertThatThrownBy(socket::receive).isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(End.class)
  void anEndWhileNobodyWaitsIsNoticedToo(End end) throws Exception {
    try (Line line = line(false, end::of);
        MessageSocket socket = line.open()) {
      while (socket.open()) {
        Thread.onSpinWait();
      }
      assertThatThrownBy(socket::receive).isInstanceOf(IOException.class);
    }
  }

  @Test
  void anEndInTheMiddleOfAMessageIsNone() throws Exception {
    Peer.Deed deed =
        peer -> {
          peer.write(new byte[] {(byte) 0x81, 100, 'h', 'a', 'l', 'f'});
          peer.fin();
        };
    try (Line line = line(false, deed);
        MessageSocket socket = line.open()) {
      assertThatThrownBy(socket::receive).hasMessageContaining("ended the connection");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @SuppressWarnings("try") // closing early is what is tested
  void closingEndsItForBothEndsAtOnce(boolean tls) throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    Peer.Deed deed =
        peer -> {
          peer.awaitEnd();
          gone.countDown();
        };
    try (Line line = line(tls, deed);
        MessageSocket socket = line.open()) {
      Thread waiting =
          Thread.ofVirtual()
              .start(() -> assertThatThrownBy(socket::receive).hasMessageContaining("closed"));

      socket.close();

      assertThat(gone.await(Line.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(waiting.join(Line.PATIENCE)).isTrue();
    }
  }

  @Test
  @SuppressWarnings("try") // closing early is what is tested
  void closingEndsAMessageThatNobodyTakes() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (Line line = line(false, _ -> over.await());
        MessageSocket socket = line.open()) {
      Thread sending =
          Thread.ofVirtual()
              .start(() ->
                  assertThatThrownBy(() -> socket.send(new byte[32 * 1024 * 1024]))
                      .isInstanceOf(IOException.class));
      while (sending.getState() == Thread.State.NEW) {
        Thread.onSpinWait();
      }

      socket.close();

      assertThat(sending.join(Line.PATIENCE)).isTrue();
      over.countDown();
    }
  }

  @Test
  void onlyAnAnswerProvesThatTheOtherEndIsThere() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (Line silent = line(false, _ -> over.await());
        MessageSocket unsure = silent.open();
        Line answering = line(false, EndedSocketTest::answerPings);
        MessageSocket sure = answering.open()) {
      assertThat(unsure.responds(java.time.Duration.ofMillis(20))).isFalse();
      assertThat(unsure.open()).isTrue();
      assertThat(sure.responds(Line.PATIENCE)).isTrue();
      over.countDown();
    }
  }

  private static void answerPings(Peer peer) throws IOException {
    while (true) {
      Peer.Received ping = peer.take();
      peer.frame(0x80 | Frame.PONG, ping.text());
    }
  }
}
