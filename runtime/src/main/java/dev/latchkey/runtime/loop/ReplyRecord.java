package dev.latchkey.runtime.loop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.github.copilot.generated.AssistantMessageEvent;
import com.github.copilot.generated.AssistantMessageEvent.AssistantMessageEventData;
import com.github.copilot.generated.AssistantMessageReasoningBlocks;
import com.github.copilot.generated.AssistantMessageToolRequest;
import com.github.copilot.generated.AssistantMessageToolRequestType;
import com.github.copilot.generated.AssistantReasoningEvent;
import com.github.copilot.generated.AssistantReasoningEvent.AssistantReasoningEventData;
import com.github.copilot.generated.SessionEvent;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.FinishReason;
import dev.latchkey.providers.ReasoningSeal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an answer is written into the journal, so that history can replay it.
 *
 * <p>Reasoning goes where the public format keeps it: the readable text in {@code reasoningText};
 * for chat completions the field it came in ({@code reasoningWireField}) and an opaque seal ({@code
 * reasoningOpaque}); for Responses and Anthropic the items or blocks themselves in {@code
 * reasoningBlocks}, in the shape of their wire.
 */
final class ReplyRecord {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FILTERED =
      "The provider's content filter stopped this answer. Rephrase the request and send it again.";

  private ReplyRecord() {}

  static SessionEvent message(Turn turn, Reply reply) {
    AssistantMessageEventData.Builder data =
        AssistantMessageEventData.builder()
            .messageId(reply.messageId())
            .model(turn.model())
            .content(visible(reply))
            .toolRequests(reply.toolCalls().stream().map(ReplyRecord::request).toList())
            .phase(phase(reply))
            .interactionId(turn.interactionId())
            .turnId(turn.id())
            .outputTokens(reply.usage().outputTokens())
            .apiCallId(reply.apiCallId());
    seal(reply, data);
    AssistantMessageEvent event = new AssistantMessageEvent();
    event.setData(data.build());
    return event;
  }

  /** The readable reasoning as its own event; none when there is none. */
  static Optional<SessionEvent> reasoning(Reply reply) {
    String text = reasoningText(reply);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    AssistantReasoningEvent event = new AssistantReasoningEvent();
    event.setData(new AssistantReasoningEventData(reply.reasoningId(), text, null));
    return Optional.of(event);
  }

  private static String visible(Reply reply) {
    String text = reply.text();
    boolean filtered = reply.finish() == FinishReason.CONTENT_FILTER;
    return filtered && text.isBlank() && reply.toolCalls().isEmpty() ? FILTERED : text;
  }

  private static @Nullable String phase(Reply reply) {
    String phase = null;
    for (Content block : reply.content()) {
      if (block instanceof Content.Text text && text.phase() != null) {
        phase = text.phase();
      }
    }
    return phase;
  }

  private static AssistantMessageToolRequest request(Content.ToolCall call) {
    return AssistantMessageToolRequest.builder()
        .toolCallId(call.id())
        .name(call.name())
        .arguments(arguments(call.arguments()))
        .type(AssistantMessageToolRequestType.FUNCTION)
        .build();
  }

  /** Parsed arguments; text that is no JSON stays text. */
  private static JsonNode arguments(String text) {
    try {
      JsonNode parsed = JSON.readTree(text);
      return parsed == null || parsed.isMissingNode() ? NODES.objectNode() : parsed;
    } catch (JsonProcessingException _) {
      return TextNode.valueOf(text);
    }
  }

  private static String reasoningText(Reply reply) {
    List<String> texts = new ArrayList<>();
    for (Content.Reasoning block : reply.reasoning()) {
      if (!block.text().isEmpty()) {
        texts.add(block.text());
      }
    }
    return String.join("\n\n", texts);
  }

  private static void seal(Reply reply, AssistantMessageEventData.Builder data) {
    String text = reasoningText(reply);
    data.reasoningText(text.isEmpty() ? null : text);
    List<Object> blocks = new ArrayList<>();
    String provider = null;
    for (Content.Reasoning block : reply.reasoning()) {
      ReasoningSeal seal = block.seal();
      if (seal == null) {
        continue;
      }
      switch (seal.family()) {
        case COMPLETIONS -> data.reasoningWireField(seal.field()).reasoningOpaque(seal.data());
        case RESPONSES -> {
          provider = "openai-responses";
          blocks.add(responsesItem(block.text(), seal));
          data.encryptedContent(seal.data());
        }
        case ANTHROPIC, ANTHROPIC_REDACTED -> {
          provider = "anthropic-messages";
          blocks.add(anthropicBlock(block.text(), seal));
        }
      }
    }
    if (provider == null) {
      provider = extras(reply, blocks);
    }
    if (provider != null) {
      data.reasoningBlocks(new AssistantMessageReasoningBlocks(provider, blocks));
    }
  }

  private static ObjectNode responsesItem(String text, ReasoningSeal seal) {
    ObjectNode item = NODES.objectNode().put("type", "reasoning").put("id", seal.id());
    ObjectNode summary = NODES.objectNode().put("type", "summary_text").put("text", text);
    item.putArray("summary").addAll(text.isEmpty() ? List.of() : List.of(summary));
    return item.put("encrypted_content", seal.data());
  }

  private static ObjectNode anthropicBlock(String text, ReasoningSeal seal) {
    return seal.family() == ReasoningSeal.Family.ANTHROPIC_REDACTED
        ? NODES.objectNode().put("type", "redacted_thinking").put("data", seal.data())
        : NODES
            .objectNode()
            .put("type", "thinking")
            .put("thinking", text)
            .put("signature", seal.data());
  }

  /** Vendor data of chat completions tool calls has no field of its own in the public format. */
  private static @Nullable String extras(Reply reply, List<Object> blocks) {
    for (Content.ToolCall call : reply.toolCalls()) {
      if (call.extra() != null) {
        ObjectNode extra = NODES.objectNode().put("type", "tool_call_extra");
        extra.put("toolCallId", call.id()).set("extra", arguments(call.extra()));
        blocks.add(extra);
      }
    }
    return blocks.isEmpty() ? null : "openai-completions";
  }
}
