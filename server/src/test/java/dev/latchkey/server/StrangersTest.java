package dev.latchkey.server;

import static dev.latchkey.server.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.simulator.script.Reply;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients may do that do not belong to whoever runs the server. */
class StrangersTest {
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

  private TestClient stranger(String... allowed) throws IOException {
    server.distrust(allowed);
    server.restart();
    return server.client();
  }

  private static String session(String providerFields) {
    return json(
        "{'sessionId':'s1','model':'m','provider':{'baseUrl':'https://models.test/v1',"
            + providerFields
            + "}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'latchkey':{'credential':{'command':'cat /etc/passwd'}}",
        "'latchkey':{'credential':{'file':'/etc/passwd'}}",
        "'latchkey':{'credential':{'entra':{}}}",
        "'latchkey':{'network':{'caFile':'/etc/passwd'}}",
        "'latchkey':{'network':{'proxy':'http://10.0.0.1:80'}}",
        "'latchkey':{'clientCertificate':'/etc/passwd'}",
        "'latchkey':{'somethingNew':1}",
        "'credential':{'command':'id'}",
        "'network':{'proxy':'direct'}",
        "'apiKeyFile':'/etc/passwd'",
        "'headers':{'x':'${env:PATH}'}",
        "'latchkey':{'extraHeaders':{'x':'a${env:PATH}'}}",
      })
  void nameNothingOfTheMachine(String fields) throws Exception {
    TestClient client = stranger();

    assertThat(client.error("session.create", session(fields)))
        .contains("serves untrusted clients");
    assertThat(
            client.error(
                "session.create",
                json("{'providers':[{'name':'p','baseUrl':'https://m.test'," + fields + "}]}")))
        .contains("serves untrusted clients");
  }

  @Test
  void startNoCommandThroughTheNameOfALocalService() throws Exception {
    String params = json("{'model':'m','provider':{'baseUrl':' Foundry-Local '}}");
    assertThat(stranger().error("session.create", params)).contains("Write the URL");
  }

  @Test
  void addNoProviderToASessionThatTheyCouldNotHaveBegunWith() throws Exception {
    TestClient client = stranger();
    client.ask("session.create", session("'apiKey':'k','latchkey':{'extraBody':{'seed':1}}"));

    assertThat(
            client.error(
                "session.provider.add",
                json(
                    "{'sessionId':'s1','providers':[{'name':'p','baseUrl':'https://m.test',"
                        + "'latchkey':{'credential':{'command':'id'}}}],'models':[]}")))
        .contains("providers[0].latchkey.credential is not for clients of this server");
  }

  @Test
  void readNothingFromErrorsThatNoModelApiWrites() throws Exception {
    TestClient client = stranger("127.0.0.1");
    server
        .model()
        .enqueue(
            Reply.http(404, "text/html", "<title>Wiki of the board</title><p>salaries</p>"),
            Reply.http(400, "application/json", "{'password':'hunter2'}".replace('\'', '"')),
            Reply.http(
                400,
                "application/json",
                "{'error':{'message':'no such voice'}}".replace('\'', '"')));
    client.ask("session.create", server.session("s1", ""));

    assertThat(failure(client)).contains("HTTP 404").doesNotContain("Wiki").doesNotContain("salar");
    assertThat(failure(client)).contains("HTTP 400").doesNotContain("hunter");
    assertThat(failure(client)).contains("no such voice");
  }

  private static String failure(TestClient client) throws Exception {
    client.ask("session.send", json("{'sessionId':'s1','prompt':'x'}"));
    String error = client.await("session.error").toString();
    client.await("session.idle");
    return error;
  }

  @Test
  void seeOnlyTheirOwnTraffic() throws Exception {
    TestClient client = stranger("127.0.0.1");
    client.ask("session.create", server.session("s1", ""));
    client.ask("session.send", json("{'sessionId':'s1','prompt':'x'}"));
    client.await("session.idle");

    assertThat(client.error("latchkey.egress.report", "{}")).contains("needs a sessionId");
    assertThat(client.ask("latchkey.egress.report", json("{'sessionId':'s1'}")).toString())
        .contains("\"server\":\"127.0.0.1:" + server.model().port() + "\",\"purpose\":\"model\"")
        .contains("\"requests\":1");
  }
}
