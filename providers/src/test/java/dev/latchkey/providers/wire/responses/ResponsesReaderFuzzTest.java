package dev.latchkey.providers.wire.responses;

import dev.latchkey.providers.wire.ReaderFuzz;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResponsesReaderFuzzTest {
  private static final List<String> FIXTURES =
      List.of(
          "responses/call-only-in-final.sse",
          "responses/call-without-id.sse",
          "responses/completed-without-output.sse",
          "responses/custom-tool-call.sse",
          "responses/done-marker.sse",
          "responses/incomplete-filter.sse",
          "responses/incomplete-length.sse",
          "responses/missing-completed.sse",
          "responses/no-positions.sse",
          "responses/object-arguments.sse",
          "responses/only-completed.sse",
          "responses/parallel-calls.sse",
          "responses/reasoning-encrypted.sse",
          "responses/reasoning-hidden.sse",
          "responses/reasoning-text.sse",
          "responses/refusal.sse",
          "responses/rotating-ids.sse",
          "responses/text-whole-only.sse",
          "responses/text.sse",
          "responses/tool-call.sse",
          "responses/two-messages.sse",
          "responses/unannounced.sse",
          "responses/web-search.sse",
          "responses/zero-arguments.sse");

  @Test
  void survivesAnything() {
    new ReaderFuzz(ResponsesReader::new, FIXTURES).play(20_000);
  }
}
