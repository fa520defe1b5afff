package dev.latchkey.providers.wire.anthropic;

import dev.latchkey.providers.wire.ReaderFuzz;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnthropicReaderFuzzTest {
  private static final List<String> FIXTURES =
      List.of(
          "anthropic/done-marker.sse",
          "anthropic/interleaved-thinking.sse",
          "anthropic/missing-block-stop.sse",
          "anthropic/missing-message-delta.sse",
          "anthropic/missing-message-stop.sse",
          "anthropic/no-event-names.sse",
          "anthropic/no-usage.sse",
          "anthropic/parallel-tools.sse",
          "anthropic/same-index-again.sse",
          "anthropic/server-tool.sse",
          "anthropic/stop-max-tokens.sse",
          "anthropic/stop-model-context-window-exceeded.sse",
          "anthropic/stop-pause-turn.sse",
          "anthropic/stop-refusal.sse",
          "anthropic/stop-stop-sequence.sse",
          "anthropic/text.sse",
          "anthropic/thinking.sse",
          "anthropic/tool-input-at-start.sse",
          "anthropic/tool-truncated.sse",
          "anthropic/tool-use.sse",
          "anthropic/tool-without-id.sse",
          "anthropic/tool-without-input.sse",
          "anthropic/types-only-in-event-names.sse",
          "anthropic/unannounced-block.sse",
          "anthropic/usage-corrected.sse");

  @Test
  void survivesAnything() {
    new ReaderFuzz(AnthropicReader::new, FIXTURES).play(20_000);
  }
}
