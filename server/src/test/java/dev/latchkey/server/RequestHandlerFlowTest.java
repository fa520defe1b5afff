package dev.latchkey.server;

import static dev.latchkey.server.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.protocol.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that perform the requests to providers of their sessions. */
class RequestHandlerFlowTest {
  private static final String WHOLE =
      json("{'choices':[{'message':{'role':'assistant','content':'Hi.'},'finish_reason':'stop'}]}");

  @TempDir private Path home;
  private TestServer server;
  private TestClient client;
  private Performer performer;

  @BeforeEach
  void start() throws Exception {
    server = TestServer.start(home);
    join();
  }

  /** A client that performs requests joins the server. */
  private void join() throws Exception {
    client = server.client();
    performer = Performer.of(client);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private void send() throws Exception {
    client.ask("session.send", json("{'sessionId':'s1','prompt':'Hello'}"));
  }

  /** Creates a session with these fields too, and sends; the request that comes of it. */
  private JsonNode asked(String more) throws Exception {
    client.ask("session.create", server.session("s1", more));
    send();
    return performer.start();
  }

  private void assertTheNextTurnIsAnswered() throws Exception {
    send();
    performer.answer(performer.start(), 200, WHOLE);
    assertAnswered();
  }

  private void assertAnswered() throws InterruptedException {
    assertThat(client.awaitData("assistant.message").path("content").asText()).isEqualTo("Hi.");
  }

  private static String delta(String text, String finish) {
    return json("data: {'choices':[{'index':0,'delta':{'content':'" + text + "'}" + finish + "}]}")
        + "\n\n";
  }

  @Test
  void theClientPerformsRequestsAndStreamsTheReply() throws Exception {
    JsonNode start = asked(",'streaming':true");
    assertThat(start.path("method").asText()).isEqualTo("POST");
    assertThat(start.path("transport").asText()).isEqualTo("http");
    assertThat(start.path("sessionId").asText()).isEqualTo("s1");
    assertThat(start.path("agentId").asText()).isEqualTo("s1");
    assertThat(start.has("parentAgentId")).isFalse();
    assertThat(start.path("agentInvocationId").asText()).isNotEmpty();
    assertThat(start.path("interactionType").asText()).isEqualTo("conversation-agent");
    assertThat(start.path("url").asText())
        .isEqualTo(server.model().baseUrl() + "/v1/chat/completions");
    assertThat(start.path("headers").path("authorization"))
        .isEqualTo(Json.read(bytes("[\"Bearer key\"]")));
    JsonNode chunk = performer.chunk();
    assertThat(chunk.path("end").asBoolean()).isTrue();
    JsonNode body = Json.read(bytes(chunk.path("data").asText()));
    assertThat(body.path("model").asText()).isEqualTo("gpt-test");

    assertThat(performer.head(start, 200)).isTrue();
    assertThat(performer.piece(start, delta("One ", ""), "")).isTrue();
    assertThat(client.awaitData("assistant.message_delta").path("deltaContent").asText())
        .isEqualTo("One ");
    String rest = delta("two.", json(",'finish_reason':'stop'"));
    String base64 = Base64.getEncoder().encodeToString(bytes(rest));
    assertThat(performer.piece(start, base64, "'binary':true,'end':true")).isTrue();

    assertThat(client.awaitData("assistant.message").path("content").asText())
        .isEqualTo("One two.");
    client.await("session.idle");
    assertThat(performer.piece(start, "late", "")).isFalse();
    assertThat(server.model().requests()).isEmpty();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void anErrorOfTheHandlerIsTriedAgain() throws Exception {
    JsonNode first = asked("");
    assertThat(performer.head(first, 502)).isTrue();
    assertThat(performer.piece(first, "", "'end':true,'error':{'message':'no route'}")).isTrue();
    performer.answer(performer.start(), 200, WHOLE);

    JsonNode failure = client.awaitData("model.call_failure");
    assertThat(failure.path("errorMessage").asText()).contains("no route");
    assertThat(failure.path("failureKind").asText()).isEqualTo("transport");
    assertAnswered();
  }

  @Test
  void anAnswerOfTheProviderIsNoErrorOfTheHandler() throws Exception {
    performer.answer(asked(""), 400, json("{'error':{'message':'That is bad.'}}"));

    assertThat(client.awaitData("session.error").path("message").asText()).contains("That is bad.");
    client.await("session.idle");
    assertTheNextTurnIsAnswered();
  }

  @Test
  void abortCancelsTheRequest() throws Exception {
    JsonNode start = asked("");
    performer.chunk();

    client.ask("session.abort", json("{'sessionId':'s1'}"));

    JsonNode cancel = performer.chunk();
    assertThat(cancel.path("requestId")).isEqualTo(start.path("requestId"));
    assertThat(cancel.path("cancel").asBoolean()).isTrue();
    assertThat(cancel.path("cancelReason").asText()).isNotBlank();
    assertThat(performer.head(start, 200)).isFalse();
    client.await("session.idle");
    assertTheNextTurnIsAnswered();
  }

  @Test
  void abortInTheMiddleOfAReplyCancelsTheRequest() throws Exception {
    JsonNode start = asked(",'streaming':true");
    performer.chunk();
    performer.head(start, 200);
    performer.piece(start, delta("One ", ""), "");
    client.await("assistant.message_delta");

    client.ask("session.abort", json("{'sessionId':'s1'}"));

    assertThat(performer.chunk().path("cancel").asBoolean()).isTrue();
    assertThat(performer.piece(start, delta("two ", ""), "")).isFalse();
  }

  @Test
  void theClientHoldsTheWebSocket() throws Exception {
    client.ask(
        "session.create",
        json(
            "{'sessionId':'s1','model':'m','provider':{'wireApi':'responses',"
                + "'transport':'websockets','baseUrl':'https://models.example/v1'}}"));
    send();

    JsonNode start = performer.start();
    assertThat(start.path("transport").asText()).isEqualTo("websocket");
    assertThat(start.path("url").asText()).isEqualTo("wss://models.example/v1/responses");
    assertThat(performer.head(start, 101)).isTrue();
    JsonNode frame = Json.read(bytes(performer.chunk().path("data").asText()));
    assertThat(frame.path("type").asText()).isEqualTo("response.create");
    performer.piece(start, response("r1", "One."), "");
    assertThat(client.awaitData("assistant.usage").path("apiEndpoint").asText())
        .isEqualTo("ws:/responses");
    client.await("session.idle");

    send();
    JsonNode more = Json.read(bytes(performer.chunk().path("data").asText()));
    assertThat(more.path("previous_response_id").asText()).isEqualTo("r1");
    assertThat(more.path("input")).hasSize(1);
    performer.piece(start, response("r2", "Two."), "");
    assertThat(client.awaitData("assistant.message").path("content").asText()).isEqualTo("Two.");
    client.await("session.idle");

    client.ask("session.destroy", json("{'sessionId':'s1'}"));
    assertThat(performer.chunk().path("cancel").asBoolean()).isTrue();
  }

  private static String response(String id, String text) {
    return json(
        "{'type':'response.completed','response':{'id':'"
            + id
            + "','status':'completed','output':[{'id':'msg_1','type':'message','role':'assistant',"
            + "'content':[{'type':'output_text','text':'"
            + text
            + "'}]}],'usage':{'input_tokens':5,'output_tokens':7}}}");
  }

  @Test
  void strangersMayNotReachInsideByPerformingThemselves() throws Exception {
    server.distrust();
    server.restart();
    join();
    client.ask("session.create", server.session("s1", ""));
    send();

    assertThat(client.await("session.error").toString())
        .contains("leads to an address inside this server's network");
  }

  @Test
  void theClientListsTheModelsOfItsSessions() throws Exception {
    client.ask("session.create", server.session("s1", ""));

    assertThat(listed("session.model.list", json("{'sessionId':'s1'}"))).contains("a-model");
    assertThat(server.model().requests()).isEmpty();
  }

  @Test
  void theClientListsTheModelsOfTheDefaultProviderToo() throws Exception {
    server.restartWithDefaultProvider();
    join();
    int before = server.model().requestCount();

    assertThat(listed("models.list", "{}")).contains("a-model");
    assertThat(server.model().requestCount()).isEqualTo(before);
  }

  /** What comes of a list with one model; whatever else is asked is not there. */
  private String listed(String method, String params) throws Exception {
    Future<JsonNode> listed = client.later(method, params);
    int lists = 0;
    while (!listed.isDone()) {
      JsonNode start = performer.poll();
      if (start != null) {
        assertThat(start.path("method").asText()).isIn("GET", "POST");
        boolean list = start.path("url").asText().endsWith("/v1/models");
        lists += list ? 1 : 0;
        performer.answer(
            start, list ? 200 : 404, json(list ? "{'data':[{'id':'a-model'}]}" : "{}"));
      }
    }
    assertThat(lists).isPositive();
    return listed.get().toString();
  }

  @Test
  void answersForUnknownRequestsAreNotWanted() throws Exception {
    assertThat(
            client
                .ask(
                    "llmInference.httpResponseChunk",
                    json("{'requestId':'x','data':'','end':true}"))
                .path("accepted")
                .asBoolean())
        .isFalse();
  }
}
