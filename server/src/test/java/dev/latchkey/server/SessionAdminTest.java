package dev.latchkey.server;

import static dev.latchkey.server.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.protocol.schema.ProtocolSchema;
import dev.latchkey.simulator.script.Reply;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lists, names, modes, models, logs, errors: everything around a conversation. */
@Timeout(60)
class SessionAdminTest {
  private static final String S1 = json("{'sessionId':'s1'}");

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

  @Test
  void listsFindsAndDeletes() throws Exception {
    assertThat(client.ask("session.getLastId", "{}")).isEmpty();
    client.ask("session.create", server.session("s1", ""));
    assertThat(client.ask("session.list", "{}").path("sessions")).isEmpty();
    talk("Hello");

    JsonNode listed = client.ask("session.list", "{}").at("/sessions/0");
    assertThat(listed.path("sessionId").asText()).isEqualTo("s1");
    assertThat(listed.path("summary").asText()).isEqualTo("Hello");
    assertThat(client.ask("session.list", json("{'filter':{'cwd':'/nowhere'}}")).path("sessions"))
        .isEmpty();
    assertThat(client.ask("session.getMetadata", S1).path("session")).isEqualTo(listed);
    assertThat(client.ask("session.getMetadata", json("{'sessionId':'../x'}"))).isEmpty();
    assertThat(client.ask("session.getLastId", "{}").path("sessionId").asText()).isEqualTo("s1");
    assertThat(client.ask("sessions.list", "{}").at("/sessions/0/sessionId").asText())
        .isEqualTo("s1");
    assertThat(
            client.ask("sessions.findByPrefix", json("{'prefix':'s'}")).path("sessionId").asText())
        .isEqualTo("s1");

    assertThat(client.ask("session.delete", S1).path("success").asBoolean()).isTrue();
    assertThat(client.ask("session.delete", S1))
        .hasToString(json("{'success':false,'error':'Error: Session file not found for s1'}"));
    assertThat(client.lifecycle("s1")).endsWith("session.deleted");
    assertThat(client.ask("session.list", "{}").path("sessions")).isEmpty();
  }

  @Test
  void namesModesAndModels() throws Exception {
    client.ask("session.create", server.session("s1", ",'reasoningEffort':'low'"));

    assertThat(client.ask("session.name.get", S1)).hasToString(json("{'name':null}"));
    client.ask("session.name.set", json("{'sessionId':'s1','name':'Mine'}"));
    assertThat(client.ask("session.name.get", S1)).hasToString(json("{'name':'Mine'}"));
    assertThat(
            client
                .ask("session.name.setAuto", json("{'sessionId':'s1','summary':'x'}"))
                .path("applied"))
        .hasToString("false");
    assertThat(client.error("session.name.set", json("{'sessionId':'s1','name':' '}")))
        .isEqualTo(
            "-32603 Request session.name.set failed with message: Session name cannot be empty");
    assertThat(client.ask("session.mode.get", S1)).hasToString("\"interactive\"");
    client.ask("session.mode.set", json("{'sessionId':'s1','mode':'plan'}"));
    assertThat(client.ask("session.mode.get", S1)).hasToString("\"plan\"");
    assertThat(client.error("session.mode.set", json("{'sessionId':'s1','mode':'x'}")))
        .contains("unknown variant `x`, expected one of `interactive`, `plan`, `autopilot`");
    assertThat(client.ask("session.model.getCurrent", S1))
        .hasToString(json("{'modelId':'gpt-test','reasoningEffort':'low'}"));
    client.ask("session.model.switchTo", json("{'sessionId':'s1','modelId':'other'}"));
    assertThat(client.ask("session.model.getCurrent", S1).path("modelId").asText())
        .isEqualTo("other");
    client.ask(
        "session.model.setReasoningEffort", json("{'sessionId':'s1','reasoningEffort':'high'}"));
    assertThat(client.ask("session.model.list", S1).at("/list/0/id").asText()).isEqualTo("other");
    assertThat(client.ask("session.metadata.snapshot", S1).path("currentMode").asText())
        .isEqualTo("plan");
    assertThat(client.ask("session.metadata.isProcessing", S1))
        .hasToString(json("{'processing':false}"));
    assertThat(
            client.ask(
                "session.options.update", json("{'sessionId':'s1','coauthorEnabled':false}")))
        .hasToString(json("{'success':true}"));
    client.ask("session.usage.getMetrics", S1);
    client.ask("session.tools.getCurrentMetadata", S1);
  }

  @Test
  void logsAndReadsTheEventLog() throws Exception {
    client.ask("session.create", server.session("s1", ""));
    JsonNode tail = client.ask("session.eventLog.tail", S1);
    String id =
        client
            .ask("session.log", json("{'sessionId':'s1','message':'m','level':'warning'}"))
            .path("eventId")
            .asText();

    assertThat(client.await("session.warning").path("id").asText()).isEqualTo(id);
    JsonNode page =
        client.ask(
            "session.eventLog.read",
            json("{'sessionId':'s1','cursor':'" + tail.path("cursor").asText() + "'}"));
    assertThat(page.at("/events/0/id").asText()).isEqualTo(id);
    String handle =
        client
            .ask(
                "session.eventLog.registerInterest",
                json("{'sessionId':'s1','eventType':'mcp.oauth_required'}"))
            .path("handle")
            .asText();
    String release = json("{'sessionId':'s1','handle':'" + handle + "'}");
    assertThat(client.ask("session.eventLog.releaseInterest", release).path("success"))
        .hasToString("true");
    assertThat(client.ask("session.eventLog.releaseInterest", release).path("success"))
        .as("releasing again changes nothing")
        .hasToString("true");
  }

  @Test
  void errorsSayWhatClientsMatch() throws Exception {
    String failed = "-32603 Request %s failed with message: %s";
    assertThat(client.error("session.send", "{}"))
        .isEqualTo(failed.formatted("session.send", "Missing sessionId in session.send request"));
    assertThat(client.error("session.send", json("{'sessionId':'no'}")))
        .isEqualTo(failed.formatted("session.send", "Session not found for sessionId: no"));
    assertThat(client.error("session.resume", json("{'sessionId':'no'}")))
        .isEqualTo(failed.formatted("session.resume", "Session not found: no"));
    assertThat(client.error("session.create", json("{'sessionId':'../x'}")))
        .isEqualTo(
            failed.formatted(
                "session.create", "Rejected session.create request with invalid sessionId"));
    assertThat(
            client.error(
                "session.create",
                json("{'provider':{'baseUrl':'http://127.0.0.1:1'},'providers':[]}")))
        .contains("Cannot combine the legacy singular `provider` option");
    assertThat(client.error("session.create", json("{'model':'m','provider':{}}")))
        .contains("missing parameter 'provider.baseUrl'");
    assertThat(client.ask("session.destroy", json("{'sessionId':'no'}")))
        .hasToString(json("{'success':true}"));
  }

  @Test
  void withoutAProviderItSaysWhatToSet() throws Exception {
    client.ask("session.create", json("{'sessionId':'s1'}"));
    client.ask("session.send", json("{'sessionId':'s1','prompt':'x'}"));

    assertThat(client.awaitData("session.error").path("message").asText())
        .contains("COPILOT_PROVIDER_BASE_URL", "COPILOT_MODEL");
    client.await("session.idle");
  }

  @Test
  void everyMethodOfTheSchemaIsAnsweredOrCleanlyRefused() throws Exception {
    for (String method : ProtocolSchema.published().methods()) {
      if (Methods.find(method) == null) {
        assertThat(client.error(method, "{}")).isEqualTo("-32601 Unhandled method " + method);
      }
    }
  }

  @DisplayName("weak 18: the server reads the environment")
  @Test
  void theEnvironmentNamesProviderAndModel() throws Exception {
    assertThat(client.ask("models.list", "{}").path("models")).isEmpty();
    server.restartWithDefaultProvider();
    client = server.client();

    JsonNode models = client.ask("models.list", "{}").path("models");
    assertThat(models.at("/0/id").asText()).isEqualTo("from-environment");
    assertThat(models.size()).isGreaterThan(1);
    client.ask("session.create", json("{'sessionId':'s1'}"));
    talk("Hello");
    assertThat(server.model().lastRequest().body().path("model").asText())
        .isEqualTo("from-environment");
    assertThat(client.ask("auth.getStatus", "{}").path("isAuthenticated")).hasToString("false");
  }

  @Test
  void asksTheClientForTokens() throws Exception {
    server.model().enqueue(Reply.text("Hi."), Reply.text("Hi."));
    client.ask(
        "session.create",
        json(
            "{'sessionId':'s1','model':'m','provider':{'hasBearerTokenProvider':true,'baseUrl':'"
                + server.model().baseUrl()
                + "/v1'}}"));
    for (int i = 1; i <= 2; i++) {
      client.ask("session.send", json("{'sessionId':'s1','prompt':'x'}"));
      client.await("session.idle");
      assertThat(server.model().lastRequest().headers().first("authorization"))
          .contains("Bearer token-" + i + "-default");
    }
  }

  private void talk(String prompt) throws Exception {
    server.model().enqueue(Reply.text("Hi."));
    client.ask("session.send", json("{'sessionId':'s1','prompt':'" + prompt + "'}"));
    client.await("session.idle");
  }
}
