package dev.latchkey.server;

import static dev.latchkey.server.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.script.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code latchkey.credential.replace}, and credentials that a session's own JSON describes. */
@Timeout(60)
class CredentialReplaceTest {
  @TempDir private Path directory;
  private TestServer server;
  private TestClient client;

  @BeforeEach
  void start() throws IOException {
    server = TestServer.start(directory.resolve("home"));
    client = server.client();
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

  private void talk() throws Exception {
    server.model().enqueue(Reply.text("Hi."));
    client.ask("session.send", json("{'sessionId':'s1','prompt':'x'}"));
    client.await("session.idle");
  }

  private String replace(String more) throws Exception {
    return client
        .ask("latchkey.credential.replace", json("{'sessionId':'s1'," + more + "}"))
        .toString();
  }

  private void create(String latchkey) throws Exception {
    client.ask(
        "session.create",
        json(
            "{'sessionId':'s1','model':'m','provider':{'baseUrl':'"
                + server.model().baseUrl()
                + "/v1','latchkey':"
                + latchkey
                + "}}"));
  }

  @Test
  void replacesTheStaticKeyOfALiveSession() throws Exception {
    client.ask("session.create", server.session("s1", ""));
    talk();
    assertThat(replace("'apiKey':'second'")).isEqualTo("{\"provider\":\"default\"}");
    talk();
    replace("'provider':'default','bearerToken':'third'");
    talk();

    assertThat(keys()).containsExactly("Bearer key", "Bearer second", "Bearer third");
  }

  @Test
  void givesAKeyToASessionThatHadNone() throws Exception {
    create("{}");
    talk();
    replace("'apiKey':'now'");
    talk();

    assertThat(keys()).containsExactly("none", "Bearer now");
  }

  @Test
  void takesEffectAtTheNextAttemptOfATurnUnderWay() throws Exception {
    create("{'limits':{'retries':{'backoff':1,'retryAfterCap':5}}}");
    server.model().enqueue(Reply.status(503).header("retry-after", "2"), Reply.text("Hi."));
    client.ask("session.send", json("{'sessionId':'s1','prompt':'x'}"));
    assertThat(server.model().awaitRequests(1, Duration.ofSeconds(20))).isTrue();
    replace("'apiKey':'fresh'");
    client.await("session.idle");

    assertThat(keys()).containsExactly("none", "Bearer fresh");
  }

  @Test
  void replacesTheCredentialOfANamedProvider() throws Exception {
    String url = "'baseUrl':'" + server.model().baseUrl() + "/v1'";
    client.ask(
        "session.create",
        json(
            "{'sessionId':'s1','model':'a/m','providers':[{'name':'a','apiKey':'ka',"
                + url
                + "},{'name':'b','apiKey':'kb',"
                + url
                + "}]}"));
    replace("'provider':'a','apiKey':'ka2'");
    talk();

    assertThat(keys()).containsExactly("Bearer ka2");
    assertThatThrownBy(() -> replace("'provider':'c','apiKey':'x'"))
        .hasMessageContaining("The session has no provider \"c\". It has: a, b.");
  }

  @Test
  void replacesTheUserOfAnAddress() throws Exception {
    client.ask(
        "session.create",
        json(
            "{'sessionId':'s1','model':'m','provider':{'baseUrl':'"
                + server.model().baseUrl().replace("://", "://me:word@")
                + "/v1'}}"));
    talk();
    replace("'apiKey':'now'");
    talk();

    assertThat(keys()).containsExactly("Basic bWU6d29yZA==", "Bearer now");
  }

  @Test
  void replacesTheIdentityOfAzure() throws Exception {
    Simulator azure = server.model();
    String token = "{\"access_token\":\"machine\",\"expires_in\":\"3600\"}";
    azure.onRequest(request ->
        request.path().equals("/metadata/identity/oauth2/token")
            ? Reply.http(200, "application/json", token)
            : null);
    server.variable("AZURE_POD_IDENTITY_AUTHORITY_HOST", azure.baseUrl());
    server.restart();
    client = server.client();
    client.ask(
        "session.create",
        json(
            "{'sessionId':'s1','model':'m','provider':{'type':'azure','baseUrl':'"
                + azure.baseUrl()
                + "'}}"));
    talk();
    replace("'bearerToken':'now'");
    talk();

    assertThat(keys()).containsExactly("Bearer machine", "Bearer now");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'provider':'other','apiKey':'x'|no provider "other". It has: default.
          'apiKey':'x','bearerToken':'y'|takes exactly one of apiKey, bearerToken, credential
          'provider':'default'|takes exactly one of
          'apiKey':' '|'apiKey' is empty
          'credential':{'env':'UNSET'}|UNSET, which is not set
          """)
  void saysWhatIsWrong(String params, String problem) throws Exception {
    client.ask("session.create", server.session("s1", ""));
    assertThatThrownBy(() -> replace(params)).hasMessageContaining(problem);
  }

  @Test
  void readsACredentialsFileAnewAndRetriesAsTheSessionSays() throws Exception {
    Path file = Files.writeString(directory.resolve("key"), "from-file\n");
    create(
        "{'credential':{'file':'"
            + file
            + "','form':'token'},'limits':{'retries':{'max':1,'backoff':0}}}");
    talk();
    Files.writeString(file, "rotated");
    server.model().enqueue(Reply.status(503), Reply.status(503));
    client.ask("session.send", json("{'sessionId':'s1','prompt':'x'}"));

    assertThat(client.await("session.error").toString()).contains("503");
    assertThat(keys()).containsExactly("Bearer from-file", "Bearer rotated", "Bearer rotated");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'credential':{'file':'/etc/passwd'}}",
        "{'credential':{'command':'id'}}",
        "{'credential':{'entra':{'certificateFile':'/etc/ssl/private/app.pem'}}}",
        "{'network':{'proxy':'http://10.0.0.1:1'}}"
      })
  void keepsStrangersFromTheOperatorsThings(String latchkey) throws Exception {
    server.distrust("127.0.0.1");
    server.restart();
    client = server.client();

    assertThatThrownBy(() -> create(latchkey))
        .hasMessageContaining("is not for clients of this server");
    create("{}");
    assertThatThrownBy(() -> replace("'credential':{'env':'PATH'}"))
        .hasMessageContaining("latchkey.credential is not for clients");
    replace("'apiKey':'own'");
    talk();
    assertThat(keys()).containsExactly("Bearer own");
  }
}
