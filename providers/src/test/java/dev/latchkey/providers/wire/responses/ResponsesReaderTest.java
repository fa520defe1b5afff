package dev.latchkey.providers.wire.responses;

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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponsesReaderTest {
  private static final Started STARTED = new Started("resp_1", "gpt-5");
  private static final UsageReported USAGE = new UsageReported(new Usage(20L, 9L, 8L, null, 4L));
  private static final Finished STOP = new Finished(FinishReason.STOP);
  private static final Finished CALLS = new Finished(FinishReason.TOOL_CALLS);

  private static void reads(String fixture, ModelEvent... expected) {
    Replay replay =
        Replay.stream(new ResponsesReader(CallIds.counted()), "responses/" + fixture + ".sse");
    assertThat(replay.failure()).isNull();
    assertThat(replay.events()).containsExactly(expected);
  }

  private static BlockDone text(int index, String text) {
    return new BlockDone(index, new Content.Text(text));
  }

  private static ToolCallDelta named(int index, String id, String name) {
    return new ToolCallDelta(index, id, name, "");
  }

  private static ToolCallDelta more(int index, String arguments) {
    return new ToolCallDelta(index, null, null, arguments);
  }

  private static BlockDone call(int index, String id, String name, String arguments) {
    return new BlockDone(index, Content.ToolCall.of(id, name, arguments));
  }

  private static BlockDone reasoning(
      int index, String text, @Nullable String data, @Nullable String field) {
    ReasoningSeal seal = new ReasoningSeal(Family.RESPONSES, "rs_1", data, field);
    return new BlockDone(index, new Content.Reasoning(text, seal));
  }

  @Test
  void streamsText() {
    reads(
        "text",
        STARTED,
        new TextDelta(0, "Hel"),
        new TextDelta(0, "lo"),
        text(0, "Hello"),
        USAGE,
        STOP);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text-whole-only", "completed-without-output"})
  void takesTextOnceHoweverItComes(String fixture) {
    reads(fixture, STARTED, new TextDelta(0, "Hello"), text(0, "Hello"), USAGE, STOP);
  }

  @Test
  void acceptsAStreamWithoutCompletedWhenItsItemsAreDone() {
    reads("missing-completed", STARTED, new TextDelta(0, "Hello"), text(0, "Hello"), STOP);
  }

  @Test
  void acceptsCompletedAlone() {
    reads(
        "only-completed",
        STARTED,
        new TextDelta(0, "Hello"),
        text(0, "Hello"),
        named(1, "call_1", "weather"),
        more(1, "{\"city\":\"Bonn\"}"),
        call(1, "call_1", "weather", "{\"city\":\"Bonn\"}"),
        USAGE,
        CALLS);
  }

  @Test
  void streamsAToolCall() {
    reads(
        "tool-call",
        STARTED,
        named(0, "call_1", "weather"),
        more(0, "{\"city\""),
        more(0, ":\"Bonn\"}"),
        call(0, "call_1", "weather", "{\"city\":\"Bonn\"}"),
        USAGE,
        CALLS);
  }

  @Test
  void keepsInterleavedCallsApart() {
    reads(
        "parallel-calls",
        STARTED,
        new TextDelta(0, "Both."),
        text(0, "Both."),
        named(1, "call_1", "weather"),
        named(2, "call_2", "time"),
        more(1, "{\"city\":"),
        more(2, "{\"zone\":"),
        more(1, "\"Bonn\"}"),
        more(2, "\"CET\"}"),
        call(1, "call_1", "weather", "{\"city\":\"Bonn\"}"),
        call(2, "call_2", "time", "{\"zone\":\"CET\"}"),
        USAGE,
        CALLS);
  }

  @Test
  void readsNoArgumentsAsAnEmptyObject() {
    reads(
        "zero-arguments",
        STARTED,
        named(0, "call_1", "weather"),
        call(0, "call_1", "weather", "{}"),
        USAGE,
        CALLS);
  }

  @Test
  void makesACustomCallAnOrdinaryOne() {
    reads(
        "custom-tool-call",
        STARTED,
        named(0, "call_9", "apply_patch"),
        more(0, "{\"input\":\"+ \\\"a\\\"\\n"),
        more(0, "- b"),
        more(0, "\"}"),
        call(0, "call_9", "apply_patch", "{\"input\":\"+ \\\"a\\\"\\n- b\"}"),
        USAGE,
        CALLS);
  }

  @Test
  void makesUpAMissingCallId() {
    reads(
        "call-without-id",
        STARTED,
        named(0, "call_1", "weather"),
        more(0, "{}"),
        call(0, "call_1", "weather", "{}"),
        USAGE,
        CALLS);
  }

  @Test
  void takesArgumentsThatAreAnObject() {
    reads(
        "object-arguments",
        STARTED,
        named(0, "call_1", "weather"),
        more(0, "{\"city\":\"Bonn\"}"),
        call(0, "call_1", "weather", "{\"city\":\"Bonn\"}"),
        USAGE,
        CALLS);
  }

  @Test
  void joinsSummaryPartsAndKeepsWhatReplayNeeds() {
    reads(
        "reasoning-encrypted",
        STARTED,
        new ReasoningDelta(0, "**Plan**"),
        new ReasoningDelta(0, "\n\nLook it up."),
        new ReasoningDelta(0, "\n\n"),
        new ReasoningDelta(0, "Then answer."),
        reasoning(0, "**Plan**\n\nLook it up.\n\nThen answer.", "gAAA-final", "21+12"),
        named(1, "call_1", "weather"),
        more(1, "{}"),
        call(1, "call_1", "weather", "{}"),
        USAGE,
        CALLS);
  }

  @Test
  void keepsReasoningThatShowsNothing() {
    reads(
        "reasoning-hidden",
        STARTED,
        reasoning(0, "", "gAAA", null),
        new TextDelta(1, "42"),
        text(1, "42"),
        USAGE,
        STOP);
  }

  @DisplayName("weak 25: reasoning text of the Responses API")
  @Test
  void showsReasoningText() {
    reads(
        "reasoning-text",
        new Started("resp_1", "gpt-oss-20b"),
        new ReasoningDelta(0, "It is "),
        new ReasoningDelta(0, "42."),
        reasoning(0, "It is 42.", null, "content"),
        new TextDelta(1, "42"),
        text(1, "42"),
        USAGE,
        STOP);
  }

  @Test
  void reportsTheOutputLimit() {
    reads(
        "incomplete-length",
        STARTED,
        new TextDelta(0, "Once upon"),
        text(0, "Once upon"),
        USAGE,
        new Finished(FinishReason.LENGTH));
  }

  @Test
  void reportsTheFilter() {
    reads(
        "incomplete-filter",
        STARTED,
        new TextDelta(0, "Well"),
        text(0, "Well"),
        USAGE,
        new Finished(FinishReason.CONTENT_FILTER));
  }

  @Test
  void keepsTwoMessagesAndTheirPhases() {
    reads(
        "two-messages",
        STARTED,
        new TextDelta(0, "Looking."),
        new BlockDone(0, new Content.Text("Looking.", "commentary")),
        new TextDelta(1, "Found."),
        new BlockDone(1, new Content.Text("Found.", "final_answer")),
        USAGE,
        STOP);
  }

  @Test
  void showsARefusalAsText() {
    reads(
        "refusal",
        STARTED,
        new TextDelta(0, "I can't help."),
        text(0, "I can't help."),
        USAGE,
        STOP);
  }

  @Test
  void toleratesDone() {
    reads("done-marker", STARTED, new TextDelta(0, "Hi"), text(0, "Hi"), STOP);
  }

  @Test
  void skipsItemsOfTheProvidersOwnTools() {
    reads("web-search", STARTED, new TextDelta(1, "Rain."), text(1, "Rain."), USAGE, STOP);
  }

  @Test
  void goesByPositionWhenIdsChange() {
    reads(
        "rotating-ids",
        STARTED,
        new TextDelta(0, "Hel"),
        new TextDelta(0, "lo"),
        text(0, "Hello"),
        named(1, "call_1", "weather"),
        more(1, "{}"),
        call(1, "call_1", "weather", "{}"),
        USAGE,
        CALLS);
  }

  @Test
  void goesByTheLastItemWithoutIdsAndPositions() {
    reads(
        "no-positions",
        STARTED,
        new TextDelta(0, "Hello"),
        text(0, "Hello"),
        named(1, "call_1", "weather"),
        more(1, "{\"a\":1}"),
        call(1, "call_1", "weather", "{\"a\":1}"),
        USAGE,
        CALLS);
  }

  @Test
  void acceptsItemsNobodyAnnounced() {
    reads(
        "unannounced",
        new Started(null, null),
        new TextDelta(0, "Hello"),
        text(0, "Hello"),
        named(1, "call_1", "weather"),
        more(1, "{\"a\":1}"),
        call(1, "call_1", "weather", "{\"a\":1}"),
        CALLS);
  }

  @Test
  void takesACallThatIsOnlyInTheFinalForm() {
    reads(
        "call-only-in-final",
        STARTED,
        new TextDelta(0, "Hello"),
        text(0, "Hello"),
        named(1, "call_1", "weather"),
        more(1, "{\"city\":\"Bonn\"}"),
        call(1, "call_1", "weather", "{\"city\":\"Bonn\"}"),
        USAGE,
        CALLS);
  }
}
