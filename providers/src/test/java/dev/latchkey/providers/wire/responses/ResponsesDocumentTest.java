package dev.latchkey.providers.wire.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.providers.Content;
import dev.latchkey.providers.FinishReason;
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
import dev.latchkey.providers.wire.Replay;
import org.junit.jupiter.api.Test;

class ResponsesDocumentTest {
  private static Replay read(String fixture) {
    return Replay.document(new ResponsesReader(), "responses/" + fixture + ".json");
  }

  @Test
  void readsAReplyThatWasNotStreamed() {
    Replay replay = read("document");

    ReasoningSeal seal = new ReasoningSeal(Family.RESPONSES, "rs_1", "gAAA", null);
    assertThat(replay.failure()).isNull();
    assertThat(replay.events())
        .containsExactly(
            new Started("resp_1", "gpt-5"),
            new ReasoningDelta(0, "Think."),
            new BlockDone(0, new Content.Reasoning("Think.", seal)),
            new TextDelta(1, "Hello"),
            new BlockDone(1, new Content.Text("Hello", "final_answer")),
            new ToolCallDelta(2, "call_1", "weather", ""),
            new ToolCallDelta(2, null, null, "{\"city\":\"Bonn\"}"),
            new BlockDone(2, Content.ToolCall.of("call_1", "weather", "{\"city\":\"Bonn\"}")),
            new UsageReported(new Usage(20L, 9L, 8L, null, 4L)),
            new Finished(FinishReason.TOOL_CALLS));
  }

  @Test
  void reportsTheOutputLimit() {
    assertThat(read("document-length").events())
        .last()
        .isEqualTo(new Finished(FinishReason.LENGTH));
  }
}
