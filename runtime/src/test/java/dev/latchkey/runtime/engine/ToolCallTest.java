package dev.latchkey.runtime.engine;

import static dev.latchkey.runtime.engine.Bench.call;
import static dev.latchkey.runtime.engine.Bench.json;
import static dev.latchkey.runtime.engine.Bench.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.Message;
import dev.latchkey.runtime.Session;
import dev.latchkey.runtime.ToolReply;
import dev.latchkey.runtime.UserInput;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What tool calls do and what the model reads of them. */
class ToolCallTest {
  private final Bench bench = new Bench();
  private final Recorder told = bench.told;

  @AfterEach
  void close() {
    bench.close();
  }

  private void answered(ToolReply reply) {
    bench.model.calls(call("c1", "look", "{'at':'sky'}")).says("Fine.");
    Session session = bench.create(options().tools(List.of(Bench.freeTool("look"))));
    session.send(UserInput.of("Look"));
    String request = told.await("external_tool.requested", 1).path("requestId").asText();
    assertThat(session.completeToolCall(request, reply)).isTrue();
    assertThat(session.completeToolCall(request, reply)).isFalse();
    told.awaitIdle();
  }

  private void answered(String reply) {
    answered(new ToolReply.Result(json(reply)));
  }

  private List<Content> read() {
    Message last = bench.model.lastRequest().messages().getLast();
    return last.content().stream()
        .flatMap(block -> ((Content.ToolResult) block).content().stream())
        .toList();
  }

  private String readText() {
    return ((Content.Text) read().getFirst()).text();
  }

  @Test
  void textIsReadAsItIs() {
    answered(new ToolReply.Result(TextNode.valueOf("blue")));
    assertThat(readText()).isEqualTo("blue");
    assertThat(told.only("tool.execution_complete").path("result"))
        .isEqualTo(json("{'content':'blue','detailedContent':'blue'}"));
  }

  @Test
  void structuredResultIsReadByItsText() {
    answered(
        "{'textResultForLlm':'blue','resultType':'success','sessionLog':'the sky is blue',"
            + "'toolTelemetry':{'colour':3}}");
    assertThat(readText()).isEqualTo("blue");
    JsonNode complete = told.only("tool.execution_complete");
    assertThat(complete.path("result").path("detailedContent").asText())
        .isEqualTo("the sky is blue");
    assertThat(complete.path("toolTelemetry")).isEqualTo(json("{'colour':3}"));
  }

  @Test
  void failedResultIsReadByItsTextToo() {
    answered("{'textResultForLlm':'too dark','resultType':'failure','error':'E42'}");
    assertThat(readText()).isEqualTo("too dark");
    assertThat(told.only("tool.execution_complete").path("error"))
        .isEqualTo(json("{'message':'too dark','code':'failure'}"));
  }

  @Test
  void rejectedResultStopsTheRun() {
    answered("{'textResultForLlm':'no','resultType':'rejected'}");
    assertThat(bench.model.requests()).hasSize(1);
  }

  @Test
  void picturesReachTheModel() {
    answered(
        "{'textResultForLlm':'a picture','resultType':'success','binaryResultsForLlm':"
            + "[{'type':'image','data':'AAAA','mimeType':'image/png','description':'sky'}]}");
    assertThat(read())
        .containsExactly(
            new Content.Text("a picture"), new Content.Media("image/png", "AAAA", "sky"));
  }

  @Test
  void otherJsonIsReadAsJson() {
    answered("{'colour':'blue'}");
    assertThat(readText()).isEqualTo("{\"colour\":\"blue\"}");
  }

  @Test
  void failureInTheClientIsHidden() {
    answered(new ToolReply.Failed("password is hunter2"));
    assertThat(readText())
        .isEqualTo(
            "Failed to execute `look` tool with arguments: {\"at\":\"sky\"} due to error: Error:"
                + " Tool execution failed");
  }

  @Test
  void unknownToolIsNamedTogetherWithTheKnownOnes() {
    bench.model.calls(call("c1", "report_intent", "{}")).says("Fine.");
    Session session = bench.create(options().tools(List.of(Bench.freeTool("look"))));
    session.send(UserInput.of("Look"));
    told.awaitIdle();
    assertThat(readText())
        .isEqualTo(
            "Tool 'report_intent' does not exist. Available tools that can be called are look.");
    assertThat(told.only("tool.execution_complete").path("error").path("code").asText())
        .isEqualTo("failure");
    assertThat(told.data("permission.requested")).isEmpty();
  }

  @DisplayName("C3: broken arguments go back with the reason")
  @Test
  void brokenArgumentsAreSentBackWithTheReason() {
    bench.model.calls(call("c1", "look", "{'at':")).calls(call("c2", "look", "[1]")).says("Ok.");
    Session session = bench.create(options().tools(List.of(Bench.freeTool("look"))));
    session.send(UserInput.of("Look"));
    told.awaitIdle();
    assertThat(told.data("tool.execution_complete"))
        .extracting(data -> data.path("error").path("message").asText())
        .satisfiesExactly(
            text ->
                assertThat(text)
                    .startsWith(
                        "The call was not made: the arguments of 'look' must be one JSON object, but"),
            text -> assertThat(text).endsWith("Call it again with valid JSON."));
    assertThat(told.data("external_tool.requested")).isEmpty();
  }

  @Test
  void callsRunTogetherAndResultsKeepTheModelsOrder() {
    bench
        .model
        .calls(call("c1", "look", "{'n':1}"), call("c2", "look", "{'n':2}"))
        .says("Both seen.");
    Session session = bench.create(options().tools(List.of(Bench.freeTool("look"))));
    session.send(UserInput.of("Look twice"));
    told.await("external_tool.requested", 2);
    for (JsonNode asked : told.data("external_tool.requested")) {
      if (asked.path("toolCallId").asText().equals("c2")) {
        session.completeToolCall(
            asked.path("requestId").asText(), new ToolReply.Result(TextNode.valueOf("two")));
      }
    }
    told.await("tool.execution_complete", 1);
    for (JsonNode asked : told.data("external_tool.requested")) {
      session.completeToolCall(
          asked.path("requestId").asText(), new ToolReply.Result(TextNode.valueOf("one")));
    }
    told.awaitIdle();

    assertThat(told.data("tool.execution_start")).hasSize(2);
    assertThat(told.types().indexOf("tool.execution_complete"))
        .isGreaterThan(told.types().lastIndexOf("tool.execution_start"));
    assertThat(
            told.data("tool.execution_complete").stream().map(d -> d.path("toolCallId").asText()))
        .containsExactly("c2", "c1");
    assertThat(read()).containsExactly(new Content.Text("one"), new Content.Text("two"));
  }

  @Test
  void toolsOfALeavingClientAreWithdrawnWithANotice() {
    bench.model.says("Ok.").says("Ok.");
    Session session = bench.create();
    session.addTools("client-2", List.of(Bench.freeTool("look")));
    session.send(UserInput.of("one"));
    told.awaitIdle();
    assertThat(bench.model.lastRequest().tools()).extracting("name").containsExactly("look");

    session.removeTools("client-2");
    session.send(UserInput.of("two"));
    told.await("session.idle", 2);

    assertThat(bench.model.lastRequest().tools()).isEmpty();
    Content text = bench.model.lastRequest().messages().getLast().content().getFirst();
    assertThat(((Content.Text) text).text())
        .contains("<tools_changed_notice>\nTools no longer available: look\n\n")
        .endsWith("</tools_changed_notice>\n\ntwo");
  }
}
