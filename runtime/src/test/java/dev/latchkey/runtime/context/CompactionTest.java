package dev.latchkey.runtime.context;

import static dev.latchkey.runtime.context.Events.event;
import static dev.latchkey.runtime.context.Events.reply;
import static dev.latchkey.runtime.context.Events.result;
import static dev.latchkey.runtime.context.Events.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.copilot.generated.SessionEvent;
import dev.latchkey.providers.Content.Text;
import dev.latchkey.providers.Content.ToolCall;
import dev.latchkey.providers.Content.ToolResult;
import dev.latchkey.providers.Message;
import dev.latchkey.providers.Message.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompactionTest {
  private static final ToolCall CALL = ToolCall.of("c", "t", "{}");

  @Test
  void whatCameBeforeBecomesOneMessageWithPromptsAndSummary() {
    List<Message> history =
        render(
            user("one"),
            reply(new Text("1")),
            user("two"),
            reply(new Text("2")),
            start(),
            complete("S"),
            user("three"));

    assertThat(history)
        .containsExactly(
            Message.user(
                """
                The conversation so far was summarised to save space. What the user wrote, oldest first:

                <user_message>
                one
                </user_message>
                <user_message>
                two
                </user_message>

                <summary>
                S
                </summary>\
                """),
            Message.user("three"));
  }

  @Test
  void whatHappenedWhileItRanStays() {
    List<Message> history =
        render(
            user("one"),
            reply(new Text("1")),
            start(),
            user("two"),
            reply(new Text("2")),
            complete("S"));

    assertThat(history).hasSize(3);
    assertThat(history.subList(1, 3)).containsExactly(Message.user("two"), Message.assistant("2"));
    assertThat(text(history.getFirst())).contains("one").doesNotContain("two");
  }

  @Test
  void theStepTheModelIsInStays() {
    List<Message> history =
        render(user("one"), reply(CALL), result("c", "R"), user("steer"), start(), complete("S"));

    assertThat(history.subList(1, 4))
        .containsExactly(
            new Message(Role.ASSISTANT, List.of(CALL)),
            Message.results(List.of(new ToolResult("c", List.of(new Text("R")), false))),
            Message.user("steer"));
    assertThat(text(history.getFirst())).contains("one").doesNotContain("steer");
  }

  @Test
  void onlySuccessfulOnesCount() {
    List<Message> history =
        render(
            user("one"),
            reply(new Text("1")),
            start(),
            event("session.compaction_complete", "{\"success\":false,\"error\":\"no\"}"),
            start(),
            event("session.compaction_complete", "{\"success\":true,\"summaryContent\":\" \"}"));

    assertThat(history).containsExactly(Message.user("one"), Message.assistant("1"));
  }

  @Test
  void theLastOneCountsAndEarlierPromptsAreNotLost() {
    List<Message> history =
        render(
            user("one"),
            reply(new Text("1")),
            start(),
            complete("S1"),
            start(),
            complete("S2"),
            user("two"),
            reply(new Text("2")),
            start(),
            complete("S3"));

    assertThat(history).hasSize(1);
    assertThat(text(history.getFirst()))
        .contains("one", "two", "S3")
        .doesNotContain("S1")
        .doesNotContain("S2");
  }

  @Test
  void aResultOfACompactedCallIsLeftOut() {
    List<Message> history =
        render(
            user("one"),
            reply(CALL),
            reply(new Text("1")),
            complete("S"),
            result("c", "late"),
            user("two"));

    assertThat(history).hasSize(2);
  }

  @Test
  void hugePromptsAreCutAndOldOnesGiveWay() {
    SessionEvent[] events = new SessionEvent[42];
    for (int i = 0; i < 40; i += 2) {
      events[i] = user("prompt " + i + " " + "x".repeat(100_000));
      events[i + 1] = reply(new Text("ok"));
    }
    events[40] = start();
    events[41] = complete("S");

    String text = text(render(events).getFirst());

    assertThat(text).hasSizeLessThan(25_000).contains("prompt 38 ").doesNotContain("prompt 0 ");
  }

  @Test
  void promptsTakeATenthOfASmallWindowAtMost() {
    List<Message> history =
        render(
            user("ancient " + "x".repeat(3_000)),
            reply(new Text("ok")),
            user("new " + "y".repeat(3_000)),
            reply(new Text("ok")),
            event(
                "session.compaction_complete",
                "{\"success\":true,\"summaryContent\":\"S\",\"tokenLimit\":2000}"));

    String text = text(history.getFirst());
    assertThat(text)
        .hasSizeLessThan(1_200)
        .contains("new y", "<summary>\nS")
        .doesNotContain("ancient");
  }

  @Test
  void aTruncationLeavesOutTheOldestAndKeepsCallsWithTheirResults() {
    List<Message> history =
        render(
            user("one"),
            reply(CALL),
            result("c", "R"),
            reply(new Text("1")),
            user("two"),
            truncation(2, "latchkey"));

    assertThat(history)
        .containsExactly(
            Message.user(
                """
                The beginning of the conversation was left out to save space. What the user wrote, oldest first:

                <user_message>
                one
                </user_message>\
                """),
            new Message(Role.ASSISTANT, List.of(CALL)),
            Message.results(List.of(new ToolResult("c", List.of(new Text("R")), false))),
            Message.assistant("1"),
            Message.user("two"));
  }

  @Test
  void aTruncationKeepsTheSummaryAndWhatAwaitsTheModel() {
    List<Message> history =
        render(
            user("one"),
            reply(new Text("1")),
            complete("S"),
            user("two"),
            reply(new Text("2")),
            user("three"),
            truncation(99, "latchkey"));

    assertThat(history).hasSize(2);
    assertThat(text(history.getFirst())).contains("S", "one", "two");
    assertThat(history.getLast()).isEqualTo(Message.user("three"));
  }

  @Test
  void truncationsOfOtherRuntimesChangeNothing() {
    assertThat(render(user("one"), reply(new Text("1")), truncation(2, "BasicTruncator")))
        .containsExactly(Message.user("one"), Message.assistant("1"));
  }

  @Test
  void asMuchGoesAsIsTooMuch() {
    HistoryRenderer renderer = HistoryRenderer.ofSession();
    for (int i = 0; i < 10; i++) {
      renderer.add(user("u" + i));
      renderer.add(reply(new Text("x".repeat(1_000))));
    }
    assertThat(renderer.excess(20_000, HistoryTarget.ANY, 2_000)).isZero();

    int count = renderer.excess(5_000, HistoryTarget.ANY, 2_000);
    HistoryView left = renderer.without(count, HistoryTarget.ANY, 2_000);
    renderer.add(truncation(count, "latchkey"));

    assertThat(left.chars()).isBetween(2_500L, 5_000L);
    assertThat(renderer.view(HistoryTarget.ANY).messages().subList(1, left.messages().size()))
        .isEqualTo(left.messages().subList(1, left.messages().size()));
  }

  private static SessionEvent truncation(int removed, String by) {
    return event(
        "session.truncation",
        "{\"messagesRemovedDuringTruncation\":" + removed + ",\"performedBy\":\"" + by + "\"}");
  }

  @Test
  void clearingForgetsEverything() {
    assertThat(
            render(
                user("one"),
                reply(CALL),
                event("session.context_cleared", "{}"),
                result("c", "late"),
                user("two")))
        .containsExactly(Message.user("two"));
  }

  private static SessionEvent start() {
    return event("session.compaction_start", "{}");
  }

  private static SessionEvent complete(String summary) {
    return event(
        "session.compaction_complete", "{\"success\":true,\"summaryContent\":\"" + summary + "\"}");
  }

  private static List<Message> render(SessionEvent... events) {
    return HistoryRenderer.render(List.of(events), HistoryTarget.ANY);
  }

  private static String text(Message message) {
    return ((Text) message.content().getFirst()).text();
  }
}
