package dev.latchkey.runtime.context;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.copilot.generated.AssistantMessageEvent.AssistantMessageEventData;
import com.github.copilot.generated.AssistantMessageReasoningBlocks;
import com.github.copilot.generated.AssistantMessageToolRequest;
import com.github.copilot.generated.AssistantMessageToolRequestType;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.Content.Reasoning;
import dev.latchkey.providers.Content.Text;
import dev.latchkey.providers.Content.ToolCall;
import dev.latchkey.providers.ReasoningSeal;
import dev.latchkey.providers.ReasoningSeal.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a model answered, on its way between the blocks a provider sent and the {@code
 * assistant.message} event that keeps them. The event has one text, one list of calls and several
 * fields for reasoning; {@code reasoningBlocks} keeps what these cannot: seals, the order of blocks
 * when it is not reasoning, text, calls, and vendor data of calls. {@code AssistantContent} reads
 * it back.
 */
public record AssistantReply(List<Content> content) {
  public AssistantReply {
    content = content.stream().filter(AssistantReply::kept).toList();
  }

  private static boolean kept(Content block) {
    return switch (block) {
      case Text text -> !text.text().isEmpty();
      case Reasoning _, ToolCall _ -> true;
      case Content.Media _, Content.ToolResult _ -> false;
    };
  }

  /** All visible text. */
  public String text() {
    return blocks(Text.class).stream().map(Text::text).collect(Collectors.joining());
  }

  /** All readable reasoning, paragraphs apart; empty for none. */
  public String reasoningText() {
    return blocks(Reasoning.class).stream()
        .map(Reasoning::text)
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("\n\n"));
  }

  /** The calls in the order the model made them. */
  public List<ToolCall> calls() {
    return blocks(ToolCall.class);
  }

  /** Whether there is neither text nor a call. */
  public boolean empty() {
    return calls().isEmpty() && text().isBlank();
  }

  /** The public form of one call, without what only the owner of the tool knows. */
  public static AssistantMessageToolRequest request(ToolCall call) {
    return AssistantMessageToolRequest.builder()
        .toolCallId(call.id())
        .name(call.name())
        .arguments(ToolArguments.parsed(call.arguments()))
        .type(AssistantMessageToolRequestType.FUNCTION)
        .build();
  }

  /**
   * Sets the fields of the event that hold this reply: content, phase, reasoning, and the plain
   * {@link #request} of each call.
   */
  public AssistantMessageEventData.Builder into(AssistantMessageEventData.Builder event) {
    List<AssistantMessageToolRequest> requests =
        calls().stream().map(AssistantReply::request).toList();
    event.content(text()).toolRequests(requests);
    blocks(Text.class).stream()
        .map(Text::phase)
        .filter(Objects::nonNull)
        .reduce((_, last) -> last)
        .ifPresent(event::phase);
    List<Reasoning> reasoning = blocks(Reasoning.class);
    String readable = reasoningText();
    event.reasoningText(readable.isEmpty() ? null : readable);
    ReasoningSeal first =
        reasoning.stream().map(Reasoning::seal).filter(Objects::nonNull).findFirst().orElse(null);
    if (first != null && first.family() == Family.COMPLETIONS) {
      event.reasoningWireField(first.field()).reasoningOpaque(first.data());
    } else if (first != null && first.family() == Family.RESPONSES) {
      event.encryptedContent(first.data());
    }
    return event.reasoningBlocks(reasoningBlocks(reasoning, first));
  }

  private @Nullable AssistantMessageReasoningBlocks reasoningBlocks(
      List<Reasoning> reasoning, @Nullable ReasoningSeal first) {
    boolean ordered = usualOrder();
    boolean extras = calls().stream().anyMatch(call -> call.extra() != null);
    if (ordered && !extras && (reasoning.isEmpty() || simple(reasoning))) {
      return null;
    }
    List<Object> blocks = new ArrayList<>();
    for (Content block : content) {
      ObjectNode kept = leftover(block, !ordered, !ordered || extras);
      if (kept != null) {
        blocks.add(Json.plain(kept));
      }
    }
    return new AssistantMessageReasoningBlocks(ReasoningBlocks.provider(first), blocks);
  }

  /** What a block leaves in {@code reasoningBlocks}; null if the event says it elsewhere. */
  private static @Nullable ObjectNode leftover(Content block, boolean texts, boolean calls) {
    return switch (block) {
      case Reasoning reasoning -> ReasoningBlocks.write(reasoning);
      case Text text when texts -> {
        ObjectNode marker = Json.object().put("type", "text").put("text", text.text());
        yield text.phase() == null ? marker : marker.put("phase", text.phase());
      }
      case ToolCall call when calls -> {
        ObjectNode marker = Json.object().put("type", "tool_call").put("id", call.id());
        yield call.extra() == null ? marker : marker.put("extra", call.extra());
      }
      case Text _, ToolCall _, Content.Media _, Content.ToolResult _ -> null;
    };
  }

  /** Whether the flat fields of the event say all there is about the reasoning. */
  private static boolean simple(List<Reasoning> reasoning) {
    ReasoningSeal seal = reasoning.getFirst().seal();
    return reasoning.size() == 1
        && !reasoning.getFirst().text().isEmpty()
        && seal != null
        && seal.family() == Family.COMPLETIONS
        && seal.id() == null;
  }

  /** Whether the blocks are reasoning, then at most one text, then calls. */
  private boolean usualOrder() {
    int stage = 0;
    for (Content block : content) {
      int next = block instanceof Reasoning ? 0 : block instanceof Text ? 1 : 2;
      if (next < stage || (next == 1 && stage == 1)) {
        return false;
      }
      stage = next;
    }
    return true;
  }

  private <T extends Content> List<T> blocks(Class<T> kind) {
    return content.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
