package dev.latchkey.runtime.engine;

import static dev.latchkey.runtime.engine.Bench.call;
import static dev.latchkey.runtime.engine.Bench.json;
import static dev.latchkey.runtime.engine.Bench.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.github.copilot.generated.SessionMode;
import com.github.copilot.generated.ShutdownType;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.Message;
import dev.latchkey.runtime.EmittedEvent;
import dev.latchkey.runtime.ModelChoice;
import dev.latchkey.runtime.PermissionDecision;
import dev.latchkey.runtime.ResumeMode;
import dev.latchkey.runtime.Session;
import dev.latchkey.runtime.SessionException;
import dev.latchkey.runtime.SessionOptions;
import dev.latchkey.runtime.ToolReply;
import dev.latchkey.runtime.UserInput;
import dev.latchkey.runtime.context.HistoryRenderer;
import dev.latchkey.runtime.store.FileStore;
import dev.latchkey.runtime.store.MemoryStore;
import dev.latchkey.runtime.store.SessionStore;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions that are opened again, after a clean end, a crash, or while they are live. */
class ResumeTest {
  private static final ResumeMode CONTINUE = new ResumeMode(true, false);

  private final Bench first = new Bench();

  /** What a new process would find. */
  private Bench second = first;

  @AfterEach
  void close() {
    second.close();
    first.close();
  }

  /** The store as a crash would leave it: a copy of the lines written so far. */
  private static SessionStore crashed(SessionStore store) {
    SessionStore copy = MemoryStore.create();
    copy.append(copy.acquire("s-1"), 0, store.readAll("s-1"));
    return copy;
  }

  private void say(Bench bench, String prompt, int idle) {
    bench.engine.require("s-1").send(UserInput.of(prompt));
    bench.told.await("session.idle", idle);
  }

  private static List<String> texts(List<Message> messages) {
    return messages.stream()
        .map(message -> ((Content.Text) message.content().getFirst()).text())
        .map(text -> text.substring(text.lastIndexOf('\n') + 1))
        .toList();
  }

  @Test
  void closedSessionGoesOnWithItsHistoryAndSettings() {
    first.model.says("I am fine.");
    Session session = first.create(options().reasoningEffort("low"));
    say(first, "How are you?", 1);
    session.profile().mode(SessionMode.PLAN);
    session.models().switchTo("other-model", "high");
    session.profile().name("Small talk");
    List<String> before = session.history().stream().map(EmittedEvent::id).toList();
    session.close(ShutdownType.ROUTINE, null);
    assertThat(first.told.types()).endsWith("session.shutdown");

    second = new Bench(crashed(first.store));
    second.model.says("Still fine.");
    Session again =
        second.engine.resume(
            "s-1",
            SessionOptions.builder().provider(Bench.PROVIDER).build(),
            ResumeMode.PLAIN,
            second.told);
    say(second, "And now?", 1);

    assertThat(again.models().choice()).isEqualTo(new ModelChoice("other-model", "high"));
    assertThat(again.profile().mode()).isEqualTo(SessionMode.PLAN);
    assertThat(second.told.types())
        .startsWith(
            "session.tools_updated~", "session.resume", "session.managed_settings_resolved~");
    JsonNode resumed = second.told.only("session.resume");
    assertThat(resumed.path("eventCount").asInt()).isEqualTo(before.size() + 1);
    assertThat(resumed.path("sessionWasActive").asBoolean()).isFalse();
    assertThat(texts(second.model.lastRequest().messages()))
        .containsExactly("How are you?", "I am fine.", "And now?");
    assertThat(second.model.lastRequest().model()).isEqualTo("other-model");
    assertThat(again.history().stream().map(EmittedEvent::id).limit(before.size()))
        .containsExactlyElementsOf(before);
  }

  @Test
  void nameSurvivesTheProcess() {
    first.model.says("Hello.");
    Session session = first.create();
    say(first, "First  words\nof all", 1);
    assertThat(session.profile().name()).contains("First words of all");
    assertThat(session.profile().nameAutomatically("Greeting")).isTrue();
    session.profile().name("Chosen");
    assertThat(session.profile().nameAutomatically("Other")).isFalse();
    session.close(ShutdownType.ROUTINE, null);
    assertThat(first.resume(ResumeMode.PLAIN).profile().name()).contains("Chosen");
  }

  @Test
  void sessionNobodyTalkedToLeavesNoTrace() {
    Session session = first.create();
    session.profile().mode(SessionMode.PLAN);
    session.close(ShutdownType.ROUTINE, null);
    assertThatThrownBy(() -> first.resume(ResumeMode.PLAIN))
        .isInstanceOf(SessionException.NotFound.class)
        .hasMessage("Session not found: s-1");
  }

  @Test
  void crashDuringAnAnswerLeavesAUsableSession() throws InterruptedException {
    first.model.hangs();
    first.create();
    first.engine.require("s-1").send(UserInput.of("Think hard"));
    first.model.hanging.await();

    second = new Bench(crashed(first.store));
    second.model.says("Sorry, where were we?");
    second.resume(ResumeMode.PLAIN);
    say(second, "Hello?", 1);
    assertThat(second.told.only("assistant.message").path("content").asText())
        .isEqualTo("Sorry, where were we?");
  }

  @Test
  void unansweredToolCallIsInterruptedAfterACrash() {
    String request = waitingForTheTool();
    second = new Bench(crashed(first.store));
    second.model.says("Too bad.");
    Session again = second.resume(ResumeMode.PLAIN);
    assertThat(again.completeToolCall(request, new ToolReply.Result(TextNode.valueOf("late"))))
        .isFalse();
    say(second, "Well?", 1);
    Message results = second.model.lastRequest().messages().get(2);
    assertThat(((Content.ToolResult) results.content().getFirst()).content())
        .containsExactly(new Content.Text(HistoryRenderer.INTERRUPTED));
  }

  @Test
  void unansweredToolCallCanBeContinuedAfterACrash() {
    String request = waitingForTheTool();
    second = new Bench(crashed(first.store));
    second.model.says("Thanks.");
    Session again =
        second.engine.resume(
            "s-1", options().tools(List.of(Bench.freeTool("look"))).build(), CONTINUE, second.told);
    answer(again, request);
    second.told.awaitIdle();

    JsonNode complete = second.told.only("tool.execution_complete");
    assertThat(complete.path("model").asText()).isEqualTo("resumed");
    assertThat(complete.path("interactionId").asText()).isEqualTo("resume");
    assertThat(complete.path("result").path("content").asText()).isEqualTo("seen");
    assertThat(second.told.data("external_tool.requested")).isEmpty();
    assertThat(second.told.only("assistant.message").path("content").asText()).isEqualTo("Thanks.");
  }

  @Test
  void unansweredPermissionCanBeContinuedAfterACrash() {
    first.model.calls(call("c1", "erase", "{}"));
    first.create(options().tools(List.of(Bench.tool("erase"))));
    first.engine.require("s-1").send(UserInput.of("Erase"));
    String request = first.told.await("permission.requested", 1).path("requestId").asText();

    second = new Bench(crashed(first.store));
    second.model.says("Erased.");
    Session again =
        second.engine.resume(
            "s-1", options().tools(List.of(Bench.tool("erase"))).build(), CONTINUE, second.told);
    assertThat(again.pendingPermissions().getFirst().requestId()).isEqualTo(request);
    assertThat(again.answerPermission(request, new PermissionDecision.ApproveOnce())).isTrue();
    String asked = second.told.await("external_tool.requested", 1).path("requestId").asText();
    again.completeToolCall(asked, new ToolReply.Result(TextNode.valueOf("gone")));
    second.told.awaitIdle();
    assertThat(second.told.types())
        .containsSequence(
            "permission.completed", "external_tool.requested", "external_tool.completed~");
    assertThat(second.told.only("assistant.message").path("content").asText()).isEqualTo("Erased.");
  }

  @Test
  void closingKeepsRequestsAnswerableForLater() {
    String request = waitingForTheTool();
    first.engine.require("s-1").close(ShutdownType.ROUTINE, null);
    assertThat(first.told.types()).endsWith("assistant.idle~", "session.idle~", "session.shutdown");
    first.model.says("Thanks.");
    Session again =
        first.engine.resume(
            "s-1", options().tools(List.of(Bench.freeTool("look"))).build(), CONTINUE, first.told);
    answer(again, request);
    first.told.await("assistant.message", 2);
  }

  @Test
  void liveSessionIsJoined() {
    first.model.says("Hello.");
    Session session = first.create();
    Recorder other = new Recorder();
    Session joined =
        first.engine.resume(
            "s-1",
            SessionOptions.builder().tools(List.of(Bench.freeTool("look"))).build(),
            ResumeMode.PLAIN,
            other);
    assertThat(joined).isSameAs(session);
    assertThat(other.only("session.resume").path("sessionWasActive").asBoolean()).isTrue();
    say(first, "Hi", 1);
    assertThat(other.types()).contains("assistant.message");
    assertThat(first.model.lastRequest().tools()).extracting("name").containsExactly("look");
  }

  @Test
  void twoProcessesMayTalkToOneSession(@TempDir Path home) {
    try (Bench one = new Bench(FileStore.at(home));
        Bench two = new Bench(FileStore.at(home))) {
      one.model.says("One.").says("Three.");
      two.model.says("Two.");
      one.create();
      say(one, "first", 1);
      two.resume(ResumeMode.PLAIN);
      say(two, "second", 1);
      say(one, "third", 2);
      assertThat(texts(one.model.lastRequest().messages()))
          .containsExactly("first", "One.", "second", "Two.", "third");
    }
  }

  @Test
  void silentResumeTellsNothing() {
    first.create();
    Recorder other = new Recorder();
    first.engine.resume("s-1", SessionOptions.DEFAULT, new ResumeMode(false, true), other);
    assertThat(other.data("session.resume")).isEmpty();
  }

  @Test
  void shutdownTellsWhatWasUsed() {
    first.model.says("Hello.");
    Session session = first.create();
    say(first, "Hi", 1);
    session.close(ShutdownType.ROUTINE, null);
    assertThat(first.told.only("session.shutdown").path("modelMetrics"))
        .isEqualTo(
            json(
                "{'test-model':{'requests':{'count':1,'cost':0},'usage':{'inputTokens':10,"
                    + "'outputTokens':2,'cacheReadTokens':4,'cacheWriteTokens':0,"
                    + "'reasoningTokens':0}}}"));
    assertThatThrownBy(() -> session.send(UserInput.of("Hi")))
        .isInstanceOf(SessionException.Closed.class);
  }

  private String waitingForTheTool() {
    first.model.calls(call("c1", "look", "{}"));
    first.create(options().tools(List.of(Bench.freeTool("look"))));
    first.engine.require("s-1").send(UserInput.of("Look"));
    String request = first.told.await("external_tool.requested", 1).path("requestId").asText();
    assertThat(UUID.fromString(request)).isNotNull();
    return request;
  }

  private static void answer(Session session, String request) {
    ToolReply reply = new ToolReply.Result(TextNode.valueOf("seen"));
    assertThat(session.completeToolCall(request, reply)).isTrue();
  }
}
