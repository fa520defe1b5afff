package dev.latchkey.runtime.engine;

import static dev.latchkey.runtime.engine.AgentBench.reviewer;
import static dev.latchkey.runtime.engine.AgentBench.task;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.runtime.AgentOptions;
import dev.latchkey.runtime.CustomAgent;
import dev.latchkey.runtime.PermissionDecision;
import dev.latchkey.runtime.Session;
import dev.latchkey.runtime.SubagentSettings;
import dev.latchkey.runtime.UserInput;
import dev.latchkey.simulator.script.Fault;
import dev.latchkey.simulator.script.Reply;
import dev.latchkey.simulator.traffic.RecordedRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sub-agents at work, over real sockets. */
@Timeout(60)
class SubagentTest {
  private final AgentBench bench = new AgentBench();
  private final Recorder told = bench.told;

  @AfterEach
  void close() {
    bench.close();
  }

  private List<JsonNode> of(String agentId) {
    return told.trees().stream()
        .filter(event -> event.path("agentId").asText().equals(agentId))
        .toList();
  }

  private String agentId() {
    return told.trees().stream()
        .filter(event -> event.path("type").asText().equals("subagent.started"))
        .reduce((_, last) -> last)
        .orElseThrow()
        .path("agentId")
        .asText();
  }

  /** A session whose reviewer looked once and was content. */
  private Session reviewed() {
    bench.gpt.enqueue(
        task("reviewer", ""),
        Reply.toolCall("look", "{}"),
        Reply.text("Looks fine."),
        Reply.text("Reviewed."));
    Session session = bench.create(bench.options(reviewer().build()));
    session.send(UserInput.of("Review it"));
    bench.answer(session, 1, "a tree");
    told.awaitIdle();
    return session;
  }

  @Test
  void worksOnItsTaskByItselfAndGivesItsAnswerBack() {
    reviewed();

    assertThat(bench.taskResult()).isEqualTo("Looks fine.");
    List<RecordedRequest> calls = bench.gpt.modelCalls();
    assertThat(calls)
        .extracting(RecordedRequest::toolNames)
        .containsExactly(
            List.of("task", "look", "write"),
            List.of("look"),
            List.of("look"),
            List.of("task", "look", "write"));
    assertThat(calls.get(1).systemText())
        .startsWith("You review code.")
        .contains("working directory");
    assertThat(calls.get(1).lastUserText()).endsWith("Please review.");
    assertThat(calls.get(1).messages().toString()).doesNotContain("Review it");
    assertThat(calls.get(3).messages().toString()).doesNotContain("a tree").contains("Looks fine.");
    assertThat(bench.gpt.violations()).isEmpty();
  }

  @Test
  void tellsItsStoryInTheSessionsJournal() {
    Session session = reviewed();

    List<String> story =
        of(agentId()).stream()
            .filter(event -> !event.path("ephemeral").asBoolean())
            .map(event -> event.path("type").asText())
            .toList();
    assertThat(story)
        .containsExactly(
            "subagent.started",
            "subagent.selected",
            "subagent.configured",
            "system.message",
            "user.message",
            "assistant.message",
            "tool.execution_start",
            "tool.execution_complete",
            "assistant.message",
            "subagent.completed");
    JsonNode started = told.only("subagent.started");
    String call = started.path("toolCallId").asText();
    assertThat(started.path("agentName").asText()).isEqualTo("reviewer");
    assertThat(started.path("agentDisplayName").asText()).isEqualTo("The Reviewer");
    assertThat(started.path("model").asText()).isEqualTo("a/small");
    assertThat(started.path("modelSelectionSource").asText()).isEqualTo("session_inheritance");
    assertThat(of(agentId()).stream().map(event -> event.path("data").path("parentToolCallId")))
        .filteredOn(JsonNode::isTextual)
        .hasSize(6)
        .allMatch(parent -> parent.asText().equals(call));
    JsonNode completed = told.only("subagent.completed");
    assertThat(completed.path("totalToolCalls").asInt()).isEqualTo(1);
    assertThat(completed.path("totalTokens").asInt()).isPositive();
    assertThat(told.data("assistant.usage").stream().map(d -> d.path("initiator").asText()))
        .containsExactly("user", "sub-agent", "sub-agent", "agent");
    assertThat(session.usage().models().values())
        .extracting(use -> use.requests())
        .containsExactly(4L);
    assertThat(session.usage().agents()).containsOnlyKeys("reviewer");
    assertThat(session.usage().agents().values())
        .flatExtracting(agent -> agent.models().values())
        .extracting(use -> use.requests())
        .containsExactly(2L);
    assertThat(session.history())
        .filteredOn(event -> event.type().equals("subagent.completed"))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void tellsPiecesOfWhatItSaysOnlyWhereTheyAreWanted(boolean deltas) {
    bench.gpt.enqueue(task("reviewer", ""), Reply.text("Looks fine."), Reply.text("Reviewed."));
    AgentOptions agents = new AgentOptions(List.of(reviewer().build()), null, List.of(), deltas);
    Session session = bench.create(bench.options().agents(agents).streaming(true));
    bench.ask(session, "Review it", 1);

    assertThat(bench.taskResult()).isEqualTo("Looks fine.");
    List<JsonNode> pieces =
        of(agentId()).stream()
            .filter(event -> event.path("type").asText().contains("delta"))
            .toList();
    assertThat(pieces.isEmpty()).isEqualTo(!deltas);
    assertThat(pieces)
        .filteredOn(event -> event.path("type").asText().equals("assistant.message_delta"))
        .allMatch(event -> event.path("data").path("parentToolCallId").isTextual());
    assertThat(told.types()).contains("assistant.message_delta~");
  }

  @Test
  void worksAtAnotherProviderOnAnotherWire() {
    bench.gpt.enqueue(task("reviewer", ""), Reply.text("Reviewed."));
    bench.claude.enqueue(Reply.toolCall("look", "{}"), Reply.text("Looks fine."));
    Session session = bench.create(bench.options(reviewer().model("b/big").build()));
    session.send(UserInput.of("Review it"));
    bench.answer(session, 1, "a tree");
    told.awaitIdle();

    assertThat(bench.taskResult()).isEqualTo("Looks fine.");
    assertThat(bench.claude.modelCalls())
        .extracting(RecordedRequest::model)
        .containsExactly("claude-big", "claude-big");
    assertThat(bench.gpt.modelCalls())
        .extracting(RecordedRequest::model)
        .containsExactly("gpt-small", "gpt-small");
    assertThat(told.only("subagent.started").path("model").asText()).isEqualTo("b/big");
    assertThat(told.only("subagent.started").path("taskModelSource").asText())
        .isEqualTo("custom_agent_definition");
    assertThat(session.usage().models()).containsOnlyKeys("gpt-small", "claude-big");
    assertThat(bench.claude.violations()).isEmpty();
  }

  @DisplayName("F1: an unknown model is refused before anything is sent")
  @ParameterizedTest
  @ValueSource(strings = {"sonnet", "c/any", "a/other", "gpt-4.1-mini"})
  void anUnknownModelIsRefusedBeforeAnythingIsSent(String model) {
    bench.gpt.enqueue(task("reviewer", ""), Reply.text("Then not."));
    Session session = bench.create(bench.options(reviewer().model(model).build()));
    bench.ask(session, "Review it", 1);

    assertThat(bench.taskResult())
        .startsWith("failed: The agent reviewer was not started. Model '" + model + "'")
        .contains("Use one of: a/small, b/big");
    assertThat(told.types()).doesNotContain("subagent.started");
    assertThat(bench.gpt.modelCalls()).hasSize(2);
    assertThat(bench.claude.requests()).isEmpty();
    assertThat(told.only("session.custom_agents_updated").path("warnings").toString())
        .contains("reviewer", model);
  }

  @Test
  void anAliasOfAProviderStandsInForAForeignName() {
    bench.gpt.enqueue(task("reviewer", ""), Reply.text("Looks fine."), Reply.text("Reviewed."));
    Session session =
        bench.create(
            bench
                .options(reviewer().model("sonnet").build())
                .registry(bench.registry("{'modelAliases':{'sonnet':'small'}}")));
    bench.ask(session, "Review it", 1);

    assertThat(bench.taskResult()).isEqualTo("Looks fine.");
    JsonNode completed = told.only("subagent.completed");
    assertThat(completed.path("configuredModelPreference").asText()).isEqualTo("sonnet");
    assertThat(completed.path("model").asText()).isEqualTo("a/small");
    assertThat(completed.path("configuredModelMatchesActual").asBoolean(true)).isFalse();
  }

  @Test
  void inheritsTheModelTheSessionHasAtThatMoment() {
    bench.gpt.enqueue(task("reviewer", ""), Reply.text("By a."), Reply.text("Done."));
    bench.claude.enqueue(task("reviewer", ""), Reply.text("By b."), Reply.text("Done again."));
    Session session = bench.create(bench.options(reviewer().build()).reasoningEffort("high"));
    bench.ask(session, "Review it", 1);
    session.models().switchTo("b/big", null);
    bench.ask(session, "And again", 2);

    assertThat(told.data("subagent.started").stream().map(d -> d.path("model").asText()))
        .containsExactly("a/small", "b/big");
    assertThat(bench.gpt.modelCalls()).hasSize(3);
    assertThat(bench.claude.modelCalls()).hasSize(3);
    assertThat(bench.gpt.modelCalls().get(1).body().path("reasoning_effort").asText())
        .isEqualTo("high");
  }

  @DisplayName("F1, weak 21: a sub-agent sends no effort of its own")
  @Test
  void sendsNoEffortOfItsOwn() {
    bench.gpt.enqueue(task("reviewer", ""), Reply.text("Fine."), Reply.text("Done."));
    Session session = bench.create(bench.options(reviewer().build()));
    bench.ask(session, "Review it", 1);
    assertThat(bench.gpt.modelCalls()).noneMatch(call -> call.body().has("reasoning_effort"));
  }

  @Test
  void aFailureIsAResultAndTheSessionGoesOn() {
    bench.gpt.enqueue(task("reviewer", ""), Reply.text("Then I do it."), Reply.text("Hello."));
    bench.claude.fail(Fault.CONTEXT_OVERFLOW);
    Session session = bench.create(bench.options(reviewer().model("big").build()));
    bench.ask(session, "Review it", 1);

    assertThat(bench.taskResult()).startsWith("failed: The agent reviewer failed: ");
    assertThat(told.only("subagent.failed").path("error").asText()).isNotBlank();
    assertThat(told.types()).doesNotContain("session.error", "subagent.completed");
    bench.ask(session, "Hello", 2);
    assertThat(bench.gpt.violations()).isEmpty();
  }

  @Test
  void abortStopsItWithItsConnectionAndTheSessionGoesOn() throws InterruptedException {
    bench.gpt.enqueue(task("reviewer", ""), Reply.text("Hello."));
    bench.claude.fail(Fault.HANG);
    Session session = bench.create(bench.options(reviewer().model("b/big").build()));
    session.send(UserInput.of("Review it"));
    assertThat(bench.claude.awaitRequests(1, Duration.ofSeconds(20))).isTrue();

    session.abort("user_initiated");

    assertThat(bench.claude.awaitAbandoned(1, Duration.ofSeconds(10))).isTrue();
    assertThat(told.only("subagent.completed").path("cancelled").asBoolean()).isTrue();
    assertThat(told.types()).endsWith("assistant.idle~", "session.idle~");
    bench.ask(session, "Hello", 2);
    assertThat(bench.gpt.lastRequest().messages().toString()).contains("interrupted");
    assertThat(bench.gpt.violations()).isEmpty();
  }

  @Test
  void asksForPermissionAtTheSessionsDesk() {
    bench.gpt.enqueue(
        task("writer", ""),
        Reply.toolCall("write", "{}"),
        Reply.text("Written."),
        Reply.text("Done."));
    CustomAgent writer = CustomAgent.builder("writer", "You write.").build();
    Session session = bench.create(bench.options(writer));
    session.send(UserInput.of("Write it"));
    String request = told.await("permission.requested", 1).path("requestId").asText();
    assertThat(session.pendingPermissions()).hasSize(1);
    session.answerPermission(request, new PermissionDecision.ApproveOnce());
    bench.answer(session, 1, "ok");
    told.awaitIdle();
    assertThat(bench.taskResult()).isEqualTo("Written.");
  }

  @Test
  void aRejectedCallOfItsToolsEndsTheRun() {
    bench.gpt.enqueue(task("writer", ""), Reply.toolCall("write", "{}"));
    CustomAgent writer = CustomAgent.builder("writer", "You write.").build();
    Session session = bench.create(bench.options(writer));
    session.send(UserInput.of("Write it"));
    String request = told.await("permission.requested", 1).path("requestId").asText();
    session.answerPermission(request, new PermissionDecision.Reject(null));
    told.awaitIdle();
    assertThat(bench.gpt.modelCalls()).hasSize(2);
    assertThat(bench.taskResult()).contains("rejected");
  }

  @Test
  void agentsWorkAtTheSameTimeUpToTheLimit() {
    bench.gpt.enqueue(
        Reply.answer()
            .toolCall("task", AgentBench.arguments("far", ""))
            .toolCall("task", AgentBench.arguments("far", "")),
        Reply.text("Done."));
    bench.claude.enqueue(Reply.toolCall("look", "{}"), Reply.text("One."));
    CustomAgent far =
        CustomAgent.builder("far", "Far.").model("b/big").tools(List.of("look")).build();
    Session session = bench.create(bench.options(far));
    session.agents().settings(new SubagentSettings(Map.of(), Set.of(), 1, 1));
    session.send(UserInput.of("Both"));
    bench.answer(session, 1, "a tree");
    told.awaitIdle();

    assertThat(told.data("subagent.started")).hasSize(1);
    assertThat(
            told.data("tool.execution_complete").stream()
                .filter(data -> !data.has("parentToolCallId"))
                .map(data -> data.path("error").path("message").asText()))
        .anyMatch(text -> text.contains("which is the limit"));
    assertThat(bench.gpt.violations()).isEmpty();
  }

  @Test
  void agentsStartEachOtherAsDeepAsIsAllowed() {
    bench.gpt.enqueue(
        task("boss", ""),
        task("boss", ""),
        Reply.text("Deep."),
        Reply.text("Up."),
        Reply.text("Top."));
    CustomAgent boss = CustomAgent.builder("boss", "You delegate.").build();
    Session session = bench.create(bench.options(boss));
    session.agents().settings(new SubagentSettings(Map.of(), Set.of(), 4, 2));
    bench.ask(session, "Delegate", 1);

    assertThat(bench.taskResult()).isEqualTo("Up.");
    List<RecordedRequest> calls = bench.gpt.modelCalls();
    assertThat(calls.get(1).toolNames()).contains("task");
    assertThat(calls.get(2).toolNames()).doesNotContain("task");
    List<JsonNode> started = told.data("subagent.started");
    assertThat(started).hasSize(2);
    assertThat(started.get(0).has("parentId")).isFalse();
    assertThat(started.get(1).path("parentId").asText()).isNotBlank();
  }

  @Test
  void settingsChooseModelsAndTurnAgentsOff() {
    bench.gpt.enqueue(task("reviewer", ",'model':'a/small'"), task("off", ""), Reply.text("Done."));
    bench.claude.enqueue(Reply.text("By b."));
    CustomAgent off = CustomAgent.builder("off", "Off.").build();
    Session session = bench.create(bench.options(reviewer().build(), off));
    SubagentSettings.Choice big = new SubagentSettings.Choice("big", true, null, true);
    session.agents().settings(new SubagentSettings(Map.of("reviewer", big), Set.of("off"), 2, 2));
    bench.ask(session, "Review it", 1);

    JsonNode started = told.only("subagent.started");
    assertThat(started.path("model").asText()).isEqualTo("b/big");
    assertThat(started.path("modelSelectionSource").asText()).isEqualTo("configured_required");
    assertThat(told.only("subagent.completed").path("modelOverrideReason").asText()).isNotBlank();
    assertThat(bench.taskResult()).contains("off is turned off");
  }

  @Test
  void anAgentThatIsNotInferredIsNotOffered() {
    bench.gpt.enqueue(Reply.text("Hi."), task("hidden", ""), Reply.text("Done."));
    CustomAgent hidden = CustomAgent.builder("hidden", "Hidden.").inferred(false).build();
    Session session = bench.create(bench.options(hidden));
    bench.ask(session, "Hello", 1);
    assertThat(bench.gpt.lastRequest().toolNames()).containsExactly("look", "write");
    bench.ask(session, "Hidden", 2);
    assertThat(bench.taskResult()).contains("Tool 'task' does not exist");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'agent_type':'reviewer'}",
        "{'agent_type':7,'prompt':'x'}",
        "{'prompt':'x'}",
        "{'agent_type':'nope','prompt':'x'}"
      })
  void wrongArgumentsAreExplained(String arguments) {
    bench.gpt.enqueue(Reply.toolCall("task", arguments.replace('\'', '"')), Reply.text("I see."));
    Session session = bench.create(bench.options(reviewer().build()));
    bench.ask(session, "Review it", 1);
    assertThat(bench.taskResult()).matches("failed: (Invalid input: |Unknown agent_type: ).*");
    assertThat(told.types()).doesNotContain("subagent.started");
  }
}
