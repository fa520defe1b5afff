package dev.latchkey.runtime.engine;

import com.github.copilot.generated.ReasoningSummary;
import com.github.copilot.generated.SessionEvent;
import com.github.copilot.generated.SessionResumeEvent;
import com.github.copilot.generated.SessionResumeEvent.SessionResumeEventData;
import com.github.copilot.generated.SessionShutdownEvent;
import com.github.copilot.generated.SessionShutdownEvent.SessionShutdownEventData;
import com.github.copilot.generated.SessionStartEvent;
import com.github.copilot.generated.SessionStartEvent.SessionStartEventData;
import com.github.copilot.generated.ShutdownAgentMetric;
import com.github.copilot.generated.ShutdownCodeChanges;
import com.github.copilot.generated.ShutdownModelMetric;
import com.github.copilot.generated.ShutdownModelMetricRequests;
import com.github.copilot.generated.ShutdownModelMetricUsage;
import com.github.copilot.generated.ShutdownType;
import dev.latchkey.runtime.UsageTotals;
import dev.latchkey.runtime.UsageTotals.ModelUse;
import dev.latchkey.runtime.context.ContextSize;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The events of a session's beginning, reopening and end. */
final class LifeEvents {
  /** Version of the journal's format, as the public runtime writes it. */
  static final long FORMAT_VERSION = 1;

  private LifeEvents() {}

  static SessionEvent start(SessionStartEventData data) {
    SessionStartEvent event = new SessionStartEvent();
    event.setData(data);
    return event;
  }

  static SessionEvent resume(SessionResumeEventData data) {
    SessionResumeEvent event = new SessionResumeEvent();
    event.setData(data);
    return event;
  }

  /** Ends a session's journal as things stand. */
  static SessionEvent shutdown(SessionParts parts, ShutdownType type, @Nullable String reason) {
    return shutdown(
        SessionShutdownEventData.builder()
            .shutdownType(type)
            .errorReason(reason)
            .sessionStartTime(parts.state().startTime().toEpochMilli())
            .eventsFileSizeBytes(parts.journal().bytes())
            .currentModel(parts.state().model()),
        parts.meter().totals(),
        parts.meter().size());
  }

  /** Ends a session's journal with what was used since it was opened. */
  private static SessionEvent shutdown(
      SessionShutdownEventData.Builder data, UsageTotals usage, ContextSize size) {
    SessionShutdownEvent event = new SessionShutdownEvent();
    event.setData(
        data.totalPremiumRequests(0.0)
            .totalApiDurationMs(usage.apiTime().toMillis())
            .codeChanges(new ShutdownCodeChanges(0L, 0L, List.of()))
            .modelMetrics(metrics(usage.models()))
            .agentMetrics(agents(usage))
            .currentTokens(size.total())
            .systemTokens(size.system())
            .conversationTokens(size.conversation())
            .toolDefinitionsTokens(size.tools())
            .build());
    return event;
  }

  /** By name; null without sub-agents. */
  private static @Nullable Map<String, ShutdownAgentMetric> agents(UsageTotals usage) {
    Map<String, ShutdownAgentMetric> agents = new TreeMap<>();
    usage
        .agents()
        .forEach((name, use) ->
            agents.put(
                name,
                new ShutdownAgentMetric(
                    name, use.title(), use.apiTime().toMillis(), 0.0, metrics(use.models()))));
    return agents.isEmpty() ? null : agents;
  }

  private static Map<String, ShutdownModelMetric> metrics(Map<String, ModelUse> models) {
    Map<String, ShutdownModelMetric> metrics = new TreeMap<>();
    models.forEach((model, use) -> metrics.put(model, metric(use)));
    return metrics;
  }

  private static ShutdownModelMetric metric(ModelUse use) {
    return new ShutdownModelMetric(
        new ShutdownModelMetricRequests(use.requests(), 0.0),
        new ShutdownModelMetricUsage(
            use.inputTokens(),
            use.outputTokens(),
            use.cacheReadTokens(),
            use.cacheWriteTokens(),
            use.reasoningTokens()),
        null,
        null);
  }

  /** The enumerated form of a summary setting; null for none and for values it does not have. */
  static @Nullable ReasoningSummary summary(@Nullable String setting) {
    for (ReasoningSummary value : ReasoningSummary.values()) {
      if (value.getValue().equals(setting)) {
        return value;
      }
    }
    return null;
  }
}
