package dev.latchkey.runtime.loop;

import com.github.copilot.generated.AssistantMessageEvent;
import com.github.copilot.generated.AssistantMessageEvent.AssistantMessageEventData;
import com.github.copilot.generated.AssistantReasoningEvent;
import com.github.copilot.generated.AssistantReasoningEvent.AssistantReasoningEventData;
import com.github.copilot.generated.SessionEvent;
import dev.latchkey.providers.FinishReason;
import dev.latchkey.runtime.context.AssistantReply;
import java.util.Optional;

/** How an answer becomes events. */
final class ReplyRecord {
  private static final String FILTERED =
      "The provider's content filter stopped this answer. Rephrase the request and send it again.";

  private ReplyRecord() {}

  static SessionEvent message(Turn turn, Reply reply) {
    AssistantReply answer = new AssistantReply(reply.content());
    AssistantMessageEventData.Builder data =
        AssistantMessageEventData.builder()
            .messageId(reply.messageId())
            .model(turn.model())
            .interactionId(turn.interactionId())
            .turnId(turn.id())
            .outputTokens(reply.usage().outputTokens())
            .apiCallId(reply.apiCallId())
            .parentToolCallId(turn.parentCallId());
    answer.into(data);
    if (reply.finish() == FinishReason.CONTENT_FILTER && answer.empty()) {
      data.content(FILTERED);
    }
    AssistantMessageEvent event = new AssistantMessageEvent();
    event.setData(data.build());
    return event;
  }

  /** The readable reasoning as its own event; none when there is none. */
  static Optional<SessionEvent> reasoning(Reply reply) {
    String text = new AssistantReply(reply.content()).reasoningText();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    AssistantReasoningEvent event = new AssistantReasoningEvent();
    event.setData(new AssistantReasoningEventData(reply.reasoningId(), text, null));
    return Optional.of(event);
  }
}
