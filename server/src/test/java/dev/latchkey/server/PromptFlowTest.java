package dev.latchkey.server;

import static dev.latchkey.server.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.protocol.Json;
import dev.latchkey.protocol.JsonBody;
import dev.latchkey.protocol.RpcException;
import dev.latchkey.simulator.script.Reply;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sections of the system message that a client writes, and who the provider hears of. */
@Timeout(60)
class PromptFlowTest {
  private static final String TRANSFORM =
      ",'systemMessage':{'mode':'customize','sections':{'tone':{'action':'transform'},"
          + "'safety':{'action':'transform'}}}";

  @TempDir Path home;
  private TestServer server;
  private TestClient client;

  @BeforeEach
  void start() throws Exception {
    server = TestServer.start(home);
    client = server.client();
    client.ask("connect", "{}");
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private String systemMessage(String more) throws Exception {
    server.model().enqueue(Reply.text("Yes."));
    client.ask("session.create", server.session("s1", more));
    client.ask("session.send", json("{'sessionId':'s1','prompt':'?'}"));
    client.await("session.idle");
    return server.model().requests().getLast().body().at("/messages/0/content").asText();
  }

  @Test
  void clientsWriteSectionsAnew() throws Exception {
    AtomicReference<JsonNode> asked = new AtomicReference<>();
    client.answer(
        "systemMessage.transform",
        call -> {
          asked.set(call.params());
          ObjectNode answer = Json.object();
          ObjectNode sections = answer.putObject("sections");
          sections.putObject("tone").put("content", "SING");
          sections.set("safety", call.params().at("/sections/safety"));
          return JsonBody.of(answer);
        });

    String system = systemMessage(TRANSFORM);

    JsonNode params = asked.get();
    assertThat(params.path("sessionId").asText()).isEqualTo("s1");
    String tone = params.at("/sections/tone/content").asText();
    String safety = params.at("/sections/safety/content").asText();
    assertThat(tone).isNotEmpty();
    assertThat(system).contains("SING", safety).doesNotContain(tone);
  }

  @Test
  void sectionsStayWhereTheClientFails() throws Exception {
    AtomicReference<String> tone = new AtomicReference<>();
    client.answer(
        "systemMessage.transform",
        call -> {
          tone.set(call.params().at("/sections/tone/content").asText());
          throw new RpcException(-32603, "no idea");
        });

    assertThat(systemMessage(TRANSFORM)).contains(tone.get());
  }

  @Test
  void providersHearWhichClientAsks() throws Exception {
    systemMessage(",'clientName':'my app'");
    assertThat(server.model().requests().getLast().headers().first("user-agent").orElseThrow())
        .startsWith("latchkey/")
        .endsWith(" client/my-app");
  }
}
