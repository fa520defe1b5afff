package dev.latchkey.runtime.loop;

import dev.latchkey.providers.Content;
import dev.latchkey.providers.FinishReason;
import dev.latchkey.providers.Usage;
import java.util.ArrayList;
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

  /** This as the rest of an answer that another one began: one answer with this one's id. */
  Reply after(Reply begun) {
    List<Content> whole = new ArrayList<>(begun.content);
    for (Content block : content) {
      Content last = whole.isEmpty() ? null : whole.getLast();
      if (block instanceof Content.Text more
          && last instanceof Content.Text text
          && Objects.equals(text.phase(), more.phase())) {
        whole.removeLast();
        whole.add(new Content.Text(text.text() + more.text(), text.phase()));
      } else {
        whole.add(block);
      }
    }
    Long said = sum(begun.usage.outputTokens(), usage.outputTokens());
    Usage all =
        new Usage(
            usage.inputTokens(),
            said,
            usage.cacheReadTokens(),
            usage.cacheWriteTokens(),
            usage.reasoningTokens());
    return new Reply(messageId, reasoningId, whole, all, finish, apiCallId);
  }

  private static @Nullable Long sum(@Nullable Long one, @Nullable Long other) {
    return one == null ? other : other == null ? one : Long.valueOf(one + other);
  }

  /** The same answer with other words. */
  public Reply saying(List<Content> other) {
    return new Reply(messageId, reasoningId, other, usage, finish, apiCallId);
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
