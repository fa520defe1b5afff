package dev.latchkey.runtime.engine;

import static dev.latchkey.runtime.engine.CompactionBench.LIMIT;
import static dev.latchkey.runtime.engine.CompactionBench.tokens;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.latchkey.providers.Extension;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.runtime.InfiniteSessions;
import dev.latchkey.runtime.ModelRegistry;
import dev.latchkey.runtime.RegisteredModel;
import dev.latchkey.runtime.Session;
import dev.latchkey.runtime.ToolReply;
import dev.latchkey.runtime.UsageTotals.ModelUse;
import dev.latchkey.runtime.UserInput;
import dev.latchkey.simulator.script.Fault;
import dev.latchkey.simulator.script.Reply;
import dev.latchkey.simulator.script.Usage;
import dev.latchkey.simulator.traffic.RecordedRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conversations that grow long, over real sockets and on every wire. */
class CompactionRunTest {
  private final CompactionBench bench = new CompactionBench();

  @AfterEach
  void close() {
    bench.close();
  }

  @DisplayName("C5: a summary is written beside the work, and the conversation goes on with it")
  @ParameterizedTest
  @ValueSource(strings = {"completions", "responses", "messages"})
  void aSummaryIsWrittenBesideTheWork(String wire) {
    Session session = bench.create(bench.options(wire).streaming(true));
    bench.ask(session, "First " + tokens(2_000), Reply.text(tokens(2_200)));
    RecordedRequest second = bench.ask(session, "Second " + tokens(800));
    JsonNode done = bench.completed(1);
    RecordedRequest third = bench.ask(session, "Third");

    assertThat(second.body().toString()).contains(tokens(2_200));
    RecordedRequest summary = bench.summaryCalls().getFirst();
    assertThat(bench.summaryCalls()).hasSize(1);
    assertThat(summary.toolNames()).containsExactly("look");
    assertThat(summary.body().path("tool_choice"))
        .isEqualTo(
            wire.equals("messages") ? Bench.json("{'type':'none'}") : TextNode.valueOf("none"));
    assertThat(third.body().toString())
        .contains("SUMMARY of what was done.", "First word", "Second word", "Third")
        .doesNotContain(tokens(2_200));
    assertThat(bench.provider.violations()).isEmpty();
    assertThat(done.path("success").asBoolean()).isTrue();
    assertThat(done.path("trigger").asText()).isEqualTo("threshold");
    assertThat(done.path("tokenLimit").asInt()).isEqualTo(LIMIT);
    assertThat(done.path("preCompactionTokens").asInt()).isGreaterThan(LIMIT * 8 / 10);
    assertThat(done.path("postCompactionTokens").asInt()).isLessThan(LIMIT * 8 / 10);
    assertThat(done.path("tokensRemoved").asInt()).isGreaterThan(1_000);
    List<String> types = bench.told.types();
    assertThat(types.indexOf("session.compaction_start"))
        .isLessThan(types.lastIndexOf("session.usage_info~"));
    assertThat(bench.told.data("session.truncation")).isEmpty();
  }

  @DisplayName("weak 15: the provider's own count decides, and what a summary costs is counted")
  @Test
  void theProvidersCountDecidesAndCostsAreCounted() {
    Session session = bench.create(bench.options("completions"));
    bench.summaries.add(Reply.answer().text("SUM").usage(new Usage(900, 30, 5, 0, 0)));
    Reply costly = Reply.answer().text("Yes.").usage(new Usage(5_600, 10, 0, 0, 0));
    bench.ask(session, "First " + tokens(1_200), Reply.text(tokens(1_200)));
    bench.ask(session, "Second", costly);
    assertThat(bench.summaryCalls()).isEmpty();
    bench.ask(session, "Third");
    JsonNode done = bench.completed(1);

    assertThat(done.at("/compactionTokensUsed/inputTokens").asInt()).isEqualTo(900);
    assertThat(done.at("/compactionTokensUsed/outputTokens").asInt()).isEqualTo(30);
    JsonNode told =
        bench.told.data("assistant.usage").stream()
            .filter(usage -> usage.path("interactionType").asText().contains("compaction"))
            .findFirst()
            .orElseThrow();
    assertThat(told.path("inputTokens").asInt()).isEqualTo(900);
    ModelUse use = session.usage().models().getOrDefault("some-model", ModelUse.NONE);
    assertThat(use.requests()).isEqualTo(4);
    assertThat(use.inputTokens()).isGreaterThanOrEqualTo(5_600 + 900);
  }

  @DisplayName("weak 15: long messages of a user do not fill the window again and again")
  @Test
  void longMessagesDoNotFillTheWindowAgain() {
    Session session = bench.create(bench.options("completions"));
    for (int i = 0; i < 6; i++) {
      bench.ask(session, "Message " + i + " " + tokens(1_100));
    }
    bench.completed(1);
    int after = bench.summaryCalls().size();
    for (int i = 0; i < 6; i++) {
      bench.ask(session, "short " + i);
    }

    assertThat(after).isLessThanOrEqualTo(2);
    assertThat(bench.summaryCalls()).hasSize(after);
    assertThat(bench.calls().getLast().bytes()).isLessThan(LIMIT * 4 * 8 / 10);
  }

  @Test
  void theWorkWaitsForASummaryWhenThePromptWouldNotFit() {
    Session session = bench.create(bench.options("completions"));
    bench.ask(session, "First", Reply.text(tokens(4_000)));
    RecordedRequest second = bench.ask(session, "Second " + tokens(1_800));

    assertThat(second.body().toString()).contains("SUMMARY", "Second word");
    assertThat(second.bytes()).isLessThan(LIMIT * 4);
    List<String> types = bench.told.types();
    assertThat(types.indexOf("session.compaction_complete"))
        .isLessThan(types.lastIndexOf("session.usage_info~"));
  }

  @DisplayName("weak 15: without a summary the oldest messages are left out, and it is told")
  @Test
  void withoutASummaryTheOldestMessagesAreLeftOut() {
    bench.summaries.add(Reply.status(400, "invalid_request", "No."));
    Session session = bench.create(bench.options("completions"));
    bench.ask(session, "First wish", Reply.text(tokens(2_400)));
    bench.ask(session, "Second", Reply.text(tokens(1_400)));
    RecordedRequest third = bench.ask(session, "Third " + tokens(1_800));

    JsonNode failed = bench.completed(1);
    assertThat(failed.path("success").asBoolean()).isFalse();
    assertThat(failed.path("statusCode").asInt()).isEqualTo(400);
    JsonNode cut = bench.told.only("session.truncation");
    assertThat(cut.path("performedBy").asText()).isEqualTo("latchkey");
    assertThat(cut.path("postTruncationTokensInMessages").asInt()).isLessThan(LIMIT * 8 / 10);
    assertThat(third.body().toString())
        .contains("First wish", "Third word")
        .doesNotContain(tokens(2_400));
    assertThat(bench.told.data("session.error")).isEmpty();
  }

  @DisplayName("weak 15: a request for a summary fits the window whatever tools have said")
  @ParameterizedTest
  @ValueSource(strings = {"completions", "responses", "messages"})
  void aRequestForASummaryFits(String wire) {
    List<RecordedRequest> tooLong = new ArrayList<>();
    Session session = bench.create(bench.options(wire));
    bench.provider.enqueue(
        Reply.toolCall("look", "{}"), Reply.toolCall("look", "{}"), Reply.text("Seen."));
    session.send(UserInput.of("Look twice"));
    look(session, 1, tokens(5_000));
    look(session, 2, tokens(5_000));
    bench.told.await("session.idle", 1);

    bench.provider.modelCalls().stream()
        .filter(call -> call.bytes() > LIMIT * 4 + 800)
        .forEach(tooLong::add);
    assertThat(tooLong).isEmpty();
    assertThat(bench.summaryCalls()).isNotEmpty();
    assertThat(bench.provider.violations()).isEmpty();
    assertThat(bench.told.data("session.error")).isEmpty();
  }

  @DisplayName("weak 15: compaction can be switched off")
  @Test
  void switchedOffIsOff() {
    Session session = bench.create(bench.options("completions").infinite(InfiniteSessions.OFF));
    bench.ask(session, "First", Reply.text(tokens(5_000)));
    bench.ask(session, "Second " + tokens(1_800));
    bench.ask(session, "Third", Reply.status(400, "context_length_exceeded", "prompt is too long"));

    assertThat(bench.summaryCalls()).isEmpty();
    assertThat(bench.told.data("session.compaction_start")).isEmpty();
    assertThat(bench.told.data("session.truncation")).isEmpty();
    assertThat(bench.told.only("session.error").path("message").asText())
        .contains("prompt is too long", "infiniteSessions.enabled", "session.history.compact");
  }

  @DisplayName("weak 15: another model of the user's own writes the summaries")
  @Test
  void anotherModelOfTheUsersOwnWritesTheSummaries() {
    Extension extension =
        Extension.read(
            Bench.json(
                "{'compaction':{'model':'cheap/small','backgroundCompactionThreshold':2000}}"));
    ProviderConfig main = bench.config("completions").name("main").extension(extension).build();
    ProviderConfig cheap = bench.config("messages").name("cheap").build();
    ModelRegistry registry =
        new ModelRegistry(
            List.of(main, cheap),
            List.of(
                new RegisteredModel("big", "Big", main, Bench.json("{}")),
                new RegisteredModel("small", "Small", cheap, Bench.json("{}"))));
    Session session =
        bench.create(
            bench.options("completions").provider(null).registry(registry).model("main/big"));
    bench.ask(session, "First", Reply.text(tokens(2_000)));
    bench.ask(session, "Second");
    JsonNode done = bench.completed(1);

    RecordedRequest summary = bench.summaryCalls().getFirst();
    assertThat(summary.model()).isEqualTo("small");
    assertThat(summary.path()).endsWith("/messages");
    assertThat(summary.toolNames()).isEmpty();
    assertThat(done.at("/compactionTokensUsed/model").asText()).isEqualTo("small");
    assertThat(session.usage().models()).containsOnlyKeys("big", "small");
    assertThat(bench.provider.violations()).isEmpty();
  }

  @Test
  void aModelThatNobodyHasIsToldOnceAndTheOwnOneIsUsed() {
    Extension extension =
        Extension.read(
            Bench.json(
                "{'compaction':{'model':'nobody/small','backgroundCompactionThreshold':'30%'}}"));
    ProviderConfig main = bench.config("completions").name("main").extension(extension).build();
    ModelRegistry registry =
        new ModelRegistry(
            List.of(main), List.of(new RegisteredModel("big", "Big", main, Bench.json("{}"))));
    Session session =
        bench.create(
            bench.options("completions").provider(null).registry(registry).model("main/big"));
    bench.ask(session, "First", Reply.text(tokens(2_000)));
    bench.ask(session, "Second");
    bench.completed(1);

    assertThat(bench.summaryCalls().getFirst().model()).isEqualTo("big");
    assertThat(bench.told.only("session.warning").path("message").asText())
        .contains("latchkey.compaction.model", "nobody/small", "main/big");
  }

  @DisplayName("C5: between two compactions every prompt begins with the one before")
  @Test
  void promptsGrowAtTheirEndOnly() {
    Session session = bench.create(bench.options("completions"));
    bench.ask(session, "First", Reply.text(tokens(4_000)));
    bench.ask(session, "Second " + tokens(1_800));
    bench.completed(1);
    bench.ask(session, "Third");
    bench.ask(session, "Fourth");

    List<RecordedRequest> after = bench.calls().subList(2, 4);
    JsonNode before = after.getFirst().messages();
    JsonNode next = after.getLast().messages();
    assertThat(next.size()).isGreaterThan(before.size());
    for (int i = 0; i < before.size(); i++) {
      assertThat(next.get(i)).isEqualTo(before.get(i));
    }
  }

  @DisplayName("C5: a sub-agent's own conversation is compacted too")
  @Test
  void aSubAgentsConversationIsCompactedToo() {
    Session session =
        bench.create(
            bench.options("completions").agents(AgentBench.agents(AgentBench.reviewer().build())));
    bench.provider.enqueue(
        Reply.toolCall("task", AgentBench.arguments("reviewer", "")),
        Reply.toolCall("look", "{}"),
        Reply.toolCall("look", "{}"),
        Reply.text("Reviewed."),
        Reply.text("All done."));
    session.send(UserInput.of("Have it reviewed"));
    look(session, 1, tokens(3_000));
    look(session, 2, tokens(4_000));
    bench.told.await("session.idle", 1);

    JsonNode done =
        bench.told.trees().stream()
            .filter(event -> event.path("type").asText().equals("session.compaction_complete"))
            .findFirst()
            .orElseThrow();
    assertThat(done.path("agentId").asText()).isNotEmpty();
    assertThat(done.at("/data/success").asBoolean()).isTrue();
    assertThat(done.at("/data").has("checkpointNumber")).isFalse();
    assertThat(bench.told.data("session.error")).isEmpty();
    assertThat(bench.calls().getLast().body().toString())
        .contains("Reviewed.")
        .doesNotContain("SUMMARY");
    assertThat(bench.provider.violations()).isEmpty();
  }

  @Test
  void anAnswerThatBreaksOffIsAskedForOnceMore() {
    bench.summaries.add(Reply.answer().text("SUM").breaking(Fault.CUT_MID_STREAM, 2));
    Session session = bench.create(bench.options("completions").streaming(true));
    bench.ask(session, "First", Reply.text(tokens(2_000)));

    assertThat(session.compactions().compact(null, null).summary()).startsWith("SUMMARY");
    assertThat(bench.summaryCalls()).hasSize(2);
  }

  private void look(Session session, int number, String seen) {
    JsonNode asked = bench.told.await("external_tool.requested", number);
    session.completeToolCall(
        asked.path("requestId").asText(), new ToolReply.Result(TextNode.valueOf(seen)));
  }
}
