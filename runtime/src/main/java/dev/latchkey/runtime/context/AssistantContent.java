package dev.latchkey.runtime.context;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.copilot.generated.AssistantMessageEvent.AssistantMessageEventData;
import com.github.copilot.generated.AssistantMessageToolRequest;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.Content.Reasoning;
import dev.latchkey.providers.Content.Text;
import dev.latchkey.providers.Content.ToolCall;
import dev.latchkey.providers.ReasoningSeal;
import dev.latchkey.providers.ReasoningSeal.Family;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The blocks of an {@code assistant.message} event: the inverse of {@link AssistantReply}. */
final class AssistantContent {
  private final AssistantMessageEventData event;
  private final List<AssistantMessageToolRequest> requests;
  private final List<Content> content = new ArrayList<>();

  private AssistantContent(AssistantMessageEventData event) {
    this.event = event;
    List<AssistantMessageToolRequest> all = event.toolRequests();
    requests = new ArrayList<>(all == null ? List.of() : all);
    requests.removeIf(request -> request == null);
  }

  /** The blocks in the order the model wrote them; calls may share ids. */
  static List<Content> of(AssistantMessageEventData event) {
    AssistantContent reading = new AssistantContent(event);
    reading.blocks();
    reading.text();
    reading.requests.forEach(request -> reading.content.add(call(request, null)));
    return reading.content;
  }

  private void blocks() {
    if (event.reasoningBlocks() == null || event.reasoningBlocks().blocks() == null) {
      flatReasoning();
      return;
    }
    for (Object stored : event.reasoningBlocks().blocks()) {
      JsonNode block = Json.tree(stored);
      Reasoning reasoning = ReasoningBlocks.read(block);
      switch (Json.text(block, "type", "")) {
        case "text" ->
            content.add(new Text(Json.text(block, "text", ""), Json.text(block, "phase")));
        case "tool_call" -> markedCall(Json.text(block, "id", ""), Json.text(block, "extra"));
        default -> {
          if (reasoning != null) {
            content.add(reasoning);
          }
        }
      }
    }
  }

  /** Reasoning that only the flat fields tell of. */
  private void flatReasoning() {
    String text = event.reasoningText() == null ? "" : event.reasoningText();
    String encrypted = event.encryptedContent();
    String opaque = event.reasoningOpaque();
    if (encrypted != null) {
      content.add(new Reasoning(text, new ReasoningSeal(Family.RESPONSES, null, encrypted, null)));
    } else if (!text.isEmpty() || opaque != null) {
      String field = event.reasoningWireField();
      content.add(new Reasoning(text, new ReasoningSeal(Family.COMPLETIONS, null, opaque, field)));
    }
  }

  private void markedCall(String id, @Nullable String extra) {
    for (AssistantMessageToolRequest request : requests) {
      if (id.equals(request.toolCallId())) {
        content.add(call(request, extra));
        requests.remove(request);
        return;
      }
    }
  }

  /** Puts the text before the calls unless the blocks have it already. */
  private void text() {
    String text = event.content() == null ? "" : event.content();
    String placed = new AssistantReply(content).text();
    if (placed.equals(text)) {
      return;
    }
    content.removeIf(Text.class::isInstance);
    int at = 0;
    while (at < content.size() && content.get(at) instanceof Reasoning) {
      at++;
    }
    if (!text.isEmpty()) {
      content.add(at, new Text(text, event.phase()));
    }
  }

  private static ToolCall call(AssistantMessageToolRequest request, @Nullable String extra) {
    String id = request.toolCallId();
    String name = request.name();
    return new ToolCall(
        id == null ? "" : id,
        name == null || name.isEmpty() ? "invalid_tool_call" : name,
        ToolArguments.replayed(request),
        extra);
  }
}
