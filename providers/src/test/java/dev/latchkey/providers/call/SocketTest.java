package dev.latchkey.providers.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.CallNotice;
import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.Message;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ModelStream;
import dev.latchkey.providers.Transport;
import dev.latchkey.providers.net.Listening;
import dev.latchkey.providers.net.Network;
import dev.latchkey.providers.net.TinyServer;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.script.Fault;
import dev.latchkey.simulator.script.Oddity;
import dev.latchkey.simulator.script.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Responses over a WebSocket that stays open between calls. */
class SocketTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final String REPLY =
      "{\"id\":\"r1\",\"status\":\"completed\",\"output\":[{\"type\":\"message\","
          + "\"role\":\"assistant\",\"content\":[{\"type\":\"output_text\",\"text\":\"ok\"}]}]}";
  private static final String ANSWER =
      "HTTP/1.1 200 X\r\nConnection: close\r\nContent-Length: "
          + REPLY.length()
          + "\r\n\r\n"
          + REPLY;

  private final Simulator sim = Simulator.start();
  private final SocketHarness session = new SocketHarness(sim);

  @AfterEach
  void close() {
    assertThat(sim.violations()).isEmpty();
    session.close();
    sim.close();
  }

  private List<String> shapes() {
    return sim.requests().stream().map(SocketHarness::shape).toList();
  }

  @Test
  void sendsOnlyWhatIsNew() {
    sim.enqueue(Reply.text("One."), Reply.answer().reasoning("Hm.").text("Two."));

    assertThat(session.ask("First?")).isEqualTo("One.");
    assertThat(session.ask("Second?")).isEqualTo("Two.");
    assertThat(session.ask("2+2?")).contains("4");

    assertThat(shapes()).containsExactly("GET", "socket 1", "socket +1", "socket +1");
    assertThat(session.transport()).isEqualTo(Transport.WEBSOCKETS);
    JsonNode second = sim.requests().get(2).body();
    assertThat(second.path("type").asText()).isEqualTo("response.create");
    assertThat(second.path("previous_response_id").asText()).isEqualTo("resp_2");
    assertThat(second.path("instructions").asText()).isEqualTo("Be brief.");
    assertThat(second.path("store").asBoolean(true)).isFalse();
    assertThat(second.has("stream")).isFalse();
    assertThat(second.has("prompt_cache_key")).isFalse();
    assertThat(session.waits.gate.egress().lines())
        .singleElement()
        .satisfies(line -> assertThat(line.requests()).isEqualTo(4))
        .satisfies(line -> assertThat(line.bytesSent()).isBetween(300L, 2000L))
        .satisfies(line -> assertThat(line.bytesReceived()).isGreaterThan(1000L));
  }

  @Test
  void sendsOnlyTheResultsOfCalls() {
    sim.enqueue(
        Reply.answer()
            .text("Looking.")
            .toolCall("c1", "look", "{\"a\":1}")
            .toolCall("c2", "look", "{}"),
        Reply.text("Seen."));
    session.ask("Look twice.");
    session.conversation.add(Message.results(List.of(result("c1"), result("c2"))));

    assertThat(session.answer()).isEqualTo("Seen.");

    assertThat(shapes()).containsExactly("GET", "socket 1", "socket +2");
  }

  private static Content.ToolResult result(String id) {
    return new Content.ToolResult(id, List.of(new Content.Text("there")), false);
  }

  @Test
  void sendsEverythingWhenHistoryChangedOrTheModelDid() {
    session.ask("First?");
    session.conversation.set(0, Message.user("Zeroth?"));
    session.ask("Second?");
    session.model = "gpt-5-mini";
    session.ask("Third?");
    session.ask("Fourth?");

    assertThat(shapes()).containsExactly("GET", "socket 1", "socket 3", "socket 5", "socket +1");
  }

  @Test
  void opensANewSocketWhenItsServerForgotTheConversation() {
    sim.enqueue(Reply.text("One."), Reply.fault(Fault.FORGET_RESPONSE), Reply.text("Two."));
    session.ask("First?");

    assertThat(session.ask("Second?")).isEqualTo("Two.");

    assertThat(shapes()).containsExactly("GET", "socket 1", "socket +1", "GET", "socket 3");
    assertThat(session.waits.retries).isEmpty();
    assertThat(session.notices).isEmpty();
  }

  @Test
  void opensANewSocketWhenItWasClosedBetweenCalls() throws Exception {
    sim.enqueue(Reply.answer().text("One.").odd(Oddity.CLOSE_AFTERWARDS), Reply.text("Two."));
    session.ask("First?");
    assertThat(sim.awaitOpenSockets(0, PATIENCE)).isTrue();

    assertThat(session.ask("Second?")).isEqualTo("Two.");

    assertThat(shapes()).containsExactly("GET", "socket 1", "GET", "socket 3");
    assertThat(session.waits.retries).isEmpty();
  }

  @Test
  void triesABrokenReplyAgainOverHttpAndTheNextOverASocket() {
    sim.enqueue(
        Reply.text("never").breaking(Fault.CUT_MID_STREAM, 1),
        Reply.text("One."),
        Reply.text("Two."));

    assertThat(session.ask("First?")).isEqualTo("One.");
    assertThat(session.transport()).isEqualTo(Transport.HTTP);
    assertThat(session.ask("Second?")).isEqualTo("Two.");

    assertThat(shapes()).containsExactly("GET", "socket 1", "http 1", "GET", "socket 3");
    assertThat(session.waits.retries).containsExactly("1 Connection PT1S");
    assertThat(session.notices).isEmpty();
  }

  @Test
  void endsAReplyThatBrokeAfterItsFirstWordsAndAsksAgainOverHttp() {
    sim.enqueue(
        Reply.text("one two three four").breaking(Fault.CUT_MID_STREAM, 6), Reply.text("Done."));
    session.conversation.add(Message.user("Count."));

    assertThatThrownBy(session::answer).isInstanceOf(ModelException.Connection.class);
    assertThat(session.answer()).isEqualTo("Done.");

    assertThat(shapes()).containsExactly("GET", "socket 1", "http 1");
  }

  @Test
  void goesOnOverHttpWhereNoWebSocketIsOpened() {
    sim.enqueue(Reply.fault(Fault.REFUSE_UPGRADE));

    session.ask("First?");
    session.ask("Second?");

    assertThat(shapes()).containsExactly("GET", "http 1", "http 3");
    assertThat(session.notices).containsExactly(CallNotice.FELL_BACK);
    assertThat(session.waits.retries).isEmpty();
  }

  @Test
  void asksForASocketAgainWhenAnHourHasPassedSinceItWasRefused() {
    sim.enqueue(Reply.fault(Fault.REFUSE_UPGRADE));
    session.ask("First?");
    session.waits.now = Harness.NOW.plus(Duration.ofMinutes(59));
    session.ask("Second?");
    session.waits.now = Harness.NOW.plus(Duration.ofMinutes(60));
    session.ask("Third?");

    assertThat(shapes()).containsExactly("GET", "http 1", "http 3", "GET", "socket 5");
    assertThat(session.notices).containsExactly(CallNotice.FELL_BACK);
  }

  @ParameterizedTest
  @CsvSource({"401,5", "403,5", "429,5", "503,5", "400,60", "501,5"})
  void asksSoonerWhereTheReasonMayPass(int status, int minutes) {
    AtomicInteger asked = new AtomicInteger();
    Listening.Service refusing =
        client -> {
          boolean opening = TinyServer.read(client.getInputStream()).line().startsWith("GET ");
          asked.addAndGet(opening ? 1 : 0);
          String answer = opening ? "HTTP/1.1 " + status + " X\r\n\r\n" : ANSWER;
          client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        };
    try (Listening server = Listening.start(refusing);
        SocketHarness other =
            new SocketHarness(
                SocketHarness.config("http://127.0.0.1:" + server.port() + "/v1").build(),
                CallPolicy.DEFAULT,
                Network.of(Map.of()))) {
      assertThat(other.ask("First?")).isEqualTo("ok");
      other.waits.now = Harness.NOW.plus(Duration.ofMinutes(minutes).minusSeconds(1));
      other.ask("Second?");
      assertThat(asked).hasValue(1);
      other.waits.now = Harness.NOW.plus(Duration.ofMinutes(minutes));
      other.ask("Third?");
      assertThat(asked).hasValue(2);
      assertThat(other.notices).containsExactly(CallNotice.FELL_BACK);
    }
  }

  @Test
  void waitsAsLongAsAnErrorMessageAsksAndGoesOnOverTheSameSocket() {
    sim.enqueue(Reply.text("One."), Reply.fault(Fault.RATE_LIMIT), Reply.text("Two."));
    session.ask("First?");
    session.waits.luck = 0;

    assertThat(session.ask("Second?")).isEqualTo("Two.");

    assertThat(session.waits.waits).containsExactly(Duration.ofSeconds(1));
    assertThat(shapes()).containsExactly("GET", "socket 1", "socket +1", "socket 3");
  }

  @Test
  void doesNotRepeatWhatIsRefused() {
    sim.enqueue(Reply.status(400, "bad_thing", "That is a bad thing."), Reply.text("Fine."));

    assertThatThrownBy(() -> session.ask("First?"))
        .isInstanceOfSatisfying(
            ModelException.InvalidRequest.class,
            failure -> {
              assertThat(failure.failure().status()).isEqualTo(400);
              assertThat(failure.failure().code()).isEqualTo("bad_thing");
              assertThat(failure.failure().requestId()).isEqualTo("req_2");
              assertThat(failure.failure().url()).startsWith("ws://127.0.0.1:");
            });
    assertThat(session.answer()).isEqualTo("Fine.");

    assertThat(shapes()).containsExactly("GET", "socket 1", "socket 1");
  }

  @Test
  void learnsFromARefusalAsOverHttp() {
    sim.enqueue(
        Reply.status(400, "unsupported_parameter", "Unsupported parameter: 'store'."),
        Reply.text("Fine."));

    assertThat(session.ask("First?")).isEqualTo("Fine.");

    assertThat(sim.lastRequest().body().has("store")).isFalse();
    assertThat(session.notices).containsExactly(CallNotice.LEARNED);
  }

  @Test
  void carriesOneCallAtATime() {
    sim.enqueue(Reply.text("slow").breaking(Fault.HANG_MID_STREAM, 5), Reply.text("Other."));
    session.conversation.add(Message.user("First?"));
    try (ModelStream hanging = session.open()) {
      assertThat(hanging.next()).isNotNull();
      assertThat(session.answer()).isEqualTo("Other.");
    }
    assertThat(shapes()).containsExactly("GET", "socket 1", "http 1");
  }

  @Test
  void answersPings() {
    sim.enqueue(Reply.answer().text("One two three.").odd(Oddity.PINGS));

    assertThat(session.ask("First?")).isEqualTo("One two three.");
    assertThat(session.transport()).isEqualTo(Transport.WEBSOCKETS);
  }

  @Test
  void closesTheSocketWithTheSession() throws Exception {
    session.ask("First?");
    assertThat(sim.openSockets()).isEqualTo(1);

    session.provider.close();

    assertThat(sim.awaitOpenSockets(0, PATIENCE)).isTrue();
  }
}
