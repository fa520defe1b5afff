package dev.latchkey.server;

import static dev.latchkey.server.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.protocol.Json;
import dev.latchkey.protocol.JsonBody;
import dev.latchkey.protocol.RpcException;
import dev.latchkey.simulator.script.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Keys and tokens that change, from a client's message to the provider's headers. */
class CredentialFlowTest {
  @TempDir private Path directory;
  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    server = TestServer.start(directory.resolve("home"));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private List<String> keys() {
    return server.model().modelCalls().stream()
        .map(call -> call.headers().first("authorization").orElse("none"))
        .toList();
  }

  private void talk(TestClient client, String session) throws Exception {
    client.ask("session.send", json("{'sessionId':'" + session + "','prompt':'x'}"));
    client.await("session.idle");
  }

  @DisplayName("A1: a refused token is fetched anew inside the session")
  @Test
  void asksTheClientOnceMoreWhenItsTokenIsRefused() throws Exception {
    server.model().enqueue(Reply.status(401), Reply.text("Hi."));
    TestClient client = server.client();
    client.ask(
        "session.create",
        json(
            "{'sessionId':'s1','model':'m','provider':{'hasBearerTokenProvider':true,"
                + "'apiKey':'stale','baseUrl':'"
                + server.model().baseUrl()
                + "/v1'}}"));

    talk(client, "s1");

    assertThat(keys()).containsExactly("Bearer token-1-default", "Bearer token-2-default");
  }

  @DisplayName("weak 17: a token callback that hangs ends by its own limit")
  @Test
  void givesUpACallbackThatHangsAtItsLimit() throws Exception {
    TestClient client = server.client();
    CountDownLatch over = new CountDownLatch(1);
    client.answer(
        "providerToken.getToken",
        call -> {
          over.await();
          throw new RpcException(1, "nobody waits for this any more");
        });
    client.ask(
        "session.create",
        json(
            "{'sessionId':'s1','model':'m','provider':{'hasBearerTokenProvider':true,"
                + "'latchkey':{'limits':{'timeouts':{'credential':0.2}}},'baseUrl':'"
                + server.model().baseUrl()
                + "/v1'}}"));
    client.ask("session.send", json("{'sessionId':'s1','prompt':'x'}"));

    assertThat(client.await("session.error").toString())
        .contains("No key or token came within 0.2 s.");
    client.await("session.idle");
    over.countDown();
    assertThat(keys()).isEmpty();

    client.answer(
        "providerToken.getToken", _ -> JsonBody.of(Json.object().put("token", "in-time")));
    server.model().enqueue(Reply.text("Hi."));
    talk(client, "s1");
    assertThat(keys()).containsExactly("Bearer in-time");
  }

  @DisplayName("A2: commands do not see the provider's secrets")
  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the command is for a POSIX shell")
  void runsTheCommandOfTheEnvironmentOnceForAllSessions() throws Exception {
    Path runs = directory.resolve("runs");
    server.variable("PATH", "/usr/bin:/bin");
    server.variable("COPILOT_PROVIDER_API_KEY", "loses");
    server.variable(
        "COPILOT_PROVIDER_API_KEY_COMMAND",
        "echo run >> '" + runs + "'; echo key-${COPILOT_PROVIDER_API_KEY:-unseen}");
    server.restartWithDefaultProvider();
    TestClient client = server.client();

    for (String session : List.of("s1", "s2")) {
      server.model().enqueue(Reply.text("Hi."));
      client.ask("session.create", json("{'sessionId':'" + session + "'}"));
      talk(client, session);
    }

    assertThat(keys()).containsExactly("Bearer key-unseen", "Bearer key-unseen");
    assertThat(Files.readAllLines(runs)).hasSize(1);
  }

  @Test
  void keepsStrangersOutOfItsOwnNetwork() throws Exception {
    server.distrust();
    server.restart();
    TestClient client = server.client();
    client.ask("session.create", server.session("s1", ""));
    client.ask("session.send", json("{'sessionId':'s1','prompt':'x'}"));

    assertThat(client.await("session.error").toString())
        .contains("leads to an address inside this server's network");
    assertThat(server.model().requests()).isEmpty();
  }

  @Test
  void tellsStrangersNothingOfItsEnvironment() throws Exception {
    server.distrust();
    server.restart();
    TestClient client = server.client();
    String headers =
        "{'sessionId':'s1','model':'m','provider':{'baseUrl':'https://example.com',"
            + "'headers':{'x':'${env:PATH}'}}}";

    assertThatThrownBy(() -> client.ask("session.create", json(headers)))
        .hasMessageContaining("may not use ${env:...}");
  }

  @Test
  void letsStrangersUseTheProviderOfTheServer() throws Exception {
    server.distrust();
    server.restartWithDefaultProvider();
    TestClient client = server.client();
    server.model().enqueue(Reply.text("Hi."));
    client.ask("session.create", json("{'sessionId':'s1'}"));

    talk(client, "s1");

    assertThat(keys()).containsExactly("none");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the command is for a POSIX shell")
  void tellsAtOnceWhyThereIsNoKey() throws Exception {
    server.variable("PATH", "/usr/bin:/bin");
    server.variable("COPILOT_PROVIDER_API_KEY_COMMAND", "echo vault is sealed >&2; exit 3");
    server.restartWithDefaultProvider();
    TestClient client = server.client();
    client.ask("session.create", json("{'sessionId':'s1'}"));

    client.ask("session.send", json("{'sessionId':'s1','prompt':'x'}"));

    assertThat(client.await("session.error").toString())
        .contains("The credential command ended with status 3: vault is sealed");
    assertThat(keys()).isEmpty();
  }
}
