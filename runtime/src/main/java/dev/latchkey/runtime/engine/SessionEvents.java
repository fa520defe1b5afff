package dev.latchkey.runtime.engine;

import com.github.copilot.generated.AbortEvent;
import com.github.copilot.generated.AbortEvent.AbortEventData;
import com.github.copilot.generated.AbortReason;
import com.github.copilot.generated.AssistantIdleEvent;
import com.github.copilot.generated.AssistantIdleEvent.AssistantIdleEventData;
import com.github.copilot.generated.ManagedSettingsResolvedSource;
import com.github.copilot.generated.ModelChangeSource;
import com.github.copilot.generated.SessionContextChangedEvent;
import com.github.copilot.generated.SessionContextChangedEvent.SessionContextChangedEventData;
import com.github.copilot.generated.SessionErrorEvent;
import com.github.copilot.generated.SessionErrorEvent.SessionErrorEventData;
import com.github.copilot.generated.SessionEvent;
import com.github.copilot.generated.SessionIdleEvent;
import com.github.copilot.generated.SessionIdleEvent.SessionIdleEventData;
import com.github.copilot.generated.SessionInfoEvent;
import com.github.copilot.generated.SessionInfoEvent.SessionInfoEventData;
import com.github.copilot.generated.SessionManagedSettingsResolvedEvent;
import com.github.copilot.generated.SessionManagedSettingsResolvedEvent.SessionManagedSettingsResolvedEventData;
import com.github.copilot.generated.SessionMode;
import com.github.copilot.generated.SessionModeChangedEvent;
import com.github.copilot.generated.SessionModeChangedEvent.SessionModeChangedEventData;
import com.github.copilot.generated.SessionModelChangeEvent;
import com.github.copilot.generated.SessionModelChangeEvent.SessionModelChangeEventData;
import com.github.copilot.generated.SessionSkillsLoadedEvent;
import com.github.copilot.generated.SessionSkillsLoadedEvent.SessionSkillsLoadedEventData;
import com.github.copilot.generated.SessionSnapshotRewindEvent;
import com.github.copilot.generated.SessionSnapshotRewindEvent.SessionSnapshotRewindEventData;
import com.github.copilot.generated.SessionTitleChangedEvent;
import com.github.copilot.generated.SessionTitleChangedEvent.SessionTitleChangedEventData;
import com.github.copilot.generated.SessionToolsUpdatedEvent;
import com.github.copilot.generated.SessionToolsUpdatedEvent.SessionToolsUpdatedEventData;
import com.github.copilot.generated.SessionWarningEvent;
import com.github.copilot.generated.SessionWarningEvent.SessionWarningEventData;
import com.github.copilot.generated.SystemMessageEvent;
import com.github.copilot.generated.SystemMessageEvent.SystemMessageEventData;
import com.github.copilot.generated.SystemMessageRole;
import com.github.copilot.generated.WorkingDirectoryContext;
import dev.latchkey.providers.CallFailure;
import dev.latchkey.providers.ModelException;
import dev.latchkey.runtime.LogEntry;
import dev.latchkey.runtime.ModelChoice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of a session outside of its turns. */
final class SessionEvents {

  private SessionEvents() {}

  /** This runtime knows no managed settings, and clients wait to hear that. */
  static SessionEvent managedSettings() {
    SessionManagedSettingsResolvedEvent event = new SessionManagedSettingsResolvedEvent();
    event.setData(
        SessionManagedSettingsResolvedEventData.builder()
            .source(ManagedSettingsResolvedSource.NONE)
            .serverManaged(false)
            .deviceManaged(false)
            .clientManaged(false)
            .failClosed(false)
            .bypassPermissionsDisabled(false)
            .managedKeys(List.of())
            .build());
    return event;
  }

  static SessionEvent systemMessage(String content, String interactionId) {
    SystemMessageEvent event = new SystemMessageEvent();
    event.setData(
        new SystemMessageEventData(content, interactionId, SystemMessageRole.SYSTEM, null, null));
    return event;
  }

  /** This runtime has no skills of its own, and clients wait to hear that before the first run. */
  static SessionEvent skillsLoaded() {
    SessionSkillsLoadedEvent event = new SessionSkillsLoadedEvent();
    event.setData(new SessionSkillsLoadedEventData(List.of()));
    return event;
  }

  static SessionEvent toolsUpdated(String model) {
    SessionToolsUpdatedEvent event = new SessionToolsUpdatedEvent();
    event.setData(new SessionToolsUpdatedEventData(model));
    return event;
  }

  static SessionEvent title(String title) {
    SessionTitleChangedEvent event = new SessionTitleChangedEvent();
    event.setData(new SessionTitleChangedEventData(title));
    return event;
  }

  static SessionEvent assistantIdle(boolean aborted) {
    AssistantIdleEvent event = new AssistantIdleEvent();
    event.setData(new AssistantIdleEventData(aborted ? Boolean.TRUE : null));
    return event;
  }

  static SessionEvent idle(boolean aborted) {
    SessionIdleEvent event = new SessionIdleEvent();
    event.setData(new SessionIdleEventData(aborted ? Boolean.TRUE : null, null));
    return event;
  }

  static SessionEvent abort(AbortReason reason) {
    AbortEvent event = new AbortEvent();
    event.setData(new AbortEventData(reason));
    return event;
  }

  static SessionEvent info(String type, String message) {
    SessionInfoEvent event = new SessionInfoEvent();
    event.setData(new SessionInfoEventData(type, message, null, null));
    return event;
  }

  /** Why a run failed, with what to do about it. */
  static SessionEvent error(ModelException cause) {
    CallFailure failure = cause.failure();
    Integer status = failure.status();
    String type =
        switch (cause) {
          case ModelException.Authentication _, ModelException.Permission _ -> "authentication";
          case ModelException.RateLimited _ -> "rate_limit";
          case ModelException.NotFound _,
              ModelException.InvalidRequest _,
              ModelException.ContextOverflow _,
              ModelException.Overloaded _,
              ModelException.Timeout _,
              ModelException.Connection _,
              ModelException.BadResponse _,
              ModelException.ContentRefused _,
              ModelException.BudgetExceeded _,
              ModelException.Cancelled _ ->
              "query";
        };
    return error(
        SessionErrorEventData.builder()
            .errorType(type)
            .errorCode(failure.code())
            .message(failure.explained())
            .statusCode(status == null ? null : status.longValue())
            .providerCallId(failure.requestId())
            .build());
  }

  /** A run failed in a way nobody foresaw. */
  static SessionEvent internalError(String cause) {
    return error(
        SessionErrorEventData.builder()
            .errorType("query")
            .message("The run failed unexpectedly: " + cause)
            .build());
  }

  static SessionEvent note(LogEntry entry) {
    return switch (entry.level()) {
      case INFO -> {
        SessionInfoEvent event = new SessionInfoEvent();
        event.setData(new SessionInfoEventData(entry.type(), entry.message(), entry.url(), null));
        yield event;
      }
      case WARNING -> {
        SessionWarningEvent event = new SessionWarningEvent();
        event.setData(
            new SessionWarningEventData(entry.type(), entry.message(), entry.url(), null));
        yield event;
      }
      case ERROR ->
          error(
              SessionErrorEventData.builder()
                  .errorType(entry.type())
                  .message(entry.message())
                  .url(entry.url())
                  .build());
    };
  }

  /** Something people should know; {@code type} says what kind of thing. */
  static SessionEvent warning(String type, String message) {
    SessionWarningEvent event = new SessionWarningEvent();
    event.setData(new SessionWarningEventData(type, message, null, null));
    return event;
  }

  private static SessionEvent error(SessionErrorEventData data) {
    SessionErrorEvent event = new SessionErrorEvent();
    event.setData(data);
    return event;
  }

  static SessionEvent modelChange(ModelChoice from, String model, @Nullable String effort) {
    SessionModelChangeEvent event = new SessionModelChangeEvent();
    event.setData(
        SessionModelChangeEventData.builder()
            .previousModel(from.model())
            .newModel(model)
            .previousReasoningEffort(from.reasoningEffort())
            .reasoningEffort(effort)
            .source(ModelChangeSource.SDK)
            .build());
    return event;
  }

  static SessionEvent firstModel(String model) {
    SessionModelChangeEvent event = new SessionModelChangeEvent();
    event.setData(
        SessionModelChangeEventData.builder()
            .newModel(model)
            .source(ModelChangeSource.AUTOMATIC)
            .build());
    return event;
  }

  static SessionEvent rewound(String upToEventId, long removed) {
    SessionSnapshotRewindEvent event = new SessionSnapshotRewindEvent();
    event.setData(new SessionSnapshotRewindEventData(upToEventId, removed));
    return event;
  }

  /** The reason of this name; the user for names nobody knows. */
  static AbortReason abortReason(String reason) {
    for (AbortReason known : AbortReason.values()) {
      if (known.getValue().equals(reason)) {
        return known;
      }
    }
    return AbortReason.USER_INITIATED;
  }

  static SessionEvent modeChange(SessionMode from, SessionMode to) {
    SessionModeChangedEvent event = new SessionModeChangedEvent();
    event.setData(new SessionModeChangedEventData(from, to));
    return event;
  }

  static SessionEvent contextChange(WorkingDirectoryContext context) {
    SessionContextChangedEvent event = new SessionContextChangedEvent();
    event.setData(
        SessionContextChangedEventData.builder()
            .cwd(context.cwd())
            .gitRoot(context.gitRoot())
            .repository(context.repository())
            .hostType(context.hostType())
            .repositoryHost(context.repositoryHost())
            .branch(context.branch())
            .headCommit(context.headCommit())
            .build());
    return event;
  }
}
