package dev.latchkey.server;

import static dev.latchkey.server.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.simulator.script.Reply;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several clients of one server, of which some perform requests. */
class SharedHandlerFlowTest {
  private static final String WHOLE =
      json("{'choices':[{'message':{'role':'assistant','content':'Hi.'},'finish_reason':'stop'}]}");

  @TempDir private Path home;
  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    server = TestServer.start(home);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private void create(TestClient client, String id) throws Exception {
    client.ask("session.create", server.session(id, ""));
  }

  private static void resume(TestClient client) throws Exception {
    client.ask("session.resume", json("{'sessionId':'s1'}"));
  }

  private static void send(TestClient client, String id) throws Exception {
    client.ask("session.send", json("{'sessionId':'" + id + "','prompt':'Hello'}"));
  }

  private static void assertAnswered(TestClient client, String text) throws Exception {
    assertThat(client.awaitData("assistant.message").path("content").asText()).isEqualTo(text);
    client.await("session.idle");
  }

  /** A turn that {@code asking} begins is performed by {@code performer}. */
  private static void assertPerformed(TestClient asking, Performer performer) throws Exception {
    send(asking, "s1");
    performer.answer(performer.start(), 200, WHOLE);
    assertAnswered(asking, "Hi.");
  }

  @Test
  void aSessionKeepsItsPerformerWhoeverAsks() throws Exception {
    TestClient performing = server.client();
    Performer performer = Performer.of(performing);
    create(performing, "s1");
    TestClient other = server.client();
    resume(other);

    assertPerformed(other, performer);
    assertPerformed(performing, performer);
    performing.ask("session.destroy", json("{'sessionId':'s1'}"));
    assertPerformed(other, performer);
    assertThat(server.model().requests()).isEmpty();
  }

  @Test
  void theSessionsOfOthersAreTheirOwnBusiness() throws Exception {
    server.model().enqueue(Reply.text("Directly."));
    TestClient performing = server.client();
    Performer.of(performing);
    TestClient other = server.client();
    create(other, "s2");

    send(other, "s2");

    assertAnswered(other, "Directly.");
    assertThat(server.model().requests()).hasSize(1);
  }

  @Test
  void eachClientPerformsForItsOwnSessions() throws Exception {
    TestClient one = server.client();
    TestClient two = server.client();
    Performer first = Performer.of(one);
    Performer second = Performer.of(two);
    create(one, "s1");
    create(two, "s2");

    send(one, "s1");
    send(two, "s2");

    JsonNode ofFirst = first.start();
    JsonNode ofSecond = second.start();
    assertThat(ofFirst.path("sessionId").asText()).isEqualTo("s1");
    assertThat(ofSecond.path("sessionId").asText()).isEqualTo("s2");
    first.answer(ofFirst, 200, WHOLE);
    second.answer(ofSecond, 200, WHOLE);
    assertAnswered(one, "Hi.");
    assertAnswered(two, "Hi.");
  }

  @Test
  void anotherPerformerTakesOverInTheMiddleOfATurn() throws Exception {
    TestClient leaving = server.client();
    Performer first = Performer.of(leaving);
    create(leaving, "s1");
    TestClient staying = server.client();
    Performer second = Performer.of(staying);
    resume(staying);
    send(staying, "s1");
    first.start();

    leaving.close();

    second.answer(second.start(), 200, WHOLE);
    assertAnswered(staying, "Hi.");
    assertPerformed(staying, second);
  }

  @Test
  void withoutAPerformerTheTurnEndsAndSaysSoUntilOneIsBack() throws Exception {
    TestClient performing = server.client();
    Performer performer = Performer.of(performing);
    create(performing, "s1");
    TestClient other = server.client();
    resume(other);
    send(other, "s1");
    performer.start();

    performing.close();

    assertNobodyPerforms(other);
    send(other, "s1");
    assertNobodyPerforms(other);
    assertThat(server.model().requests()).isEmpty();
    TestClient back = server.client();
    Performer again = Performer.of(back);
    resume(back);
    assertPerformed(other, again);
  }

  private static void assertNobodyPerforms(TestClient client) throws Exception {
    assertThat(client.awaitData("session.error").path("message").asText())
        .contains("The client that performs this session's requests to providers has left.")
        .contains("Open the session again with a client that has a request handler.");
    client.await("session.idle");
  }

  @Test
  void aClientMayBeginToPerformForASessionItIsAttachedTo() throws Exception {
    TestClient performing = server.client();
    Performer.of(performing);
    create(performing, "s1");
    TestClient other = server.client();
    resume(other);
    performing.ask("session.destroy", json("{'sessionId':'s1'}"));

    assertPerformed(other, Performer.of(other));
  }

  @Test
  void whoOpensAStoredSessionDecidesAnew() throws Exception {
    server.model().enqueue(Reply.text("Directly."));
    TestClient performing = server.client();
    Performer performer = Performer.of(performing);
    create(performing, "s1");
    assertPerformed(performing, performer);
    performing.ask("session.destroy", json("{'sessionId':'s1'}"));

    TestClient other = server.client();
    other.ask("session.resume", server.session("s1", ""));
    send(other, "s1");

    assertAnswered(other, "Directly.");
    assertThat(server.model().lastRequest().messages().toString()).contains("Hello");
  }
}
