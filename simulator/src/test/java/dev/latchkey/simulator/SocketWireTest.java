package dev.latchkey.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.simulator.script.Fault;
import dev.latchkey.simulator.script.Oddity;
import dev.latchkey.simulator.script.Reply;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The Responses API over a WebSocket. */
class SocketWireTest {
  private static final String FIRST =
      "{'type':'response.create','model':'m','store':false,'input':[{'type':'message',"
          + "'role':'user','content':[{'type':'input_text','text':'2+2?'}]}]}";
  private static final String NEXT =
      "{'type':'response.create','model':'m','store':false,'previous_response_id':'ID','input':"
          + "[ITEM]}";
  private static final String MORE = "{'type':'message','role':'user','content':'More'}";

  private final Simulator sim = Simulator.start();

  @AfterEach
  void close() {
    sim.close();
  }

  private static String next(JsonNode reply, String item) {
    return NEXT.replace("ID", reply.path("response").path("id").asText()).replace("ITEM", item);
  }

  @Test
  void answersMessageByMessageAndRemembersTheConversation() throws Exception {
    try (SocketClient client = new SocketClient(sim)) {
      client.send(FIRST);
      assertThat(client.next().path("type").asText()).isEqualTo("response.created");
      JsonNode reply = client.last();
      assertThat(reply.toString()).contains("4");

      client.send(next(reply, MORE));

      assertThat(client.last().path("type").asText()).isEqualTo("response.completed");
      assertThat(sim.violations()).isEmpty();
      assertThat(sim.modelCalls()).hasSize(2);
      assertThat(sim.lastRequest().overSocket()).isTrue();
      assertThat(sim.lastRequest().body().path("input")).hasSize(1);
      assertThat(sim.requests().getFirst().headers().all("authorization"))
          .containsExactly("Bearer k");
      assertThat(sim.openSockets()).isEqualTo(1);
    }
    assertThat(sim.awaitOpenSockets(0, Duration.ofSeconds(5))).isTrue();
  }

  @Test
  void refusesAResponseItDoesNotKnow() throws Exception {
    try (SocketClient client = new SocketClient(sim)) {
      client.send(NEXT.replace("ID", "resp_9").replace("ITEM", MORE));

      JsonNode error = client.last();
      assertThat(error.path("status").asInt()).isEqualTo(400);
      assertThat(error.path("error").path("code").asText())
          .isEqualTo("previous_response_not_found");
    }
  }

  @Test
  void holdsContinuationsToTheRulesOfTheWholeConversation() throws Exception {
    sim.enqueue(Reply.answer().toolCall("c1", "look", "{}"), Reply.text("Seen."));
    try (SocketClient client = new SocketClient(sim)) {
      client.send(FIRST);
      client.send(
          next(client.last(), "{'type':'function_call_output','call_id':'c1','output':'there'}"));
      assertThat(client.last().path("type").asText()).isEqualTo("response.completed");
      assertThat(sim.violations()).isEmpty();

      sim.enqueue(Reply.answer().toolCall("c2", "look", "{}"));
      client.send(FIRST);
      client.send(next(client.last(), MORE));
      assertThat(client.last().path("status").asInt()).isEqualTo(400);
      assertThat(sim.violations()).hasSize(1);
    }
  }

  @Test
  void sendsErrorsWithStatusAndHeaders() throws Exception {
    sim.fail(Fault.RATE_LIMIT);
    try (SocketClient client = new SocketClient(sim)) {
      client.send(FIRST);

      JsonNode error = client.last();
      assertThat(error.path("status").asInt()).isEqualTo(429);
      assertThat(error.path("headers").path("retry-after").asText()).isEqualTo("1");
      assertThat(error.path("error").path("code").asText()).isEqualTo("rate_limit_exceeded");
      client.send(FIRST);
      assertThat(client.last().path("type").asText()).isEqualTo("response.completed");
    }
  }

  @Test
  void breaksOffAndCloses() throws Exception {
    sim.enqueue(Reply.text("one two").breaking(Fault.CUT_MID_STREAM, 2));
    try (SocketClient client = new SocketClient(sim)) {
      client.send(FIRST);
      assertThat(client.last().path("type").asText()).isEqualTo("closed");
    }
    sim.enqueue(Reply.answer().text("Bye.").odd(Oddity.CLOSE_AFTERWARDS, Oddity.PINGS));
    try (SocketClient client = new SocketClient(sim)) {
      client.send(FIRST);
      assertThat(client.last().path("type").asText()).isEqualTo("response.completed");
      assertThat(client.last().path("type").asText()).isEqualTo("closed");
    }
  }

  @Test
  void forgetsWhenTold() throws Exception {
    sim.enqueue(Reply.text("One."), Reply.fault(Fault.FORGET_RESPONSE));
    try (SocketClient client = new SocketClient(sim)) {
      client.send(FIRST);
      client.send(next(client.last(), MORE));
      assertThat(client.last().path("error").path("code").asText())
          .isEqualTo("previous_response_not_found");
    }
  }

  @Test
  void refusesTheUpgrade() throws Exception {
    sim.enqueue(Reply.fault(Fault.REFUSE_UPGRADE));

    assertThatThrownBy(() -> new SocketClient(sim).close())
        .hasCauseInstanceOf(WebSocketHandshakeException.class);
    try (SocketClient client = new SocketClient(sim)) {
      client.send("no json");
      assertThat(client.last().path("status").asInt()).isEqualTo(400);
    }
  }
}
