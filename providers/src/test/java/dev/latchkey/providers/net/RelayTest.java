package dev.latchkey.providers.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.latchkey.providers.net.TinyServer.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The proxy inside the process: whom it serves, and where it goes. */
class RelayTest {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final TinyServer server = TinyServer.start(_ -> Answer.json(200, "{}"));

  @AfterEach
  void close() {
    server.close();
  }

  /** A name service whose answer changes. */
  private static Lookup answering(String... addresses) {
    Deque<String> left = new ArrayDeque<>(List.of(addresses));
    return host -> {
      if (!host.equals("models.test")) {
        throw new UnknownHostException(host);
      }
      String next = left.size() > 1 ? left.pop() : left.peek();
      return new InetAddress[] {InetAddress.ofLiteral(next)};
    };
  }

  private static String ask(Relay relay, String authorization, String line) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), relay.address().getPort())) {
      String request = line + "\r\nProxy-Authorization: " + authorization + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      if (line.startsWith("CONNECT")) {
        socket.getOutputStream().write("GET /in HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      }
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void servesNobodyWithoutTheSecret() throws IOException {
    Dialer dialer = (_, _) -> new Socket(InetAddress.getLoopbackAddress(), server.port());
    try (Relay relay = Relay.open(dialer)) {
      assertThat(ask(relay, "Basic bGF0Y2hrZXk6", "CONNECT a:80 HTTP/1.1"))
          .startsWith("HTTP/1.1 407");
      assertThat(ask(relay, "", "GET http://a/ HTTP/1.1")).startsWith("HTTP/1.1 407");
      assertThat(server.asked()).isEmpty();
      assertThat(ask(relay, relay.authorization(), "GET http://a/x HTTP/1.1"))
          .startsWith("HTTP/1.1 200");
      assertThat(server.asked())
          .extracting(TinyServer.Asked::line)
          .containsExactly("GET /x HTTP/1.1");
    }
  }

  @Test
  void closesWhatSpeaksNoHttp() throws IOException {
    try (Relay relay = Relay.open((_, _) -> new Socket())) {
      assertThat(ask(relay, relay.authorization(), "hello")).isEmpty();
      assertThat(ask(relay, relay.authorization(), "GET /no-host HTTP/1.1")).isEmpty();
    }
  }

  @Test
  void isNotLedInsideByANameThatChangesAfterTheCheck() throws IOException {
    EgressGuard guard = EgressGuard.refusing(List.of(), answering("8.8.8.8", "127.0.0.1"));
    URI url = URI.create("http://models.test:" + server.port());
    assertThatCode(() -> guard.check(url)).doesNotThrowAnyException();

    try (Relay relay = Relay.open(Dialer.guarded(guard, LIMIT))) {
      assertThat(
              ask(
                  relay,
                  relay.authorization(),
                  "CONNECT models.test:" + server.port() + " HTTP/1.1"))
          .startsWith("HTTP/1.1 502")
          .contains("leads to an address inside");
    }
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void connectsToTheAddressThatWasLookedAt() throws IOException {
    EgressGuard guard = EgressGuard.refusing(List.of("127.0.0.0/8"), answering("127.0.0.1"));
    String server = "models.test:" + this.server.port();

    try (Relay relay = Relay.open(Dialer.guarded(guard, LIMIT))) {
      assertThat(ask(relay, relay.authorization(), "CONNECT " + server + " HTTP/1.1"))
          .startsWith("HTTP/1.1 200")
          .endsWith("{}");
      assertThat(ask(relay, relay.authorization(), "GET http://" + server + "/x HTTP/1.1"))
          .endsWith("{}");
    }
  }
}
