package dev.latchkey.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StreamTransportTest {
  private StreamTransport left;
  private StreamTransport right;

  @BeforeEach
  void connect() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      left = open(new Socket(server.getInetAddress(), server.getLocalPort()));
      right = open(server.accept());
    }
  }

  @AfterEach
  void close() {
    left.close();
    right.close();
  }

  @Test
  void messagesOfAllSizesArriveInOrder() throws Exception {
    CompletableFuture<Void> sending =
        CompletableFuture.runAsync(() -> {
          for (int i = 0; i < 3000; i++) {
            send(left, i + ":" + "x".repeat(i % 100 == 0 ? 100_000 + i : i % 200));
          }
          left.close();
        });

    for (int i = 0; i < 3000; i++) {
      assertThat(String.valueOf(right.receive()))
          .startsWith(i + ":")
          .hasSize((i + ":").length() + (i % 100 == 0 ? 100_000 + i : i % 200));
    }
    assertThat(right.receive()).isNull();
    sending.get();
  }

  @Test
  void aReaderThatDoesNotReadHoldsTheSenderBack() throws Exception {
    CompletableFuture<Void> sending =
        CompletableFuture.runAsync(() -> {
          for (int i = 0; i < 400; i++) {
            send(left, "x".repeat(100_000));
          }
        });

    assertThatThrownBy(() -> sending.get(500, TimeUnit.MILLISECONDS))
        .isInstanceOf(java.util.concurrent.TimeoutException.class);
    assertThat(left.backlog()).isBetween(1L, 9L * 1024 * 1024);
    for (int i = 0; i < 400; i++) {
      assertThat(right.receive()).isNotNull();
    }
    sending.get();
  }

  @Test
  void closingDeliversWhatIsQueued() throws Exception {
    send(left, "last words");
    left.close();

    assertThat(String.valueOf(right.receive())).isEqualTo("last words");
    assertThat(right.receive()).isNull();
    assertThatThrownBy(() -> left.send(Frame.of("more"))).hasMessage("Connection is closed");
  }

  private static void send(Transport transport, String text) {
    try {
      transport.send(Frame.of(text));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static StreamTransport open(Socket socket) throws IOException {
    return StreamTransport.open(socket.getInputStream(), socket.getOutputStream(), socket);
  }
}
