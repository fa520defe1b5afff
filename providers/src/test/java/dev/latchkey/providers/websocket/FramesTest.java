package dev.latchkey.providers.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.providers.courier.MessageSocket;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over a socket, frame by frame. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FramesTest {
  private static final int FINAL = 0x80;

  private final BlockingQueue<Peer.Received> received = new LinkedBlockingQueue<>();

  private void takeAll(Peer peer) throws IOException {
    while (true) {
      received.add(peer.take());
    }
  }

  private Peer.Received next() throws InterruptedException {
    Peer.Received frame = received.poll(20, TimeUnit.SECONDS);
    assertThat(frame).isNotNull();
    return frame;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 126, 65535, 65536, 3_000_000})
  void messagesOfEveryLengthGoBothWays(int length) throws Exception {
    String message = "é".repeat(length / 2) + "x".repeat(length % 2);
    Peer.Deed echo =
        peer -> {
          peer.say(peer.take().text());
          peer.awaitEnd();
        };
    try (Line line = Line.to(Peer.accepting(echo));
        MessageSocket socket = line.open()) {
      socket.send(Line.bytes(message));
      assertThat(Line.receive(socket)).isEqualTo(message);
    }
  }

  @Test
  void aMessageMayComeInPartsWithPingsInBetween() throws Exception {
    Peer.Deed parts =
        peer -> {
          peer.frame(Frame.TEXT, "one ");
          peer.frame(FINAL | Frame.PING, "there?");
          peer.frame(Frame.CONTINUATION, "two ");
          peer.frame(FINAL | Frame.CONTINUATION, "three");
          peer.frame(FINAL | Frame.BINARY, "four");
          takeAll(peer);
        };
    try (Line line = Line.to(Peer.accepting(parts));
        MessageSocket socket = line.open()) {
      assertThat(Line.receive(socket)).isEqualTo("one two three");
      assertThat(Line.receive(socket)).isEqualTo("four");
      Peer.Received pong = next();
      assertThat(List.of(pong.kind(), pong.text())).isEqualTo(List.of(Frame.PONG, "there?"));
    }
  }

  @ParameterizedTest
  @CsvSource({"1000,true", "1001,true", "1011,false", "1008,false"})
  void aGoodbyeIsAnsweredAndEndsTheConversation(int code, boolean ordinary) throws Exception {
    Peer.Deed goodbye =
        peer -> {
          peer.say("last");
          peer.frame(FINAL | Frame.CLOSE, (char) (code >> 8) + "" + (char) (code & 0xFF) + "why");
          takeAll(peer);
        };
    try (Line line = Line.to(Peer.accepting(goodbye));
        MessageSocket socket = line.open()) {
      assertThat(Line.receive(socket)).isEqualTo("last");
      if (ordinary) {
        assertThat(socket.receive()).isNull();
      } else {
        assertThatThrownBy(socket::receive).hasMessageContaining("with " + code + " why");
      }
      assertThat(next().kind()).isEqualTo(Frame.CLOSE);
      assertThatThrownBy(() -> socket.send(Line.bytes("more"))).isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0xC1,1002", // an extension nobody agreed on
    "0x83,1002", // an unknown kind
    "0x80,1002", // goes on with what never began
    "0x09,1002" // a ping in parts
  })
  void whatBreaksTheRulesEndsTheSocketAndSaysWhy(String first, int code) throws Exception {
    Peer.Deed wrong =
        peer -> {
          peer.frame(Integer.decode(first), "x");
          takeAll(peer);
        };
    try (Line line = Line.to(Peer.accepting(wrong));
        MessageSocket socket = line.open()) {
      assertThatThrownBy(socket::receive).isInstanceOf(IOException.class);
      byte[] said = next().payload();
      assertThat(((said[0] & 0xFF) << 8) | (said[1] & 0xFF)).isEqualTo(code);
    }
  }

  @Test
  void aMessageTooLongForUsIsNotWaitedFor() throws Exception {
    Peer.Deed endless =
        peer -> {
          peer.write(new byte[] {(byte) 0x81, 127, 0, 0, 1, 0, 0, 0, 0, 0});
          takeAll(peer);
        };
    try (Line line = Line.to(Peer.accepting(endless));
        MessageSocket socket = line.open()) {
      assertThatThrownBy(socket::receive).hasMessageContaining("more than");
    }
  }
}
