package dev.latchkey.runtime.engine;

import static dev.latchkey.runtime.engine.Bench.call;
import static dev.latchkey.runtime.engine.Bench.json;
import static dev.latchkey.runtime.engine.Bench.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.latchkey.runtime.PermissionDecision;
import dev.latchkey.runtime.Session;
import dev.latchkey.runtime.ToolReply;
import dev.latchkey.runtime.UserInput;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What each decision about a client tool leads to: the table of the public protocol. */
class PermissionTest {
  private final Bench bench = new Bench();
  private final Recorder told = bench.told;

  @AfterEach
  void close() {
    bench.close();
  }

  private Session asked(String decision) {
    bench.model.calls(call("c1", "erase", "{}")).says("Fine.");
    Session session = bench.create(options().tools(List.of(Bench.tool("erase"))));
    session.send(UserInput.of("Erase it"));
    String request = told.await("permission.requested", 1).path("requestId").asText();
    assertThat(session.answerPermission(request, PermissionDecision.of(json(decision)))).isTrue();
    assertThat(session.answerPermission(request, PermissionDecision.of(json(decision)))).isFalse();
    return session;
  }

  private JsonNode completed(String decision) {
    asked(decision);
    told.awaitIdle();
    assertThat(told.only("permission.completed").path("toolCallId").asText()).isEqualTo("c1");
    return told.only("permission.completed").path("result");
  }

  private String toolError() {
    JsonNode complete = told.only("tool.execution_complete");
    assertThat(complete.path("success").asBoolean()).isFalse();
    assertThat(complete.has("result")).isFalse();
    return complete.path("error").path("code").asText()
        + ": "
        + complete.path("error").path("message").asText();
  }

  @Test
  void rejectionWithoutFeedbackStopsTheRun() {
    assertThat(completed("{'kind':'reject'}"))
        .isEqualTo(json("{'kind':'denied-interactively-by-user'}"));
    assertThat(toolError()).isEqualTo("rejected: The user rejected this tool call.");
    assertThat(bench.model.requests()).hasSize(1);
    assertThat(told.types()).endsWith("assistant.turn_end", "assistant.idle~", "session.idle~");
  }

  @Test
  void rejectionWithFeedbackGoesOn() {
    assertThat(completed("{'kind':'reject','feedback':'too dangerous'}"))
        .isEqualTo(json("{'kind':'denied-interactively-by-user','feedback':'too dangerous'}"));
    assertThat(toolError())
        .isEqualTo("denied: The user rejected this tool call. User feedback: too dangerous");
    assertThat(bench.model.requests()).hasSize(2);
  }

  @Test
  void nobodyAvailableGoesOn() {
    assertThat(completed("{'kind':'user-not-available'}"))
        .isEqualTo(json("{'kind':'denied-no-approval-rule-and-could-not-request-from-user'}"));
    assertThat(toolError())
        .isEqualTo("denied: Permission denied and could not request permission from user");
    assertThat(bench.model.requests()).hasSize(2);
  }

  @Test
  void unknownDecisionFailsTheTool() {
    asked("{'kind':'perhaps'}");
    told.awaitIdle();
    assertThat(toolError()).isEqualTo("failure: The permission decision \"perhaps\" is not known");
  }

  @Test
  void approvalForTheSessionIsRemembered() {
    Session session = asked("{'kind':'approve-for-session'}");
    String first = told.await("external_tool.requested", 1).path("requestId").asText();
    session.completeToolCall(first, new ToolReply.Result(TextNode.valueOf("gone")));
    told.awaitIdle();
    assertThat(told.only("permission.completed").path("result"))
        .isEqualTo(
            json(
                "{'kind':'approved-for-session',"
                    + "'approval':{'kind':'custom-tool','toolName':'erase'}}"));

    bench.model.calls(call("c2", "erase", "{}")).says("Fine again.");
    session.send(UserInput.of("And the rest"));
    String second = told.await("external_tool.requested", 2).path("requestId").asText();
    session.completeToolCall(second, new ToolReply.Result(TextNode.valueOf("gone too")));
    told.await("session.idle", 2);
    assertThat(told.data("permission.requested")).hasSize(1);
  }

  @Test
  void withoutAnybodyToAskNothingIsAsked() {
    bench.model.calls(call("c1", "erase", "{}")).says("Fine.");
    Session session =
        bench.create(options().askPermission(false).tools(List.of(Bench.tool("erase"))));
    session.send(UserInput.of("Erase it"));
    told.awaitIdle();
    assertThat(told.data("permission.requested")).isEmpty();
    assertThat(toolError())
        .isEqualTo("denied: Permission denied and could not request permission from user");
  }

  @Test
  void toolsThatSkipPermissionAreNotAskedFor() {
    bench.model.calls(call("c1", "look", "{}")).says("Fine.");
    Session session = bench.create(options().tools(List.of(Bench.freeTool("look"))));
    session.send(UserInput.of("Look"));
    String request = told.await("external_tool.requested", 1).path("requestId").asText();
    session.completeToolCall(request, new ToolReply.Result(TextNode.valueOf("seen")));
    told.awaitIdle();
    assertThat(told.data("permission.requested")).isEmpty();
    assertThat(told.only("tool.execution_complete").path("success").asBoolean()).isTrue();
  }
}
