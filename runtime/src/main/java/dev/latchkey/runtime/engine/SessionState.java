package dev.latchkey.runtime.engine;

import com.github.copilot.generated.SessionCompactionCompleteEvent;
import com.github.copilot.generated.SessionContextChangedEvent;
import com.github.copilot.generated.SessionEvent;
import com.github.copilot.generated.SessionMode;
import com.github.copilot.generated.SessionModeChangedEvent;
import com.github.copilot.generated.SessionModelChangeEvent;
import com.github.copilot.generated.SessionResumeEvent;
import com.github.copilot.generated.SessionStartEvent;
import com.github.copilot.generated.SubagentDeselectedEvent;
import com.github.copilot.generated.SubagentSelectedEvent;
import com.github.copilot.generated.UserMessageEvent;
import com.github.copilot.generated.WorkingDirectoryContext;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** What a session is at the moment: a fold over its journal. */
final class SessionState {
  private volatile @Nullable String model;
  private volatile @Nullable String effort;
  private volatile SessionMode mode = SessionMode.INTERACTIVE;
  private volatile @Nullable WorkingDirectoryContext context;
  private volatile @Nullable Instant startTime;
  private volatile @Nullable Instant modified;
  private volatile boolean addressed;
  private volatile @Nullable String agent;
  private volatile int checkpoints;

  /** What a new session starts with. */
  void begin(
      @Nullable String firstModel,
      @Nullable String firstEffort,
      WorkingDirectoryContext where,
      Instant now) {
    model = firstModel;
    effort = firstEffort;
    context = where;
    startTime = now;
  }

  /** What a sub-agent starts with, which has a model of its own. */
  SessionState forAgent(String itsModel, @Nullable String itsEffort) {
    SessionState state = new SessionState();
    state.model = itsModel;
    state.effort = itsEffort;
    state.context = context;
    state.mode = mode;
    state.startTime = startTime;
    return state;
  }

  /** Forgets what events told; those that are left are folded again. */
  void restart() {
    mode = SessionMode.INTERACTIVE;
    modified = null;
    addressed = false;
    agent = null;
    checkpoints = 0;
  }

  void fold(SessionEvent event) {
    if (event.getTimestamp() != null && !Boolean.TRUE.equals(event.getEphemeral())) {
      modified = event.getTimestamp().toInstant();
    }
    if (event.getAgentId() != null) {
      return; // what sub-agents do changes nothing here
    }
    switch (event) {
      case SubagentSelectedEvent selected when selected.getData() != null ->
          agent = selected.getData().agentName();
      case SubagentDeselectedEvent _ -> agent = null;
      case SessionStartEvent start when start.getData() != null -> {
        OffsetDateTime began = start.getData().startTime();
        startTime = began == null ? modified : began.toInstant();
        opened(
            start.getData().selectedModel(),
            start.getData().reasoningEffort(),
            start.getData().context());
      }
      case SessionResumeEvent resume when resume.getData() != null ->
          opened(
              resume.getData().selectedModel(),
              resume.getData().reasoningEffort(),
              resume.getData().context());
      case SessionModelChangeEvent change when change.getData() != null -> {
        model = change.getData().newModel();
        effort = change.getData().reasoningEffort();
      }
      case SessionModeChangedEvent change when change.getData() != null ->
          mode = change.getData().newMode();
      case SessionContextChangedEvent change when change.getData() != null ->
          context = moved(change.getData());
      case UserMessageEvent _ -> addressed = true;
      case SessionCompactionCompleteEvent done
          when done.getData() != null && done.getData().checkpointNumber() != null ->
          checkpoints = Math.max(checkpoints, done.getData().checkpointNumber().intValue());
      default -> {}
    }
  }

  private void opened(
      @Nullable String selected,
      @Nullable String reasoning,
      @Nullable WorkingDirectoryContext where) {
    model = selected == null ? model : selected;
    effort = reasoning == null ? effort : reasoning;
    context = where == null ? context : where;
  }

  private static WorkingDirectoryContext moved(
      SessionContextChangedEvent.SessionContextChangedEventData data) {
    return WorkingDirectoryContext.builder()
        .cwd(data.cwd())
        .gitRoot(data.gitRoot())
        .repository(data.repository())
        .hostType(data.hostType())
        .repositoryHost(data.repositoryHost())
        .branch(data.branch())
        .headCommit(data.headCommit())
        .baseCommit(data.baseCommit())
        .build();
  }

  @Nullable String model() {
    return model;
  }

  @Nullable String effort() {
    return effort;
  }

  SessionMode mode() {
    return mode;
  }

  @Nullable WorkingDirectoryContext context() {
    return context;
  }

  /** When the session began; the epoch when its journal does not say. */
  Instant startTime() {
    Instant began = startTime;
    return began == null ? Instant.EPOCH : began;
  }

  /** When the last persisted event happened. */
  Instant modified() {
    Instant last = modified;
    return last == null ? startTime() : last;
  }

  /** Name of the custom agent at work; null for none. */
  @Nullable String agent() {
    return agent;
  }

  /** The number of the newest checkpoint; 0 when there is none. */
  int checkpoints() {
    return checkpoints;
  }

  /** Whether a user ever said something. */
  boolean addressed() {
    return addressed;
  }
}
