package dev.latchkey.runtime.context;

import dev.latchkey.providers.Content;
import dev.latchkey.providers.Content.Media;
import dev.latchkey.providers.Content.Reasoning;
import dev.latchkey.providers.Content.Text;
import dev.latchkey.providers.Content.ToolCall;
import dev.latchkey.providers.Content.ToolResult;
import dev.latchkey.providers.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message as a target can take it. */
final class TargetView {
  private TargetView() {}

  /**
   * The message without what the target cannot take; null if nothing is left that says anything.
   */
  static @Nullable Message of(Message message, HistoryTarget target) {
    List<Content> content = content(message.content(), target);
    if (content.stream().allMatch(Reasoning.class::isInstance)) {
      return null;
    }
    return content.equals(message.content()) ? message : new Message(message.role(), content);
  }

  private static List<Content> content(List<Content> blocks, HistoryTarget target) {
    List<Content> seen = new ArrayList<>(blocks.size());
    for (Content block : blocks) {
      switch (block) {
        case Media media -> seen.add(target.takes(media) ? media : note(media));
        case Reasoning reasoning when target.takes(reasoning) -> seen.add(reasoning);
        case Reasoning _ -> {}
        case ToolResult result ->
            seen.add(
                new ToolResult(
                    result.callId(), content(result.content(), target), result.failed()));
        case Text _, ToolCall _ -> seen.add(block);
      }
    }
    return seen;
  }

  /** What stands in the place of media. */
  static Text note(Media media) {
    String name = media.name() == null ? "" : " \"" + media.name() + "\"";
    return new Text("[" + media.mediaType() + name + " left out: this model cannot read it]");
  }
}
