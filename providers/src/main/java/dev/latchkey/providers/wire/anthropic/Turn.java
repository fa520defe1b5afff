package dev.latchkey.providers.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.ReasoningSeal;
import dev.latchkey.providers.wire.WireJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    return blocks.getFirst() instanceof Content.Reasoning first && !Turn.own(first);
  }

  /** Whether it stopped amid work of the provider's own tools, which is continued as it is. */
  boolean paused() {
    return assistant && unanswered(blocks.getLast());
  }

  /** Whether a block is a call of the provider's own that has no result behind it. */
  static boolean unanswered(Content block) {
    String type = ownType(block);
    return type != null && type.endsWith("_tool_use");
  }

  /** The type of a block of the provider's own; null for all that is none. */
  static @Nullable String ownType(Content block) {
    if (!own(block) || !(block instanceof Content.Reasoning(_, ReasoningSeal seal))) {
      return null;
    }
    JsonNode json = seal == null || seal.data() == null ? null : WireJson.tree(seal.data());
    return json == null ? null : WireJson.text(json, "type");
  }

  /** Whether a block is of the provider's own tools. */
  static boolean own(Content block) {
    return block instanceof Content.Reasoning(_, ReasoningSeal seal)
        && seal != null
        && seal.family() == ReasoningSeal.Family.ANTHROPIC_OWN;
  }
}
