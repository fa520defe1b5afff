package dev.latchkey.runtime.engine;

import com.github.copilot.generated.CustomAgentsUpdatedAgent;
import com.github.copilot.generated.SessionCustomAgentsUpdatedEvent;
import com.github.copilot.generated.SessionCustomAgentsUpdatedEvent.SessionCustomAgentsUpdatedEventData;
import com.github.copilot.generated.SessionEvent;
import com.github.copilot.generated.SubagentCompletedEvent;
import com.github.copilot.generated.SubagentCompletedEvent.SubagentCompletedEventData;
import com.github.copilot.generated.SubagentConfiguredEvent;
import com.github.copilot.generated.SubagentConfiguredEvent.SubagentConfiguredEventData;
import com.github.copilot.generated.SubagentDeselectedEvent;
import com.github.copilot.generated.SubagentDeselectedEvent.SubagentDeselectedEventData;
import com.github.copilot.generated.SubagentFailedEvent;
import com.github.copilot.generated.SubagentFailedEvent.SubagentFailedEventData;
import com.github.copilot.generated.SubagentSelectedEvent;
import com.github.copilot.generated.SubagentSelectedEvent.SubagentSelectedEventData;
import com.github.copilot.generated.SubagentStartedEvent;
import com.github.copilot.generated.SubagentStartedEvent.SubagentStartedEventData;
import dev.latchkey.runtime.CustomAgent;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events about agents. */
final class SubagentEvents {
  private SubagentEvents() {}

  /** Where agents come from that a client defined. */
  private static final String SOURCE = "user";

  static SessionEvent updated(List<CustomAgent> agents, List<String> warnings) {
    SessionCustomAgentsUpdatedEvent event = new SessionCustomAgentsUpdatedEvent();
    event.setData(
        new SessionCustomAgentsUpdatedEventData(
            agents.stream().map(SubagentEvents::entry).toList(), warnings, List.of()));
    return event;
  }

  private static CustomAgentsUpdatedAgent entry(CustomAgent agent) {
    return CustomAgentsUpdatedAgent.builder()
        .id(agent.name())
        .name(agent.name())
        .displayName(agent.displayName())
        .description(agent.description())
        .source(SOURCE)
        .tools(agent.tools())
        .userInvocable(true)
        .disableModelInvocation(agent.inferred() ? null : Boolean.TRUE)
        .model(agent.model())
        .build();
  }

  static SessionEvent selected(CustomAgent agent) {
    SubagentSelectedEvent event = new SubagentSelectedEvent();
    event.setData(new SubagentSelectedEventData(agent.name(), agent.displayName(), agent.tools()));
    return event;
  }

  static SessionEvent deselected() {
    SubagentDeselectedEvent event = new SubagentDeselectedEvent();
    event.setData(new SubagentDeselectedEventData());
    return event;
  }

  static SessionEvent started(Assignment work, @Nullable String parentId) {
    SubagentStartedEvent event = new SubagentStartedEvent();
    event.setData(
        SubagentStartedEventData.builder()
            .toolCallId(work.order().callId())
            .agentName(work.agent().name())
            .agentDisplayName(work.title())
            .agentDescription(work.agent().description())
            .model(work.model().model())
            .taskModelSource(work.model().asked())
            .modelSelectionSource(work.model().source())
            .parentId(parentId)
            .resumable(false)
            .agentType(work.agent().name())
            .executionMode("sync")
            .build());
    return event;
  }

  static SessionEvent configured(AgentModel model) {
    SubagentConfiguredEvent event = new SubagentConfiguredEvent();
    event.setData(new SubagentConfiguredEventData(model.model(), model.effort(), null, false));
    return event;
  }

  /** It has ended by itself, or was cancelled. */
  static SessionEvent completed(Assignment work, Totals totals, boolean cancelled) {
    AgentModel model = work.model();
    SubagentCompletedEvent event = new SubagentCompletedEvent();
    event.setData(
        SubagentCompletedEventData.builder()
            .toolCallId(work.order().callId())
            .agentName(work.agent().name())
            .agentDisplayName(work.title())
            .cancelled(cancelled ? Boolean.TRUE : null)
            .model(model.model())
            .firstDispatchedModel(totals.tokens() == 0 ? null : model.model())
            .configuredModelPreference(model.preference())
            .explicitModelOverride(model.override())
            .modelOverrideReason(model.reason())
            .modelSelectionSource(model.source())
            .configuredModelMatchesActual(model.asPreferred())
            .totalToolCalls(totals.toolCalls())
            .totalTokens(totals.tokens())
            .durationMs(totals.time().toMillis())
            .build());
    return event;
  }

  static SessionEvent failed(Assignment work, Totals totals, String error) {
    AgentModel model = work.model();
    SubagentFailedEvent event = new SubagentFailedEvent();
    event.setData(
        SubagentFailedEventData.builder()
            .toolCallId(work.order().callId())
            .agentName(work.agent().name())
            .agentDisplayName(work.title())
            .error(error)
            .model(model.model())
            .configuredModelPreference(model.preference())
            .explicitModelOverride(model.override())
            .modelOverrideReason(model.reason())
            .modelSelectionSource(model.source())
            .configuredModelMatchesActual(model.asPreferred())
            .totalToolCalls(totals.toolCalls())
            .totalTokens(totals.tokens())
            .durationMs(totals.time().toMillis())
            .build());
    return event;
  }

  /** It began in a process that is gone. */
  static SessionEvent lost(SubagentStartedEventData began, String error) {
    SubagentFailedEvent event = new SubagentFailedEvent();
    event.setData(
        SubagentFailedEventData.builder()
            .toolCallId(began.toolCallId())
            .agentName(began.agentName())
            .agentDisplayName(began.agentDisplayName())
            .error(error)
            .model(began.model())
            .modelSelectionSource(began.modelSelectionSource())
            .build());
    return event;
  }

  /** A task, who does it and with which model. */
  record Assignment(CustomAgent agent, TaskOrder order, AgentModel model) {
    /** What people see: the agent's title, else what the model calls the work. */
    String title() {
      return agent.titled() || order.name().isEmpty() ? agent.displayName() : order.name();
    }
  }

  /** What a sub-agent took. */
  record Totals(long toolCalls, long tokens, Duration time) {}
}
