package dev.latchkey.server;

import static dev.latchkey.server.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.simulator.traffic.RecordedRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions over WebSockets, and what is said of them. */
class TransportFlowTest {
  @TempDir private Path home;
  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    server = TestServer.start(home);
    server.variable("COPILOT_PROVIDER_WIRE_API", "responses");
    server.variable("COPILOT_PROVIDER_TRANSPORT", "websockets");
    server.variable("COPILOT_ALLOW_GET_PROVIDER_ENDPOINT", "true");
    server.restartWithDefaultProvider();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private TestClient session() throws Exception {
    TestClient client = server.client();
    client.ask("session.create", json("{'sessionId':'s1'}"));
    return client;
  }

  @Test
  void theEnvironmentChoosesTheTransport() throws Exception {
    TestClient client = session();

    client.ask("session.send", json("{'sessionId':'s1','prompt':'Hello'}"));

    assertThat(client.awaitData("assistant.usage").path("transport").asText())
        .isEqualTo("websocket");
    client.await("session.idle");
    assertThat(server.model().modelCalls()).allMatch(RecordedRequest::overSocket).hasSize(1);
  }

  @Test
  void theEndpointTellsTheTransport() throws Exception {
    assertThat(
            session()
                .ask("session.provider.getEndpoint", json("{'sessionId':'s1'}"))
                .path("transport")
                .asText())
        .isEqualTo("websockets");
  }

  @Test
  void openingAndMessagesAreCountedBothWays() throws Exception {
    TestClient client = session();
    client.ask("session.send", json("{'sessionId':'s1','prompt':'Hello'}"));
    client.await("session.idle");

    List<RecordedRequest> calls = server.model().modelCalls();
    var line = client.ask("latchkey.egress.report", json("{'sessionId':'s1'}")).at("/servers/0");
    assertThat(line.path("requests").asInt()).isEqualTo(2);
    assertThat(line.path("bytesSent").asLong())
        .isGreaterThanOrEqualTo(calls.getFirst().body().toString().length());
    assertThat(line.path("bytesReceived").asLong()).isGreaterThan(100);
  }

  @Test
  void anAbortReachesTheOpenSocketBeforeItIsAnswered() throws Exception {
    server.model().fail(dev.latchkey.simulator.script.Fault.HANG_MID_STREAM);
    TestClient client = session();
    client.ask("session.send", json("{'sessionId':'s1','prompt':'Hello'}"));
    assertThat(server.model().awaitRequests(2, Duration.ofSeconds(20))).isTrue();

    client.ask("session.abort", json("{'sessionId':'s1'}"));

    assertThat(server.model().awaitAbandoned(1, Duration.ofSeconds(20))).isTrue();
    assertThat(server.model().awaitOpenSockets(0, Duration.ofSeconds(20))).isTrue();
    client.await("session.idle");
  }
}
