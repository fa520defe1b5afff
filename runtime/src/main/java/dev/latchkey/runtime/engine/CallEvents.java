package dev.latchkey.runtime.engine;

import com.github.copilot.generated.AssistantUsageEvent;
import com.github.copilot.generated.AssistantUsageEvent.AssistantUsageEventData;
import com.github.copilot.generated.AssistantUsageTransport;
import com.github.copilot.generated.ModelCallFailureBadRequestKind;
import com.github.copilot.generated.ModelCallFailureEvent;
import com.github.copilot.generated.ModelCallFailureEvent.ModelCallFailureEventData;
import com.github.copilot.generated.ModelCallFailureKind;
import com.github.copilot.generated.ModelCallFailureSource;
import com.github.copilot.generated.ModelCallFailureTransport;
import com.github.copilot.generated.ModelCallStartEvent;
import com.github.copilot.generated.ModelCallStartEvent.ModelCallStartEventData;
import com.github.copilot.generated.SessionEvent;
import com.github.copilot.generated.SessionInfoEvent;
import com.github.copilot.generated.SessionInfoEvent.SessionInfoEventData;
import com.github.copilot.generated.SessionUsageInfoEvent;
import com.github.copilot.generated.SessionUsageInfoEvent.SessionUsageInfoEventData;
import dev.latchkey.providers.CallFailure;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.FinishReason;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.Transport;
import dev.latchkey.providers.Usage;
import dev.latchkey.runtime.context.ContextSize;
import dev.latchkey.runtime.loop.Prompt;
import dev.latchkey.runtime.loop.Reply;
import dev.latchkey.runtime.loop.Turn;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The events around one model call. */
final class CallEvents {
  private static final int BAD_REQUEST = 400;

  private final ModelBinding binding;
  private final Turn turn;
  private final Prompt prompt;

  CallEvents(ModelBinding binding, Turn turn, Prompt prompt) {
    this.binding = binding;
    this.turn = turn;
    this.prompt = prompt;
  }

  SessionEvent usageInfo() {
    ContextSize tokens = prompt.tokens();
    SessionUsageInfoEvent event = new SessionUsageInfoEvent();
    event.setData(
        SessionUsageInfoEventData.builder()
            .tokenLimit((long) binding.promptLimit())
            .currentTokens(tokens.total())
            .messagesLength((long) prompt.request().messages().size() + 1)
            .systemTokens(tokens.system())
            .conversationTokens(tokens.conversation())
            .toolDefinitionsTokens(tokens.tools())
            .isInitial(turn.number() == 0)
            .build());
    return event;
  }

  SessionEvent started() {
    ModelCallStartEvent event = new ModelCallStartEvent();
    event.setData(new ModelCallStartEventData(turn.id(), turn.model(), null, null));
    return event;
  }

  SessionEvent used(Reply reply, Transport transport, CallTimes times) {
    Usage usage = reply.usage();
    AssistantUsageEvent event = new AssistantUsageEvent();
    event.setData(
        AssistantUsageEventData.builder()
            .model(turn.model())
            .inputTokens(usage.inputTokens())
            .outputTokens(usage.outputTokens())
            .cacheReadTokens(counted(usage, usage.cacheReadTokens()))
            .cacheWriteTokens(counted(usage, usage.cacheWriteTokens()))
            .reasoningTokens(counted(usage, usage.reasoningTokens()))
            .duration(times.whole().toMillis())
            .timeToFirstTokenMs(millis(times.firstToken()))
            .outputTtftMs(millis(times.firstToken()))
            .interTokenLatencyMs(millis(times.betweenTokens()))
            .initiator(initiator())
            .interactionType(interaction())
            .parentToolCallId(turn.parentCallId())
            .isByok(true)
            .isAuto(false)
            .maxPromptTokens((long) binding.promptLimit())
            .maxOutputTokens(outputLimit())
            .transport(
                transport == Transport.HTTP
                    ? AssistantUsageTransport.HTTP
                    : AssistantUsageTransport.WEBSOCKET)
            .apiCallId(reply.apiCallId())
            .apiEndpoint(binding.endpoint(transport))
            .quotaSnapshots(Map.of())
            .reasoningEffort(binding.effort())
            .availableToolCount((long) prompt.request().tools().size())
            .toolTokenCount(prompt.tokens().tools())
            .cacheDetailsReported(usage.cacheReadTokens() != null)
            .numToolCalls((long) reply.toolCalls().size())
            .toolCounts(toolCounts(reply))
            .finishReason(reply.finish().wireName())
            .contentFilterTriggered(reply.finish() == FinishReason.CONTENT_FILTER)
            .build());
    return event;
  }

  SessionEvent failed(ModelException cause, Duration duration) {
    CallFailure failure = cause.failure();
    Integer status = failure.status();
    boolean socket = failure.url() != null && failure.url().startsWith("ws");
    Transport transport = socket ? Transport.WEBSOCKETS : Transport.HTTP;
    ModelCallFailureEvent event = new ModelCallFailureEvent();
    event.setData(
        ModelCallFailureEventData.builder()
            .model(turn.model())
            .initiator(initiator())
            .apiCallId(failure.requestId())
            .statusCode(status == null ? null : status.longValue())
            .durationMs(duration.toMillis())
            .apiEndpoint(binding.endpoint(transport))
            .transport(
                transport == Transport.HTTP
                    ? ModelCallFailureTransport.HTTP
                    : ModelCallFailureTransport.WEBSOCKET)
            .failureKind(status == null ? ModelCallFailureKind.TRANSPORT : ModelCallFailureKind.API)
            .maxPromptTokens((long) binding.promptLimit())
            .maxOutputTokens(outputLimit())
            .isByok(true)
            .isAuto(false)
            .reasoningEffort(binding.effort())
            .interactionType(interaction())
            .source(source())
            .errorMessage(failure.message())
            .errorCode(failure.code())
            .badRequestKind(badRequest(failure))
            .build());
    return event;
  }

  /** Says when and why a call is made again. */
  static SessionEvent retryNotice(ModelException cause, int attempt, Duration wait) {
    String text =
        "%s Trying again in %.1f s (retry %d)."
            .formatted(cause.failure().message(), wait.toMillis() / 1000.0, attempt);
    SessionInfoEvent event = new SessionInfoEvent();
    event.setData(new SessionInfoEventData("model_retry", text, null, null));
    return event;
  }

  /** An answer that was shown in part broke off: another one takes its place. */
  static SessionEvent superseded(String messageId) {
    SessionInfoEvent event = new SessionInfoEvent();
    event.setData(
        new SessionInfoEventData(
            "message_superseded",
            "Message " + messageId + " broke off and is asked for again: drop what came of it.",
            null,
            null));
    return event;
  }

  /** The reason of a retry as the public events name it. */
  static String retryReason(ModelException cause) {
    return switch (cause) {
      case ModelException.Authentication _ -> "transient_auth_error";
      case ModelException.RateLimited _ -> "rate_limit";
      case ModelException.Timeout _, ModelException.Connection _, ModelException.BadResponse _ ->
          "streaming_error";
      case ModelException.Permission _,
          ModelException.NotFound _,
          ModelException.InvalidRequest _,
          ModelException.ContextOverflow _,
          ModelException.Overloaded _,
          ModelException.ContentRefused _,
          ModelException.BudgetExceeded _,
          ModelException.Cancelled _ ->
          "api_error";
    };
  }

  private String initiator() {
    if (turn.parentCallId() != null) {
      return "sub-agent";
    }
    return turn.number() == 0 ? "user" : "agent";
  }

  private String interaction() {
    return turn.parentCallId() == null ? "conversation-agent" : "conversation-subagent";
  }

  private ModelCallFailureSource source() {
    return turn.parentCallId() == null
        ? ModelCallFailureSource.TOP_LEVEL
        : ModelCallFailureSource.SUBAGENT;
  }

  /** A provider that counts but leaves a detail out means none; the events say 0 then. */
  private static @Nullable Long counted(Usage usage, @Nullable Long detail) {
    return detail == null && usage.inputTokens() != null ? Long.valueOf(0) : detail;
  }

  private @Nullable Long outputLimit() {
    Integer limit = binding.outputCap();
    return limit == null ? null : limit.longValue();
  }

  private static @Nullable Double millis(@Nullable Duration duration) {
    return duration == null ? null : duration.toNanos() / 1_000_000.0;
  }

  private static Map<String, Long> toolCounts(Reply reply) {
    Map<String, Long> counts = new TreeMap<>();
    for (Content.ToolCall call : reply.toolCalls()) {
      counts.merge(call.name(), 1L, Long::sum);
    }
    return counts;
  }

  private static @Nullable ModelCallFailureBadRequestKind badRequest(CallFailure failure) {
    Integer status = failure.status();
    if (status == null || status != BAD_REQUEST) {
      return null;
    }
    boolean bodyless = failure.body() == null || failure.body().isBlank();
    return ModelCallFailureBadRequestKind.fromValue(bodyless ? "bodyless" : "structured_error");
  }
}
