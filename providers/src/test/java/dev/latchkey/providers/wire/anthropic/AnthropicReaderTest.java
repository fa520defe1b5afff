package dev.latchkey.providers.wire.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.providers.Content;
import dev.latchkey.providers.FinishReason;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.ModelEvent.BlockDone;
import dev.latchkey.providers.ModelEvent.Finished;
import dev.latchkey.providers.ModelEvent.ReasoningDelta;
import dev.latchkey.providers.ModelEvent.Started;
import dev.latchkey.providers.ModelEvent.TextDelta;
import dev.latchkey.providers.ModelEvent.ToolCallDelta;
import dev.latchkey.providers.ModelEvent.UsageReported;
import dev.latchkey.providers.ReasoningSeal;
import dev.latchkey.providers.ReasoningSeal.Family;
import dev.latchkey.providers.Usage;
import dev.latchkey.providers.wire.CallIds;
import dev.latchkey.providers.wire.Replay;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnthropicReaderTest {
  private static final Started STARTED = new Started("msg_1", "claude-sonnet-4-5");
  private static final UsageReported FIRST = new UsageReported(new Usage(33L, 1L, 20L, 3L, null));
  private static final UsageReported LAST = new UsageReported(new Usage(33L, 15L, 20L, 3L, null));

  /** Every fixture of these starts alike; {@code expected} is what comes between. */
  private static void reads(String fixture, FinishReason reason, ModelEvent... expected) {
    List<ModelEvent> all = new ArrayList<>(List.of(STARTED, FIRST));
    all.addAll(List.of(expected));
    all.addAll(List.of(LAST, new Finished(reason)));
    readsExactly(fixture, all.toArray(ModelEvent[]::new));
  }

  private static void readsExactly(String fixture, ModelEvent... expected) {
    Replay replay =
        Replay.stream(new AnthropicReader(CallIds.counted()), "anthropic/" + fixture + ".sse");
    assertThat(replay.failure()).isNull();
    assertThat(replay.events()).containsExactly(expected);
  }

  private static BlockDone text(int index, String text) {
    return new BlockDone(index, new Content.Text(text));
  }

  private static ToolCallDelta named(int index, String id, String name) {
    return new ToolCallDelta(index, id, name, "");
  }

  private static ToolCallDelta more(int index, String input) {
    return new ToolCallDelta(index, null, null, input);
  }

  private static BlockDone call(int index, String id, String name, String input) {
    return new BlockDone(index, Content.ToolCall.of(id, name, input));
  }

  private static BlockDone thought(int index, String text, Family family, String data) {
    ReasoningSeal seal = new ReasoningSeal(family, null, data, null);
    return new BlockDone(index, new Content.Reasoning(text, seal));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text",
        "no-event-names",
        "types-only-in-event-names",
        "missing-message-stop",
        "missing-block-stop",
        "done-marker",
        "stop-stop-sequence"
      })
  void streamsText(String fixture) {
    reads(
        fixture,
        FinishReason.STOP,
        new TextDelta(0, "Hel"),
        new TextDelta(0, "lo"),
        text(0, "Hello"));
  }

  @ParameterizedTest
  @CsvSource({
    "stop-max-tokens, LENGTH",
    "stop-model-context-window-exceeded, LENGTH",
    "stop-refusal, CONTENT_FILTER",
    "stop-pause-turn, PAUSED"
  })
  void mapsStopReasons(String fixture, FinishReason reason) {
    reads(fixture, reason, new TextDelta(0, "Hel"), new TextDelta(0, "lo"), text(0, "Hello"));
  }

  @Test
  void streamsAToolCall() {
    reads(
        "tool-use",
        FinishReason.TOOL_CALLS,
        new TextDelta(0, "Let me look."),
        text(0, "Let me look."),
        named(1, "toolu_1", "weather"),
        more(1, "{\"city\""),
        more(1, ": \"Bonn\"}"),
        call(1, "toolu_1", "weather", "{\"city\": \"Bonn\"}"));
  }

  @Test
  void streamsParallelCalls() {
    reads(
        "parallel-tools",
        FinishReason.TOOL_CALLS,
        named(0, "toolu_1", "weather"),
        more(0, "{\"city\":\"Bonn\"}"),
        call(0, "toolu_1", "weather", "{\"city\":\"Bonn\"}"),
        named(1, "toolu_2", "time"),
        more(1, "{\"zone\":\"CET\"}"),
        call(1, "toolu_2", "time", "{\"zone\":\"CET\"}"));
  }

  @Test
  void takesInputThatIsWholeAtTheStart() {
    reads(
        "tool-input-at-start",
        FinishReason.TOOL_CALLS,
        named(0, "toolu_1", "weather"),
        more(0, "{\"city\":\"Bonn\"}"),
        call(0, "toolu_1", "weather", "{\"city\":\"Bonn\"}"));
  }

  @Test
  void readsNoInputAsAnEmptyObject() {
    reads(
        "tool-without-input",
        FinishReason.TOOL_CALLS,
        named(0, "toolu_1", "weather"),
        call(0, "toolu_1", "weather", "{}"));
  }

  @Test
  void keepsTruncatedInputAsItIs() {
    reads(
        "tool-truncated",
        FinishReason.LENGTH,
        named(0, "toolu_1", "weather"),
        more(0, "{\"city\": \"Bo"),
        call(0, "toolu_1", "weather", "{\"city\": \"Bo"));
  }

  @Test
  void makesUpAMissingIdAndTrustsTheCallMoreThanTheStopReason() {
    reads(
        "tool-without-id",
        FinishReason.TOOL_CALLS,
        named(0, "call_1", "weather"),
        more(0, "{}"),
        call(0, "call_1", "weather", "{}"));
  }

  @Test
  void keepsThinkingWithItsSignatureAndRedactedThinking() {
    reads(
        "thinking",
        FinishReason.STOP,
        new ReasoningDelta(0, "Let me "),
        new ReasoningDelta(0, "see."),
        thought(0, "Let me see.", Family.ANTHROPIC, "EqQB"),
        thought(1, "", Family.ANTHROPIC_REDACTED, "EmwK"),
        new TextDelta(2, "42"),
        text(2, "42"));
  }

  @Test
  void keepsTheOrderOfInterleavedThinking() {
    reads(
        "interleaved-thinking",
        FinishReason.TOOL_CALLS,
        new ReasoningDelta(0, "First."),
        thought(0, "First.", Family.ANTHROPIC, "S1"),
        named(1, "toolu_1", "weather"),
        more(1, "{}"),
        call(1, "toolu_1", "weather", "{}"),
        thought(2, "", Family.ANTHROPIC, "S2"),
        named(3, "toolu_2", "time"),
        call(3, "toolu_2", "time", "{}"));
  }

  @Test
  void keepsBlocksOfTheProvidersOwnToolsWhole() {
    reads(
        "server-tool",
        FinishReason.STOP,
        thought(
            0,
            "",
            Family.ANTHROPIC_OWN,
            "{\"type\":\"server_tool_use\",\"id\":\"srvtoolu_1\",\"name\":\"web_search\","
                + "\"input\":{\"query\":\"bonn\"}}"),
        thought(
            1,
            "",
            Family.ANTHROPIC_OWN,
            "{\"type\":\"web_search_tool_result\",\"tool_use_id\":\"srvtoolu_1\","
                + "\"content\":[]}"),
        new TextDelta(2, "Rain."),
        text(2, "Rain."));
  }

  @Test
  void treatsAnIndexUsedAgainAsAnotherBlock() {
    reads(
        "same-index-again",
        FinishReason.TOOL_CALLS,
        new TextDelta(0, "Hello"),
        text(0, "Hello"),
        named(1, "toolu_1", "weather"),
        more(1, "{}"),
        call(1, "toolu_1", "weather", "{}"));
  }

  @Test
  void acceptsABlockNobodyAnnounced() {
    reads("unannounced-block", FinishReason.STOP, new TextDelta(0, "Hello"), text(0, "Hello"));
  }

  @Test
  void believesTheLaterCounts() {
    readsExactly(
        "usage-corrected",
        STARTED,
        FIRST,
        new TextDelta(0, "Hel"),
        new TextDelta(0, "lo"),
        text(0, "Hello"),
        new UsageReported(new Usage(30L, 15L, 18L, 0L, null)),
        new Finished(FinishReason.STOP));
  }

  @Test
  void doesWithoutCounts() {
    readsExactly(
        "no-usage",
        new Started("msg_1", "kimi-k2"),
        new TextDelta(0, "Hel"),
        new TextDelta(0, "lo"),
        text(0, "Hello"),
        new Finished(FinishReason.STOP));
  }

  @Test
  void doesWithoutAMessageDelta() {
    readsExactly(
        "missing-message-delta",
        STARTED,
        FIRST,
        new TextDelta(0, "Hel"),
        new TextDelta(0, "lo"),
        text(0, "Hello"),
        new Finished(FinishReason.STOP));
  }

  @Test
  void readsAReplyThatWasNotStreamed() {
    Replay replay = Replay.document(new AnthropicReader(), "anthropic/document.json");

    assertThat(replay.failure()).isNull();
    assertThat(replay.events())
        .containsExactly(
            STARTED,
            LAST,
            new ReasoningDelta(0, "Let me see."),
            thought(0, "Let me see.", Family.ANTHROPIC, "EqQB"),
            thought(1, "", Family.ANTHROPIC_REDACTED, "EmwK"),
            new TextDelta(2, "Looking."),
            text(2, "Looking."),
            thought(
                3,
                "",
                Family.ANTHROPIC_OWN,
                "{\"type\":\"server_tool_use\",\"id\":\"s1\",\"name\":\"web_search\","
                    + "\"input\":{\"q\":\"x\"}}"),
            named(4, "toolu_1", "weather"),
            more(4, "{\"city\":\"Bonn\"}"),
            call(4, "toolu_1", "weather", "{\"city\":\"Bonn\"}"),
            new Finished(FinishReason.TOOL_CALLS));
  }
}
