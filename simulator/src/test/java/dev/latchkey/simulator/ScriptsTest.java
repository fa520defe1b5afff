package dev.latchkey.simulator;

import static dev.latchkey.simulator.Client.COMPLETIONS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.simulator.script.Match;
import dev.latchkey.simulator.script.Reply;
import dev.latchkey.simulator.script.Script;
import dev.latchkey.simulator.traffic.Wire;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScriptsTest {
  private final Simulator sim = Simulator.start();
  private final Client client = new Client(sim);

  @AfterEach
  void stop() {
    sim.close();
  }

  private String ask(String text) {
    String body = client.ask(COMPLETIONS, text, false).body();
    return body.replaceAll("(?s).*\"content\":\"([^\"]*)\".*", "$1");
  }

  @Test
  void prefersRulesThenOrderThenDefault() {
    sim.script(
        Script.of(Reply.text("first"))
            .then(2, Reply.text("later"))
            .when(Match.lastUserText("Weather"), Reply.text("sun"), Reply.text("rain"))
            .rule(new Script.Rule(Match.calls(5, 9), 1, List.of(Reply.text("ruled")))));
    assertThat(
            List.of(
                ask("a"),
                ask("the weather?"),
                ask("b"),
                ask("weather"),
                ask("c"),
                ask("d"),
                ask("Say hi")))
        .containsExactly("first", "sun", "later", "rain", "ruled", "later", "hi");
    assertThat(sim.waitingReplies()).isZero();
  }

  @Test
  void matchesModelAndWire() {
    sim.script(
        Script.EMPTY
            .when(Match.model("other"), Reply.text("no"))
            .when(Match.wire(Wire.RESPONSES), Reply.text("no"))
            .when(Match.model("m"), Reply.text("yes")));
    assertThat(ask("x")).isEqualTo("yes");
  }

  @Test
  void readsWhatTheUserSaysBesideResults() {
    String body =
        """
        {"model":"m","max_tokens":9,"messages":[
          {"role":"user","content":"first"},
          {"role":"assistant","content":[{"type":"tool_use","id":"t","name":"f","input":{}}]},
          {"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":"ok"},
                                    {"type":"text","text":"second"}]}]}
        """;
    client.post(Client.ANTHROPIC, body, "anthropic-version", "2023-06-01");
    assertThat(sim.lastRequest().lastUserText()).isEqualTo("second");
  }

  @Test
  void asksTheFunctionFirst() {
    sim.onRequest(request -> request.lastUserText().equals("mine") ? Reply.text("function") : null);
    sim.enqueue(Reply.text("queue"));
    assertThat(List.of(ask("mine"), ask("other"))).containsExactly("function", "queue");
  }

  @Test
  void reportsAFunctionThatThrows() {
    sim.onRequest(_ -> {
      throw new IllegalStateException("boom");
    });
    assertThat(client.ask(COMPLETIONS, "x", false).statusCode()).isEqualTo(500);
    assertThat(sim.violations())
        .singleElement()
        .matches(v -> v.reason().endsWith("threw java.lang.IllegalStateException: boom."));
  }

  @Test
  void isStrictWhenTold() {
    sim.script(Script.of(Reply.text("only")).strictly());
    ask("a");
    assertThat(client.ask(COMPLETIONS, "b", false).statusCode()).isEqualTo(500);
    assertThat(sim.violations()).singleElement().matches(v -> v.reason().contains("no reply"));
  }

  @Test
  void forgetsBeyondItsLimit() {
    try (Simulator small = Simulator.start(SimulatorOptions.defaults().recordLimit(2))) {
      Client other = new Client(small);
      for (String text : List.of("a", "b", "c")) {
        other.ask(COMPLETIONS, text, false);
      }
      assertThat(small.requests()).extracting(r -> r.lastUserText()).containsExactly("b", "c");
      assertThat(small.requestCount()).isEqualTo(3);
    }
  }
}
