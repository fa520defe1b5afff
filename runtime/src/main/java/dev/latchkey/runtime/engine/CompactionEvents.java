package dev.latchkey.runtime.engine;

import com.github.copilot.generated.AssistantUsageEvent;
import com.github.copilot.generated.AssistantUsageEvent.AssistantUsageEventData;
import com.github.copilot.generated.CompactionCompleteCompactionTokensUsed;
import com.github.copilot.generated.CompactionTrigger;
import com.github.copilot.generated.SessionCompactionCompleteEvent;
import com.github.copilot.generated.SessionCompactionCompleteEvent.SessionCompactionCompleteEventData;
import com.github.copilot.generated.SessionCompactionStartEvent;
import com.github.copilot.generated.SessionCompactionStartEvent.SessionCompactionStartEventData;
import com.github.copilot.generated.SessionEvent;
import com.github.copilot.generated.SessionTruncationEvent;
import com.github.copilot.generated.SessionTruncationEvent.SessionTruncationEventData;
import com.github.copilot.generated.SessionUsageInfoEvent;
import com.github.copilot.generated.SessionUsageInfoEvent.SessionUsageInfoEventData;
import dev.latchkey.providers.Usage;
import dev.latchkey.runtime.context.ContextSize;
import dev.latchkey.runtime.context.HistoryRenderer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The events about what becomes of a conversation that is too long. */
final class CompactionEvents {
  private CompactionEvents() {}

  /** What a prompt takes: how many messages, their characters left aside, and how many tokens. */
  record Extent(long messages, ContextSize size) {}

  static SessionEvent started(Compaction.Order order, Extent before) {
    ContextSize size = before.size();
    SessionCompactionStartEvent event = new SessionCompactionStartEvent();
    event.setData(
        SessionCompactionStartEventData.builder()
            .model(order.binding().model())
            .systemTokens(size.system())
            .conversationTokens(size.conversation())
            .toolDefinitionsTokens(size.tools())
            .currentTokens(size.total())
            .tokenLimit(order.tokenLimit())
            .trigger(order.trigger())
            .build());
    return event;
  }

  static SessionEvent applied(
      Compaction.Order order,
      Extent before,
      Extent after,
      SummaryCall.Summary summary,
      Identity.@Nullable Checkpoint checkpoint) {
    SessionCompactionCompleteEventData.Builder data =
        ended(order, true)
            .preCompactionTokens(before.size().total())
            .postCompactionTokens(after.size().total())
            .preCompactionMessagesLength(before.messages())
            .messagesRemoved(before.messages() - after.messages())
            .tokensRemoved(before.size().total() - after.size().total())
            .customInstructions(order.wishes())
            .summaryContent(summary.text())
            .behaviorModelId(order.binding().model())
            .compactionTokensUsed(used(summary))
            .requestId(summary.apiCallId())
            .systemTokens(after.size().system())
            .conversationTokens(after.size().conversation())
            .toolDefinitionsTokens(after.size().tools());
    if (checkpoint != null) {
      data.checkpointNumber((long) checkpoint.number())
          .checkpointPath(checkpoint.path().toString());
    }
    return complete(data);
  }

  static SessionEvent failed(Compaction.Order order, String error, @Nullable Integer status) {
    return complete(
        ended(order, false).error(error).statusCode(status == null ? null : status.longValue()));
  }

  private static SessionCompactionCompleteEventData.Builder ended(
      Compaction.Order order, boolean success) {
    return SessionCompactionCompleteEventData.builder()
        .success(success)
        .tokenLimit(order.tokenLimit())
        .trigger(order.trigger());
  }

  private static SessionEvent complete(SessionCompactionCompleteEventData.Builder data) {
    SessionCompactionCompleteEvent event = new SessionCompactionCompleteEvent();
    event.setData(data.build());
    return event;
  }

  private static CompactionCompleteCompactionTokensUsed used(SummaryCall.Summary summary) {
    Usage usage = summary.usage();
    return CompactionCompleteCompactionTokensUsed.builder()
        .inputTokens(usage.inputTokens())
        .outputTokens(usage.outputTokens())
        .cacheReadTokens(usage.cacheReadTokens())
        .cacheWriteTokens(usage.cacheWriteTokens())
        .duration(summary.duration().toMillis())
        .model(summary.model())
        .build();
  }

  /** What a summary cost, told like the cost of every other call. */
  static SessionEvent usage(SummaryCall.Summary summary) {
    Usage usage = summary.usage();
    AssistantUsageEvent event = new AssistantUsageEvent();
    event.setData(
        AssistantUsageEventData.builder()
            .model(summary.model())
            .inputTokens(usage.inputTokens())
            .outputTokens(usage.outputTokens())
            .cacheReadTokens(usage.cacheReadTokens())
            .cacheWriteTokens(usage.cacheWriteTokens())
            .reasoningTokens(usage.reasoningTokens())
            .duration(summary.duration().toMillis())
            .initiator("agent")
            .interactionType("conversation-compaction")
            .isByok(true)
            .isAuto(false)
            .apiCallId(summary.apiCallId())
            .quotaSnapshots(Map.of())
            .build());
    return event;
  }

  static SessionEvent truncated(long tokenLimit, Extent before, Extent after, long removed) {
    SessionTruncationEvent event = new SessionTruncationEvent();
    event.setData(
        SessionTruncationEventData.builder()
            .tokenLimit(tokenLimit)
            .preTruncationTokensInMessages(before.size().conversation())
            .preTruncationMessagesLength(before.messages())
            .postTruncationTokensInMessages(after.size().conversation())
            .postTruncationMessagesLength(after.messages())
            .tokensRemovedDuringTruncation(
                before.size().conversation() - after.size().conversation())
            .messagesRemovedDuringTruncation(removed)
            .performedBy(HistoryRenderer.TRUNCATOR)
            .build());
    return event;
  }

  static SessionEvent usageInfo(long tokenLimit, Extent now) {
    ContextSize size = now.size();
    SessionUsageInfoEvent event = new SessionUsageInfoEvent();
    event.setData(
        SessionUsageInfoEventData.builder()
            .tokenLimit(tokenLimit)
            .currentTokens(size.total())
            .messagesLength(now.messages())
            .systemTokens(size.system())
            .conversationTokens(size.conversation())
            .toolDefinitionsTokens(size.tools())
            .build());
    return event;
  }

  /** Whether an automatic compaction was forced by a refusal. */
  static boolean forced(@Nullable CompactionTrigger trigger) {
    return trigger == CompactionTrigger.CONTEXT_LIMIT_RETRY;
  }
}
