package dev.latchkey.runtime.loop;

import dev.latchkey.providers.Content;
import dev.latchkey.providers.FinishReason;
import dev.latchkey.providers.Usage;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A complete answer of a model.
 *
 * @param messageId of the coming {@code assistant.message}; deltas carry the same
 * @param reasoningId of its reasoning events
 * @param apiCallId the provider's id of the response, null when it gave none
 */
public record Reply(
    String messageId,
    String reasoningId,
    List<Content> content,
    Usage usage,
    FinishReason finish,
    @Nullable String apiCallId) {
  public Reply {
    Objects.requireNonNull(messageId);
    Objects.requireNonNull(reasoningId);
    Objects.requireNonNull(usage);
    Objects.requireNonNull(finish);
    content = List.copyOf(content);
  }

  /** The calls it wants made, in its order. */
  public List<Content.ToolCall> toolCalls() {
    return content.stream()
        .filter(Content.ToolCall.class::isInstance)
        .map(Content.ToolCall.class::cast)
        .toList();
  }

  /** Whether the model said nothing at all although nothing stopped it. */
  public boolean blank() {
    return finish == FinishReason.STOP && content.stream().allMatch(Reply::blank);
  }

  private static boolean blank(Content block) {
    return switch (block) {
      case Content.Text text -> text.text().isBlank();
      case Content.Reasoning _, Content.ToolCall _, Content.Media _, Content.ToolResult _ -> false;
    };
  }
}
