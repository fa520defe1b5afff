package dev.latchkey.providers.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.providers.courier.MessageSocket;
import dev.latchkey.providers.courier.UpgradeRefused;
import dev.latchkey.providers.net.Listening;
import dev.latchkey.providers.net.TestCertificate;
import dev.latchkey.providers.net.TinyServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sockets that open, are refused, or never come. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OpeningTest {
  @TempDir private static Path directory;

  private static Listening.Service answering(String answer) {
    return client -> {
      TinyServer.read(client.getInputStream());
      client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
    };
  }

  @Test
  void asksAsTheProtocolWants() throws Exception {
    CompletableFuture<TinyServer.Asked> asked = new CompletableFuture<>();
    Listening.Service service =
        client -> {
          asked.complete(TinyServer.read(client.getInputStream()));
        };
    try (Line line = Line.to(service)) {
      assertThatThrownBy(line::open).hasRootCauseInstanceOf(IOException.class);
    }
    TinyServer.Asked request = asked.get(5, TimeUnit.SECONDS);
    assertThat(request.line()).isEqualTo("GET /v1?a=b HTTP/1.1");
    assertThat(request.headers())
        .containsEntry("upgrade", "websocket")
        .containsEntry("connection", "Upgrade")
        .containsEntry("sec-websocket-version", "13")
        .containsEntry("x-team", "search")
        .hasEntrySatisfying("host", host -> assertThat(host).startsWith("localhost:"))
        .hasEntrySatisfying("sec-websocket-key", key -> assertThat(key).hasSize(24));
  }

  @Test
  void tellsHowItWasRefused() throws Exception {
    String answer = "HTTP/1.1 103 X\r\n\r\nHTTP/1.1 401 X\r\nX-Request-Id: r1\r\n\r\n";
    try (Line line = Line.to(answering(answer))) {
      assertThatThrownBy(line::open)
          .cause()
          .isInstanceOfSatisfying(
              UpgradeRefused.class,
              refused -> {
                assertThat(refused.status()).isEqualTo(401);
                assertThat(refused.headers().firstValue("x-request-id")).hasValue("r1");
              });
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 101 X\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: no\r\n\r\n",
        "SSH-2.0-OpenSSH\r\n\r\n",
        "HTTP/1.1\r\n\r\n",
        "\r\n\r\n"
      })
  void takesNothingElseForASocket(String answer) throws Exception {
    try (Line line = Line.to(answering(answer))) {
      assertThatThrownBy(line::open).cause().isExactlyInstanceOf(IOException.class);
    }
  }

  @Test
  void givingUpClosesTheConnectionWhereverItIs() throws Exception {
    TestCertificate certificate = TestCertificate.create(directory, "localhost");
    for (boolean tls : new boolean[] {false, true}) {
      CountDownLatch asked = new CountDownLatch(1);
      CountDownLatch gone = new CountDownLatch(1);
      Listening.Service silent =
          client -> {
            TinyServer.read(client.getInputStream());
            asked.countDown();
            awaitEnd(client, gone);
          };
      try (Line line = Line.to(tls ? certificate : null, silent)) {
        CompletableFuture<MessageSocket> opening = line.opening();
        assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();

        opening.cancel(true);

        assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
      }
    }
  }

  /** The limit of the line is as long as our patience: what ends the wait is the cancellation. */
  private static void awaitEnd(Socket client, CountDownLatch gone) {
    try {
      client.getInputStream().readAllBytes();
    } catch (IOException _) {
      // gone with a reset
    }
    gone.countDown();
  }

  @Test
  void anOpenSocketThatNobodyWantsAnyMoreIsClosed() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    Peer.Deed deed =
        peer -> {
          peer.awaitEnd();
          gone.countDown();
        };
    try (Line line = Line.to(Peer.accepting(deed))) {
      line.open().close();
      assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }
}
