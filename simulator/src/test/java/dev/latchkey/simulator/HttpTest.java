package dev.latchkey.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.simulator.script.Oddity;
import dev.latchkey.simulator.script.Reply;
import dev.latchkey.simulator.traffic.RecordedRequest;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The server below the wires, seen byte by byte. */
class HttpTest {
  private static final String BODY = Bodies.user(Client.COMPLETIONS, "hi", false);
  private final Simulator sim = Simulator.start();

  @AfterEach
  void stop() {
    sim.close();
  }

  @Test
  void keepsTheConnectionAndAnswersPipelinedRequestsInOrder() throws IOException {
    try (RawClient raw = new RawClient(sim)) {
      sim.enqueue(Reply.text("one"), Reply.text("two"));
      raw.post(Client.COMPLETIONS, BODY).post(Client.COMPLETIONS, BODY);
      assertThat(raw.readUntil("one")).startsWith("HTTP/1.1 200 OK\r\n");
      assertThat(raw.readUntil("two")).contains("HTTP/1.1 200 OK\r\n");
    }
  }

  @Test
  void takesBodiesInChunksAndAnswersExpectations() throws IOException {
    try (RawClient raw = new RawClient(sim)) {
      raw.send(
          """
          POST /v1/chat/completions HTTP/1.1
          host: x
          expect: 100-continue
          transfer-encoding: chunked
          connection: close

          """);
      assertThat(raw.readUntil("\r\n\r\n")).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
      String half = BODY.substring(0, 10);
      String rest = BODY.substring(10);
      raw.send("a;x=y\n" + half + "\n" + Integer.toHexString(rest.length()) + "\n" + rest + "\n");
      raw.send("0\n\n");
      assertThat(raw.readAll()).startsWith("HTTP/1.1 200 OK\r\n").contains("connection: close\r\n");
      assertThat(sim.lastRequest().lastUserText()).isEqualTo("hi");
    }
  }

  @Test
  void tearsBytesApartInWritesOfTheirOwn() throws IOException {
    try (RawClient raw = new RawClient(sim)) {
      sim.enqueue(Reply.chunks("\u00e4").bytesPerWrite(1).odd(Oddity.BARE_CHUNKS));
      raw.post(Client.COMPLETIONS, Bodies.user(Client.COMPLETIONS, "hi", true));
      String body = raw.readUntil("0\r\n\r\n");
      assertThat(body).contains("\r\n1\r\n\u00c3\r\n1\r\n\u00a4\r\n");
    }
  }

  @Test
  void endsTheBodyByClosing() throws IOException {
    try (RawClient raw = new RawClient(sim)) {
      sim.enqueue(Reply.text("bye").odd(Oddity.CLOSE_DELIMITED));
      raw.post(Client.COMPLETIONS, Bodies.user(Client.COMPLETIONS, "hi", true));
      assertThat(raw.readAll())
          .doesNotContain("transfer-encoding", "content-length")
          .endsWith("data: [DONE]\n\n");
    }
  }

  @Test
  void recordsTheRequestAsItCame() throws IOException {
    try (RawClient raw = new RawClient(sim)) {
      raw.send(
          "POST /gw/openai/deployments/my%20gpt/chat/completions?api-version=2024-10-21&x=1"
              + " HTTP/1.1\nHost: h\nAPI-Key: secret-key\nX-A: 1\nx-a: 2\nconnection: close\n"
              + "content-length: 49\n\n{\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]} ");
      assertThat(raw.readAll()).startsWith("HTTP/1.1 200");
    }
    RecordedRequest seen = sim.lastRequest();
    assertThat(seen.model()).isEqualTo("my gpt");
    assertThat(seen.path()).isEqualTo("/gw/openai/deployments/my%20gpt/chat/completions");
    assertThat(seen.query()).isEqualTo("api-version=2024-10-21&x=1");
    assertThat(seen.line().parameter("api-version")).isEqualTo("2024-10-21");
    assertThat(seen.headers().all("x-A")).containsExactly("1", "2");
    assertThat(seen.headers().first("api-key")).hasValue("secret-key");
    assertThat(seen.toString()).doesNotContain("secret-key").contains("API-Key: ***");
    assertThat(sim.violations()).isEmpty();
  }

  @Test
  void refusesLengthsThatAreNone() throws IOException {
    try (RawClient raw = new RawClient(sim)) {
      raw.send("POST /v1/chat/completions HTTP/1.1\ncontent-length: many\n\n");
      assertThat(raw.readAll())
          .startsWith("HTTP/1.1 400 Bad Request\r\n")
          .endsWith("Content-Length or a chunk size is not a number.");
    }
  }

  @Test
  void sendsLongHeadsAndLongBodies() throws IOException {
    String word = "x".repeat(50_000);
    sim.enqueue(Reply.chunks(word).header("x-long", "y".repeat(5_000)));
    try (RawClient raw = new RawClient(sim)) {
      raw.post(Client.COMPLETIONS, Bodies.user(Client.COMPLETIONS, "hi", true));
      assertThat(raw.readUntil("0\r\n\r\n"))
          .contains("x-long: " + "y".repeat(5_000) + "\r\n")
          .satisfies(text -> assertThat(text.replaceAll("[^x]", "")).hasSizeGreaterThan(50_000));
    }
  }
}
