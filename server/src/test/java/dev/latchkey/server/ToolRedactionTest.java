package dev.latchkey.server;

import static dev.latchkey.server.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.protocol.Json;
import dev.latchkey.simulator.script.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a tool prints of the keys in use reaches neither model, nor clients, nor the disk. */
class ToolRedactionTest {
  private static final String KEY = "key-0815-of-the-session";
  private static final String VARIABLE = "value-4711-of-a-variable";
  private static final String NAMED = "value-1234-named-by-a-client";

  @TempDir private Path home;
  private TestServer server;
  private TestClient client;

  @BeforeEach
  void start() throws Exception {
    server = TestServer.start(home);
    server.variable("HOUSE_TOKEN", VARIABLE);
    server.restart();
    client = server.client();
    create("s1");
  }

  private void create(String session) throws Exception {
    client.ask(
        "session.create",
        json(
            "{'sessionId':'"
                + session
                + "','model':'m','provider':{'baseUrl':'"
                + server.model().baseUrl()
                + "/v1','apiKey':'"
                + KEY
                + "'},'tools':[{'name':'env','description':'Prints the environment.',"
                + "'parameters':{'type':'object','properties':{}},'skipPermission':true}]}"));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private void answered(JsonNode result) throws Exception {
    answered("s1", result);
  }

  private void answered(String session, JsonNode result) throws Exception {
    server.model().enqueue(Reply.toolCall("env", "{}"), Reply.text("Done."));
    client.ask("session.send", json("{'sessionId':'" + session + "','prompt':'Print it'}"));
    String request = client.awaitData("external_tool.requested").path("requestId").asText();
    client.ask(
        "session.tools.handlePendingToolCall",
        json("{'sessionId':'" + session + "','requestId':'" + request + "','result':")
            + result
            + "}");
    client.await("session.idle");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private String journal() throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      StringBuilder all = new StringBuilder();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(Files.readString(file));
      }
      return all.toString();
    }
  }

  @DisplayName("A2: keys are masked in what tools return")
  @Test
  void keysVariablesAndNamedValuesAreMaskedForEverybody() throws Exception {
    client.ask("secrets.addFilterValues", json("{'values':['" + NAMED + "']}"));
    JsonNode result =
        Json.object()
            .put(
                "textResultForLlm",
                "KEY="
                    + KEY
                    + "\nHOUSE_TOKEN="
                    + VARIABLE
                    + "\nN="
                    + NAMED
                    + "\n"
                    + base64("a:" + KEY))
            .put("resultType", "success")
            .put("sessionLog", "saw " + KEY);
    answered(result);

    String asked = server.model().lastRequest().body().toString();
    assertThat(asked).contains("KEY=***\\nHOUSE_TOKEN=***\\nN=***\\n");
    List<String> places = List.of(asked, client.events().toString(), journal());
    for (String place : places) {
      assertThat(place)
          .contains("HOUSE_TOKEN=***")
          .doesNotContain(KEY)
          .doesNotContain(VARIABLE)
          .doesNotContain(NAMED)
          .doesNotContain(base64("a:" + KEY).substring(4, 30));
    }
  }

  @DisplayName("A2: the official switch shows other variables and no key of ours")
  @Test
  void showsOtherVariablesWhereTheSwitchSaysSo() throws Exception {
    server.variable("COPILOT_ENABLE_SECRET_FILTERING", "false");
    server.variable("COPILOT_SDK_AUTH_TOKEN", "auth-token-of-ours-1");
    server.variable("COPILOT_CONNECTION_TOKEN", "connection-of-ours-2");
    server.restart();
    client = server.client();
    client.ask("connect", json("{'token':'connection-of-ours-2'}"));
    create("s3");
    String printed =
        "HOUSE_TOKEN=" + VARIABLE + "\nA=auth-token-of-ours-1\nB=connection-of-ours-2\nC=" + KEY;
    answered("s3", Json.object().put("textResultForLlm", printed));

    assertThat(server.model().lastRequest().body().toString())
        .contains("HOUSE_TOKEN=" + VARIABLE + "\\nA=***\\nB=***\\nC=***");
    assertThat(journal()).contains(VARIABLE).doesNotContain("of-ours-").doesNotContain(KEY);
  }

  @Test
  void aTokenThatWasFetchedIsMaskedToo() throws Exception {
    client.ask(
        "session.create",
        json(
            "{'sessionId':'s2','model':'m','provider':{'hasBearerTokenProvider':true,'baseUrl':'"
                + server.model().baseUrl()
                + "/v1'},'tools':[{'name':'env','description':'Prints.','skipPermission':true,"
                + "'parameters':{'type':'object','properties':{}}}]}"));
    answered("s2", Json.object().put("textResultForLlm", "Bearer token-1-default"));
    assertThat(server.model().lastRequest().body().toString())
        .contains("Bearer ***")
        .doesNotContain("token-1");
    assertThat(journal()).doesNotContain("token-1-default");
  }

  @Test
  void aFailureOfAToolIsMaskedToo() throws Exception {
    answered(
        Json.object()
            .put("textResultForLlm", "401 for Bearer " + KEY)
            .put("resultType", "failure"));
    assertThat(server.model().lastRequest().body().toString())
        .contains("401 for Bearer ***")
        .doesNotContain(KEY);
    assertThat(journal()).doesNotContain(KEY);
  }
}
