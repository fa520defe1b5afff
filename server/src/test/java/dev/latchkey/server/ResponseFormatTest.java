package dev.latchkey.server;

import static dev.latchkey.server.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.simulator.script.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code responseFormat} of {@code session.send}, from a client's message to the provider. */
class ResponseFormatTest {
  private static final String PLACE =
      "{'type':'json_schema','jsonSchema':{'name':'place','schema':{'type':'object',"
          + "'properties':{'city':{'type':'string'}},'required':['city']}}}";

  @TempDir private Path home;
  private TestServer server;
  private TestClient client;

  @BeforeEach
  void start() throws Exception {
    server = TestServer.start(home);
    client = server.client();
    client.ask("session.create", server.session("s1", ""));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private static String message(String format) {
    return json("{'sessionId':'s1','prompt':'Where?','responseFormat':" + format + "}");
  }

  @Test
  void reachesTheProviderAndTheAnswerIsChecked() throws Exception {
    server.model().enqueue(Reply.text("Bonn"), Reply.text("{\"city\":\"Bonn\"}"));
    client.ask("session.send", message(PLACE));
    client.await("session.idle");

    assertThat(server.model().violations()).isEmpty();
    assertThat(
            server.model().modelCalls().getFirst().body().at("/response_format/json_schema/name"))
        .hasToString("\"place\"");
    assertThat(client.types()).contains("assistant.message").doesNotContain("session.error");
    assertThat(server.model().modelCalls()).hasSize(2);
    assertThat(server.model().lastRequest().lastUserText()).contains("not one JSON document");
  }

  @Test
  void theMessageOnThePageIsTaken() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "answers.md"));
    int begin = page.indexOf("```json") + "```json".length();
    server.model().enqueue(Reply.text("{\"city\":\"Cologne\"}"));
    client.ask("session.send", page.substring(begin, page.indexOf("```", begin)));
    client.await("session.idle");
    assertThat(server.model().lastRequest().body().path("response_format").path("type").asText())
        .isEqualTo("json_schema");
    assertThat(client.types()).doesNotContain("session.error");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{} | missing parameter 'responseFormat.type'",
        "{'type':'xml'} | expected `json_schema`",
        "{'type':'json_schema'} | missing parameter 'responseFormat.jsonSchema.name'",
        "{'type':'json_schema','jsonSchema':{'name':'a'}} | missing parameter 'responseFormat.jsonSchema.schema'",
        "{'type':'json_schema','jsonSchema':{'name':'a','schema':[1]}} | 'responseFormat.jsonSchema.schema' must be an object, not array",
        "{'type':'json_schema','jsonSchema':{'name':'a b','schema':{'type':'object'}}} | responseFormat.jsonSchema.name must be 1 to 64",
        "{'type':'json_schema','jsonSchema':{'name':'a','schema':{'type':'object'},'strict':1}} | 'responseFormat.jsonSchema.strict' must be true or false"
      })
  void namesTheFieldThatIsWrong(String format, String problem) throws Exception {
    assertThat(client.error("session.send", message(format))).contains(problem);
  }
}
