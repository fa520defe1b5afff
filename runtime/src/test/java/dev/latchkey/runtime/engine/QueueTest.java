package dev.latchkey.runtime.engine;

import static dev.latchkey.runtime.engine.Bench.call;
import static dev.latchkey.runtime.engine.Bench.json;
import static dev.latchkey.runtime.engine.Bench.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.Message;
import dev.latchkey.runtime.QueueState;
import dev.latchkey.runtime.Session;
import dev.latchkey.runtime.ToolReply;
import dev.latchkey.runtime.UserInput;
import dev.latchkey.runtime.context.HistoryRenderer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Inputs for a busy session: queueing, steering, aborting. */
class QueueTest {
  private final Bench bench = new Bench();
  private final Recorder told = bench.told;

  @AfterEach
  void close() {
    bench.close();
  }

  private static UserInput steering(String text) {
    return UserInput.builder(text).delivery(UserInput.Delivery.IMMEDIATE).build();
  }

  private Session waitingForATool() {
    bench.model.calls(call("c1", "look", "{}"));
    Session session = bench.create(options().tools(List.of(Bench.freeTool("look"))));
    session.send(UserInput.of("first"));
    told.await("external_tool.requested", 1);
    return session;
  }

  private void answerTool(Session session) {
    session.completeToolCall(
        told.data("external_tool.requested").getFirst().path("requestId").asText(),
        new ToolReply.Result(TextNode.valueOf("seen")));
  }

  private List<String> deliveries() {
    return told.data("user.message").stream()
        .map(d -> d.path("delivery").asText() + ":" + d.path("content").asText())
        .toList();
  }

  @Test
  void queuedInputRunsOnItsOwnBeforeTheSessionIsIdle() {
    Session session = waitingForATool();
    bench.model.says("First done.").says("Second done.");
    String second = session.send(UserInput.of("second"));
    assertThat(session.queue())
        .isEqualTo(
            new QueueState(
                List.of(new QueueState.Item(second, "second", "interactive")), List.of()));
    assertThat(session.processing()).isTrue();
    answerTool(session);
    told.awaitIdle();

    assertThat(deliveries()).containsExactly("idle:first", "queued:second");
    assertThat(told.data("session.idle")).hasSize(1);
    assertThat(told.data("user.message").get(0).path("interactionId"))
        .isNotEqualTo(told.data("user.message").get(1).path("interactionId"));
    assertThat(session.processing()).isFalse();
  }

  @Test
  void steeringJoinsTheRunBeforeTheNextModelCall() {
    Session session = waitingForATool();
    bench.model.says("Done as told.");
    session.send(steering("and be quick"));
    assertThat(session.queue().steering()).containsExactly("and be quick");
    answerTool(session);
    told.awaitIdle();

    assertThat(deliveries()).containsExactly("idle:first", "steering:and be quick");
    assertThat(told.data("user.message").get(0).path("interactionId"))
        .isEqualTo(told.data("user.message").get(1).path("interactionId"));
    assertThat(told.data("user.message").get(1).path("transformedContent").asText())
        .isEqualTo("and be quick");
    assertThat(bench.model.requests()).hasSize(2);
    assertThat(bench.model.lastRequest().messages().getLast().role()).isEqualTo(Message.Role.USER);
  }

  @Test
  void steeringDuringTheLastAnswerLeadsToAnotherTurn() {
    Session[] session = new Session[1];
    bench.model.then((_, _) -> {
      session[0].send(steering("wait, also this"));
      return bench.model
      .new Stream(
          List.of(
              ScriptedModel.text(0, "Done."),
              new dev.latchkey.providers.ModelEvent.Finished(
                  dev.latchkey.providers.FinishReason.STOP)));
    });
    bench.model.says("Also that.");
    session[0] = bench.create();
    session[0].send(UserInput.of("first"));
    told.awaitIdle();
    assertThat(deliveries()).containsExactly("idle:first", "steering:wait, also this");
    assertThat(told.data("assistant.turn_start")).hasSize(2);
  }

  @Test
  void abortDuringAnAnswerClosesTheStreamAndForgetsTheQueue() throws InterruptedException {
    bench.model.hangs();
    Session session = bench.create(options().streaming(true));
    session.send(UserInput.of("first"));
    bench.model.hanging.await();
    session.send(UserInput.of("second"));
    told.clear();

    session.abort("user_initiated");

    assertThat(session.processing()).isFalse();
    assertThat(bench.model.closedStreams.get()).isEqualTo(1);
    assertThat(told.types())
        .containsExactly(
            "abort",
            "pending_messages.modified~",
            "abort",
            "session.info~",
            "assistant.idle~",
            "session.idle~");
    assertThat(told.only("session.info").path("infoType").asText()).isEqualTo("cancellation");
    assertThat(told.only("session.idle")).isEqualTo(json("{'aborted':true}"));
    assertThat(told.data("abort").getFirst()).isEqualTo(json("{'reason':'user_initiated'}"));

    bench.model.says("Here again.");
    session.send(UserInput.of("third"));
    told.await("session.idle", 2);
    assertThat(told.only("assistant.message").path("content").asText()).isEqualTo("Here again.");
  }

  @Test
  void abortDuringAToolCancelsItAndHistoryStaysValid() {
    Session session = waitingForATool();
    told.clear();
    session.abort("user_initiated");
    assertThat(told.types())
        .containsExactly(
            "abort",
            "pending_messages.modified~",
            "abort",
            "external_tool.completed~",
            "session.info~",
            "assistant.idle~",
            "session.idle~");

    bench.model.says("What now?");
    session.send(UserInput.of("second"));
    told.await("session.idle", 2);
    List<Message> sent = bench.model.lastRequest().messages();
    Content.ToolResult result = (Content.ToolResult) sent.get(2).content().getFirst();
    assertThat(result.content()).containsExactly(new Content.Text(HistoryRenderer.INTERRUPTED));
  }

  @Test
  void abortOfAPermissionRequestCancelsIt() {
    bench.model.calls(call("c1", "erase", "{}"));
    Session session = bench.create(options().tools(List.of(Bench.tool("erase"))));
    session.send(UserInput.of("first"));
    told.await("permission.requested", 1);
    session.abort("user_initiated");
    assertThat(told.only("permission.completed").path("result"))
        .isEqualTo(json("{'kind':'cancelled'}"));
    assertThat(session.pendingPermissions()).isEmpty();
  }

  @Test
  void abortOfAnIdleSessionDoesNothing() {
    Session session = bench.create();
    told.clear();
    session.abort("user_initiated");
    assertThat(session.interruptMainTurn()).isFalse();
    assertThat(told.types()).isEmpty();
  }

  @Test
  void interruptionKeepsTheQueue() throws InterruptedException {
    bench.model.hangs().says("Second done.");
    Session session = bench.create();
    session.send(UserInput.of("first"));
    bench.model.hanging.await();
    session.send(UserInput.of("second"));
    assertThat(session.interruptMainTurn()).isTrue();
    told.awaitIdle();
    assertThat(told.data("abort")).hasSize(1);
    assertThat(told.only("assistant.message").path("content").asText()).isEqualTo("Second done.");
    assertThat(told.only("session.idle")).isEqualTo(json("{}"));
  }

  @Test
  void suspendingCancelsWorkAndKeepsTheSession() {
    bench.model.calls(call("c1", "erase", "{}"));
    Session session = bench.create(options().tools(List.of(Bench.tool("erase"))));
    session.send(UserInput.of("first"));
    told.await("permission.requested", 1);
    told.clear();
    session.suspend();
    assertThat(told.types())
        .containsExactly("permission.completed", "assistant.idle~", "session.idle~");
    assertThat(told.only("permission.completed").path("result"))
        .isEqualTo(json("{'kind':'cancelled','reason':'Session suspended'}"));
    bench.model.says("Back.");
    session.send(UserInput.of("second"));
    told.await("session.idle", 2);
    assertThat(told.only("assistant.message").path("content").asText()).isEqualTo("Back.");
  }

  @Test
  void queuedInputsCanBeTakenBack() {
    Session session = waitingForATool();
    bench.model.says("Done.");
    session.send(UserInput.of("second"));
    session.send(UserInput.of("third"));
    assertThat(session.removeMostRecentQueued()).isTrue();
    assertThat(session.queue().items()).extracting("displayText").containsExactly("second");
    session.clearQueue();
    assertThat(session.removeMostRecentQueued()).isFalse();
    answerTool(session);
    told.awaitIdle();
    assertThat(deliveries()).containsExactly("idle:first");
  }
}
