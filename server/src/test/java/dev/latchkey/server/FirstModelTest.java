package dev.latchkey.server;

import static dev.latchkey.server.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.SimulatorOptions;
import dev.latchkey.simulator.script.Reply;
import dev.latchkey.simulator.script.SimulatedModel;
import dev.latchkey.simulator.traffic.RecordedRequest;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions of the server at {@code COPILOT_API_URL} that name no model. */
class FirstModelTest {
  @TempDir private Path directory;
  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    server = TestServer.start(directory.resolve("home"));
    server.variable("COPILOT_API_URL", server.model().baseUrl() + "/v1");
    server.restart();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void takeTheFirstThatTheServerListsAndSaySoBeforeAnythingElse() throws Exception {
    server.model().enqueue(Reply.text("Hi."), Reply.text("Hi again."));
    TestClient client = server.client();
    client.ask("session.create", json("{'sessionId':'s1'}"));

    client.ask("session.send", json("{'sessionId':'s1','prompt':'x'}"));
    JsonNode change = client.await("session.model_change");
    client.await("session.idle");
    client.ask("session.send", json("{'sessionId':'s1','prompt':'y'}"));
    client.await("session.idle");

    assertThat(change.at("/data/newModel").asText()).isEqualTo(SimulatedModel.DEFAULT.id());
    assertThat(change.at("/data/source").asText()).isEqualTo("automatic");
    assertThat(server.model().modelCalls())
        .extracting(call -> call.model())
        .containsExactly(SimulatedModel.DEFAULT.id(), SimulatedModel.DEFAULT.id());
    assertThat(server.model().requests()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({
    "/chat/completions /responses, false, /v1/chat/completions",
    "/responses, false, /v1/responses",
    "/responses ws:/responses, false, /v1/responses",
    "/responses ws:/responses, true, /v1/responses",
    "/v1/messages, false, /v1/messages",
  })
  void useAWireThatTheListHasItOn(String endpoints, boolean sockets, String called)
      throws Exception {
    SimulatedModel model = new SimulatedModel("listed", 9000, 1000).at(endpoints.split(" "));
    try (Simulator simulator = Simulator.start(SimulatorOptions.defaults().models(model))) {
      simulator.enqueue(Reply.text("Hi."));
      server.variable("COPILOT_API_URL", simulator.baseUrl() + "/v1");
      server.variable("COPILOT_EXP_COPILOT_CLI_WEBSOCKET_RESPONSES", String.valueOf(sockets));
      server.restart();
      TestClient client = server.client();
      client.ask("session.create", json("{'sessionId':'s1'}"));

      client.ask("session.send", json("{'sessionId':'s1','prompt':'x'}"));
      client.await("session.idle");

      RecordedRequest call = simulator.modelCalls().getLast();
      assertThat(call.path()).isEqualTo(called);
      assertThat(call.overSocket()).isEqualTo(sockets);
      assertThat(call.model()).isEqualTo("listed");
    }
  }

  @Test
  void endInAnErrorWhenTheServerCannotBeAsked() throws Exception {
    server.model().refuseConnections();
    TestClient client = server.client();
    client.ask("session.create", json("{'sessionId':'s1'}"));

    client.ask("session.send", json("{'sessionId':'s1','prompt':'x'}"));

    assertThat(client.await("session.error").at("/data/message").asText())
        .contains("127.0.0.1:" + server.model().port());
    client.await("session.idle");
  }
}
