package dev.latchkey.server;

import static dev.latchkey.server.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.simulator.script.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sessions hear when the file they live by breaks, and when it is mended. */
@Timeout(60)
class ConfigNewsTest {
  @TempDir private Path home;
  private TestServer server;
  private TestClient client;

  @BeforeEach
  void start() throws Exception {
    server = TestServer.start(home);
    client = server.client();
    write("apiKey");
    client.ask("session.create", json("{'sessionId':'s1'}"));
    client.ask("session.create", json("{'sessionId':'s2','model':'gpt/other'}"));
    client.ask("session.create", server.session("own", ""));
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private void write(String field) throws IOException {
    Files.writeString(
        home.resolve("latchkey.yaml"),
        "model: gpt/small\nproviders:\n  gpt:\n    baseUrl: "
            + server.model().baseUrl()
            + "/v1\n    "
            + field
            + ": key-of-the-file\n");
  }

  private void talk(String session) throws Exception {
    server.model().enqueue(Reply.text("Hi."));
    client.ask("session.send", json("{'sessionId':'" + session + "','prompt':'x'}"));
    client.await("session.idle");
  }

  private List<JsonNode> told(String session, String type) {
    return client.notified().stream()
        .filter(note -> note.path("sessionId").asText().equals(session))
        .map(note -> note.path("event"))
        .filter(event -> event.path("type").asText().equals(type))
        .toList();
  }

  /** Has the server look at its file; every one of {@code events} arrives. */
  private List<JsonNode> look(String... events) throws Exception {
    client.ask("latchkey.config.show", "{}");
    List<JsonNode> told = new ArrayList<>();
    for (String type : events) {
      told.add(client.await(type));
    }
    return told;
  }

  @Test
  void tellsEverySessionThatUsesTheFileOnceOfEachChange() throws Exception {
    write("apiKye");
    JsonNode warning = look("session.warning", "session.warning").getFirst();
    look();
    talk("s1");
    talk("own");

    String file = home.resolve("latchkey.yaml").toString();
    assertThat(warning.path("ephemeral").asBoolean()).isTrue();
    assertThat(warning.path("data").path("warningType").asText()).isEqualTo("configuration");
    assertThat(warning.path("data").path("message").asText())
        .contains(file + ":5: providers.gpt.apiKye is unknown; did you mean apiKey?")
        .endsWith("The last good configuration stays in force.")
        .doesNotContain("key-of-the-file");

    write("wireApy");
    look("session.warning", "session.warning");
    talk("s2");
    write("apiKey");
    JsonNode info = look("session.info", "session.info").getFirst();
    talk("s1");
    talk("s2");
    talk("own");

    assertThat(info.path("data").path("infoType").asText()).isEqualTo("configuration");
    assertThat(info.path("data").path("message").asText())
        .isEqualTo("The configuration has no mistake any more and is in force: " + file + ".");
    for (String session : List.of("s1", "s2")) {
      assertThat(told(session, "session.warning")).as(session).hasSize(2);
      assertThat(told(session, "session.info")).as(session).hasSize(1);
    }
    assertThat(told("own", "session.warning")).isEmpty();
    assertThat(told("own", "session.info")).isEmpty();
  }
}
