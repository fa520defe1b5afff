package dev.latchkey.runtime.engine;

import static dev.latchkey.runtime.engine.Bench.call;
import static dev.latchkey.runtime.engine.Bench.json;
import static dev.latchkey.runtime.engine.Bench.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.latchkey.providers.Message;
import dev.latchkey.runtime.EmittedEvent;
import dev.latchkey.runtime.PermissionDecision;
import dev.latchkey.runtime.Session;
import dev.latchkey.runtime.ToolReply;
import dev.latchkey.runtime.UserInput;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which events a run consists of, in which order, and how they hang together. */
class RunShapeTest {
  private final Bench bench = new Bench();
  private final Recorder told = bench.told;

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void plainTurnTellsItsStoryInOrder() {
    bench.model.says("Hello there.");
    Session session = bench.create();

    String messageId = session.send(UserInput.of("Hi"));
    told.awaitIdle();

    assertThat(told.types())
        .containsExactly(
            "session.start",
            "session.managed_settings_resolved~",
            "pending_messages.modified~",
            "session.skills_loaded~",
            "system.message",
            "session.tools_updated~",
            "user.message",
            "session.title_changed~",
            "assistant.turn_start",
            "session.usage_info~",
            "model.call_start~",
            "assistant.usage~",
            "assistant.message",
            "assistant.turn_end",
            "assistant.idle~",
            "session.idle~");
    assertThat(told.only("user.message").path("messageId").asText()).isEqualTo(messageId);
    assertThat(told.only("user.message").path("delivery").asText()).isEqualTo("idle");
    assertThat(told.only("assistant.message").path("content").asText()).isEqualTo("Hello there.");
    assertThat(told.only("session.title_changed").path("title").asText()).isEqualTo("Hi");
    assertThat(told.only("session.idle")).isEqualTo(json("{}"));
  }

  @Test
  void streamingTurnTellsDeltasBeforeTheirMessage() {
    bench.model.says("Hello");
    Session session = bench.create(options().streaming(true));

    session.send(UserInput.of("Hi"));
    told.awaitIdle();

    assertThat(told.types())
        .containsSequence(
            "model.call_start~",
            "assistant.streaming_delta~",
            "assistant.message_start~",
            "assistant.message_delta~",
            "assistant.usage~",
            "assistant.message");
    JsonNode delta = told.only("assistant.message_delta");
    JsonNode message = told.only("assistant.message");
    assertThat(delta.path("messageId")).isEqualTo(message.path("messageId"));
    assertThat(delta.path("deltaContent").asText()).isEqualTo("Hello");
    assertThat(told.only("assistant.streaming_delta").path("totalResponseSizeBytes").asInt())
        .isEqualTo(5);
  }

  @Test
  void clientToolIsAskedForAllowedAndAnswered() {
    bench.model.calls(call("c1", "weather", "{'city':'Oslo'}")).says("Rain.");
    Session session = bench.create(options().tools(List.of(Bench.tool("weather"))));
    told.clear();

    session.send(UserInput.of("Weather in Oslo?"));
    JsonNode asked = told.await("permission.requested", 1);
    assertThat(session.pendingPermissions()).hasSize(1);
    assertThat(
            session.answerPermission(
                asked.path("requestId").asText(), new PermissionDecision.ApproveOnce()))
        .isTrue();
    JsonNode requested = told.await("external_tool.requested", 1);
    assertThat(
            session.completeToolCall(
                requested.path("requestId").asText(),
                new ToolReply.Result(TextNode.valueOf("rain, 8 degrees"))))
        .isTrue();
    told.awaitIdle();

    assertThat(told.types())
        .containsExactly(
            "pending_messages.modified~",
            "session.skills_loaded~",
            "system.message",
            "session.tools_updated~",
            "user.message",
            "session.title_changed~",
            "assistant.turn_start",
            "session.usage_info~",
            "model.call_start~",
            "assistant.usage~",
            "assistant.message",
            "tool.execution_start",
            "permission.requested",
            "permission.completed",
            "external_tool.requested",
            "external_tool.completed~",
            "tool.execution_complete",
            "assistant.turn_end",
            "assistant.turn_start",
            "session.usage_info~",
            "model.call_start~",
            "assistant.usage~",
            "assistant.message",
            "assistant.turn_end",
            "assistant.idle~",
            "session.idle~");
  }

  @Test
  void toolEventsCarryWhatClientsNeed() {
    bench.model.calls(call("c1", "weather", "{'city':'Oslo'}")).says("Rain.");
    Session session = bench.create(options().tools(List.of(Bench.tool("weather"))));
    session.send(UserInput.of("Weather in Oslo?"));
    JsonNode asked = told.await("permission.requested", 1);
    session.answerPermission(
        asked.path("requestId").asText(), new PermissionDecision.ApproveOnce());
    JsonNode requested = told.await("external_tool.requested", 1);
    session.completeToolCall(
        requested.path("requestId").asText(), new ToolReply.Result(TextNode.valueOf("rain")));
    told.awaitIdle();

    assertThat(asked.path("permissionRequest"))
        .isEqualTo(
            json(
                "{'kind':'custom-tool','toolCallId':'c1','toolName':'weather',"
                    + "'toolDescription':'Does weather','args':{'city':'Oslo'}}"));
    assertThat(told.only("permission.completed").path("result"))
        .isEqualTo(json("{'kind':'approved'}"));
    assertThat(requested.path("arguments")).isEqualTo(json("{'city':'Oslo'}"));
    assertThat(told.data("assistant.turn_start").stream().map(d -> d.path("turnId").asText()))
        .containsExactly("0", "1");
    List<Message> sent = bench.model.lastRequest().messages();
    assertThat(sent).hasSize(3);
    assertThat(sent.getLast().role()).isEqualTo(Message.Role.TOOL);
  }

  @Test
  void parentIsAlwaysTheLastPersistedEvent() {
    bench.model.calls(call("c1", "nothing", "")).says("Done.").says("Again.");
    Session session = bench.create(options().streaming(true));
    session.send(UserInput.of("one"));
    told.awaitIdle();
    session.send(UserInput.of("two"));
    told.await("session.idle", 2);

    JsonNode last = json("null");
    for (JsonNode event : told.trees()) {
      assertThat(event.path("parentId")).as(event.path("type").asText()).isEqualTo(last);
      if (!event.has("ephemeral")) {
        last = event.path("id");
      }
    }
    assertThat(session.history().stream().map(EmittedEvent::id))
        .containsExactlyElementsOf(
            told.events().stream().filter(e -> !e.ephemeral()).map(EmittedEvent::id).toList());
  }

  @Test
  void oneInteractionPerRun() {
    bench.model.calls(call("c1", "nothing", "")).says("Done.").says("Again.");
    Session session = bench.create();
    session.send(UserInput.of("one"));
    told.awaitIdle();
    session.send(UserInput.of("two"));
    told.await("session.idle", 2);

    List<String> ofMessages =
        told.data("user.message").stream().map(d -> d.path("interactionId").asText()).toList();
    assertThat(ofMessages).doesNotHaveDuplicates().hasSize(2);
    assertThat(told.data("assistant.message").stream().map(d -> d.path("interactionId").asText()))
        .containsExactly(ofMessages.getFirst(), ofMessages.getFirst(), ofMessages.getLast());
    assertThat(told.data("assistant.turn_start").stream().map(d -> d.path("turnId").asText()))
        .containsExactly("0", "1", "0");
  }
}
