package dev.latchkey.runtime.context;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.latchkey.providers.Content.Text;
import dev.latchkey.providers.Content.ToolCall;
import dev.latchkey.providers.Content.ToolResult;
import dev.latchkey.providers.Message;
import dev.latchkey.providers.ToolSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SummaryRequestTest {
  private static final String TASK = SummaryRequest.task(200, null);
  private static final List<ToolSpec> TOOLS =
      List.of(new ToolSpec("look", "Looks", JsonNodeFactory.instance.objectNode()));

  private static Message result(String id, String text) {
    return Message.results(List.of(new ToolResult(id, List.of(new Text(text)), false)));
  }

  private static Message call(String id) {
    return new Message(Message.Role.ASSISTANT, List.of(ToolCall.of(id, "look", "{}")));
  }

  private static long size(SummaryRequest request) {
    return request.system().length()
        + MessageSize.all(request.messages())
        + request.tools().stream().mapToLong(MessageSize::of).sum();
  }

  @Test
  void aConversationThatFitsIsSentAsItIsWithTheTaskAtItsEnd() {
    HistoryView history =
        HistoryView.of(List.of(Message.user("go"), call("a"), result("a", "seen")));

    SummaryRequest request = SummaryRequest.within("sys", history, TOOLS, TASK, 10_000);

    assertThat(request.system()).isEqualTo("sys");
    assertThat(request.tools()).isEqualTo(TOOLS);
    assertThat(request.messages().subList(0, 3)).isEqualTo(history.messages());
    assertThat(request.messages().getLast()).isEqualTo(Message.user(TASK));
  }

  @Test
  void theOldestResultsAreShortenedFirst() {
    String big = "b".repeat(5_000);
    HistoryView history =
        HistoryView.of(
            List.of(Message.user("go"), call("a"), result("a", big), call("b"), result("b", big)));

    SummaryRequest request = SummaryRequest.within("sys", history, TOOLS, TASK, 8_000);

    assertThat(size(request)).isLessThanOrEqualTo(8_000);
    assertThat(request.messages().get(2).toString()).contains("characters left out");
    assertThat(request.messages().get(4)).isEqualTo(result("b", big));
  }

  @Test
  void aConversationOfLongTextsBecomesATranscriptWithoutTools() {
    HistoryView history =
        HistoryView.of(
            List.of(
                Message.user("u" + "x".repeat(9_000)),
                call("a"),
                result("a", "seen it"),
                Message.assistant("done")));

    SummaryRequest request = SummaryRequest.within("sys", history, TOOLS, TASK, 4_000);

    assertThat(request.tools()).isEmpty();
    assertThat(request.messages()).hasSize(1);
    assertThat(request.messages().getFirst().toString())
        .contains(TASK, "Assistant calls look: {}", "Result of look: seen it", "Assistant: done")
        .contains("characters left out");
  }

  @DisplayName("weak 15: a request for a summary never outgrows the window")
  @Test
  void itNeverOutgrowsItsRoom() {
    Random random = new Random(7);
    for (int run = 0; run < 300; run++) {
      List<Message> messages = new ArrayList<>();
      for (int i = random.nextInt(12); i >= 0; i--) {
        String text = "🗝".repeat(random.nextInt(2_000)) + "x".repeat(1 + random.nextInt(4_000));
        messages.add(Message.user(text));
        messages.add(call("c" + i));
        messages.add(result("c" + i, text));
      }
      long room = 2_500L + random.nextInt(40_000);

      SummaryRequest request =
          SummaryRequest.within("s".repeat(300), HistoryView.of(messages), TOOLS, TASK, room);

      assertThat(size(request)).as("run " + run).isLessThanOrEqualTo(room);
    }
  }

  @Test
  void wishesOfTheUserAreAtItsEnd() {
    assertThat(SummaryRequest.task(100, " Keep the numbers. "))
        .contains("at most 100 words")
        .endsWith("The user says of this summary: Keep the numbers.");
  }

  @Test
  void resultsOfTheLastStepShareWhatRoomThereIs() {
    HistoryView history =
        HistoryView.of(List.of(Message.user("go"), call("a"), result("a", "r".repeat(50_000))));

    assertThat(FittedHistory.within(history, 60_000)).isSameAs(history);
    HistoryView fitted = FittedHistory.within(history, 10_000);
    assertThat(fitted.chars()).isBetween(8_000L, 10_100L);
    assertThat(fitted.messages().get(2).role()).isEqualTo(Message.Role.TOOL);
  }
}
