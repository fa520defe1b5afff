package dev.latchkey.runtime.engine;

import static dev.latchkey.runtime.engine.Bench.call;
import static dev.latchkey.runtime.engine.Bench.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.latchkey.providers.Content;
import dev.latchkey.runtime.ClientTool;
import dev.latchkey.runtime.Session;
import dev.latchkey.runtime.ToolReply;
import dev.latchkey.runtime.UserInput;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Models that cannot write arguments, or make the same call for ever. */
class CallWatchTest {
  private static final ClientTool LOOK =
      new ClientTool(
          "look",
          "Looks.",
          Bench.json("{'type':'object','properties':{'at':{'type':'string'}},'required':['at']}"),
          true,
          true);

  private final Bench bench = new Bench();
  private final Recorder told = bench.told;

  @AfterEach
  void close() {
    bench.close();
  }

  private Session start() {
    Session session = bench.create(options().tools(List.of(LOOK)));
    session.send(UserInput.of("Look"));
    return session;
  }

  private void answer(Session session, int number, String text) {
    String request = told.await("external_tool.requested", number).path("requestId").asText();
    session.completeToolCall(request, new ToolReply.Result(TextNode.valueOf(text)));
  }

  @Test
  void theModelReadsWhyItsArgumentsAreNoneAndHistoryStaysValid() {
    bench.model.calls(call("c1", "look", "{'at':'sk")).says("Sorry.");
    start();
    told.awaitIdle();
    Content.ToolResult read =
        (Content.ToolResult) bench.model.lastRequest().messages().getLast().content().getFirst();
    assertThat(read.failed()).isTrue();
    assertThat(((Content.Text) read.content().getFirst()).text())
        .startsWith("The call was not made: the arguments of 'look' must be one JSON object, but")
        .contains("line 1, column")
        .contains("Required: at.");
    Content.ToolCall replayed =
        (Content.ToolCall) bench.model.lastRequest().messages().get(1).content().getFirst();
    assertThat(replayed.arguments()).isEqualTo("{}");
    assertThat(told.data("external_tool.requested")).isEmpty();
  }

  @Test
  void threeMalformedAnswersInARowEndTheRunClearly() {
    for (int i = 0; i < 5; i++) {
      bench.model.calls(call("c" + i, "look", "[1]"));
    }
    Session session = start();
    told.awaitIdle();
    assertThat(bench.model.requests()).hasSize(CallWatch.MAX_MALFORMED);
    JsonNode error = told.only("session.error");
    assertThat(error.path("errorCode").asText()).isEqualTo("malformed_tool_arguments");
    assertThat(error.path("message").asText())
        .contains("3 times in a row, last for 'look': they are JSON, but no object");
    assertThat(told.types())
        .containsSubsequence("tool.execution_complete", "assistant.turn_end", "session.error");

    session.send(UserInput.of("Again"));
    told.await("session.idle", 2);
    assertThat(bench.model.requests().size()).isGreaterThan(CallWatch.MAX_MALFORMED);
  }

  @Test
  void aGoodCallInBetweenStartsTheCountAnew() {
    bench
        .model
        .calls(call("a", "look", "oops"))
        .calls(call("b", "look", "oops"))
        .calls(call("c", "look", "{'at':'sky'}"))
        .calls(call("d", "look", "oops"))
        .calls(call("e", "look", "oops"))
        .says("Fine.");
    Session session = start();
    answer(session, 1, "blue");
    told.awaitIdle();
    assertThat(told.data("session.error")).isEmpty();
    assertThat(told.data("assistant.message").getLast().path("content").asText())
        .isEqualTo("Fine.");
  }

  @Test
  void aLoopIsToldOnce() {
    for (int i = 0; i < CallWatch.LOOP + 2; i++) {
      bench.model.calls(call("c" + i, "look", "{'at':'sky'}"));
    }
    bench.model.says("Fine.");
    Session session = start();
    for (int i = 1; i <= CallWatch.LOOP + 2; i++) {
      answer(session, i, "blue");
    }
    told.awaitIdle();
    JsonNode warning = told.only("session.warning");
    assertThat(warning.path("warningType").asText()).isEqualTo("tool.loop");
    assertThat(warning.path("message").asText()).contains("'look' 5 times");
  }

  @Test
  void aChangingResultIsNoLoop() {
    for (int i = 0; i < CallWatch.LOOP + 2; i++) {
      bench.model.calls(call("c" + i, "look", "{'at':'sky'}"));
    }
    bench.model.says("Fine.");
    Session session = start();
    for (int i = 1; i <= CallWatch.LOOP + 2; i++) {
      answer(session, i, "blue " + i);
    }
    told.awaitIdle();
    assertThat(told.data("session.warning")).isEmpty();
  }
}
