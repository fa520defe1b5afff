package dev.latchkey.providers.wire.anthropic;

import dev.latchkey.providers.Content;
import java.util.List;

/** One wire message: the two sides alternate, and a user's turn begins with results of tools. */
record Turn(boolean assistant, List<Content> blocks) {
  Turn {
    blocks = List.copyOf(blocks);
  }

  String role() {
    return assistant ? "assistant" : "user";
  }

  boolean answersCalls() {
    return blocks.getFirst() instanceof Content.ToolResult;
  }

  boolean startsWithReasoning() {
    return blocks.getFirst() instanceof Content.Reasoning;
  }
}
