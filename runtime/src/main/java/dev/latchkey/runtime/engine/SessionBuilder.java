package dev.latchkey.runtime.engine;

import com.github.copilot.generated.SessionEvent;
import com.github.copilot.generated.SessionResumeEvent.SessionResumeEventData;
import com.github.copilot.generated.SessionStartEvent.SessionStartEventData;
import com.github.copilot.generated.WorkingDirectoryContext;
import dev.latchkey.runtime.EmittedEvent;
import dev.latchkey.runtime.EngineOptions;
import dev.latchkey.runtime.EventListener;
import dev.latchkey.runtime.ResumeMode;
import dev.latchkey.runtime.SessionOptions;
import dev.latchkey.runtime.context.HistoryRenderer;
import dev.latchkey.runtime.journal.Journal;
import dev.latchkey.runtime.journal.JournalObserver;
import dev.latchkey.runtime.store.Lease;
import dev.latchkey.runtime.store.SessionFacts;
import dev.latchkey.runtime.store.SessionStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Puts sessions together, new ones and stored ones. */
final class SessionBuilder {
  private static final String PRODUCER = "latchkey";

  private final EngineOptions engine;
  private final SessionStore store;
  private final Clock clock;
  private final Pause pause;
  private final DiskSync disk = new DiskSync();
  private final LiveSession.Ending ending;

  SessionBuilder(EngineOptions engine, Pause pause, LiveSession.Ending ending) {
    this.engine = engine;
    this.store = engine.store();
    this.clock = engine.clock();
    this.pause = pause;
    this.ending = ending;
  }

  /** Everything that follows a session's journal. */
  private final class Folds implements JournalObserver {
    private final SessionState state = new SessionState();
    private final HistoryRenderer history = HistoryRenderer.ofSession();
    private final PendingWork pending = new PendingWork();
    private @Nullable Subagents subagents;
    private @Nullable LiveSession session;

    @Override
    public void fold(SessionEvent event) {
      state.fold(event);
      if (!Boolean.TRUE.equals(event.getEphemeral())) {
        history.add(event);
        if (subagents != null) {
          subagents.fold(event);
        }
      }
      pending.fold(event);
    }

    @Override
    public void restart() {
      state.restart();
      history.restart();
      pending.clear();
    }

    @Override
    public void delivered(EmittedEvent event) {
      if (session != null && !event.type().equals("session.start")) {
        engine.listener().updated(session.profile().summary());
      }
    }
  }

  /** A new session that has not told anybody of itself yet. */
  LiveSession fresh(String id, SessionOptions options) {
    String model = ModelSlot.initialModel(options, engine);
    options.agents().requireSelected();
    if (store.exists(id)) {
      store.delete(id);
    }
    Lease lease = store.acquire(id);
    try {
      WorkingDirectoryContext context = GitContext.of(directory(options));
      SessionFacts facts = facts(id, options, context).build();
      Identity identity = new Identity(store, lease, clock, options.infinite().enabled(), facts);
      identity.save();
      Folds folds = new Folds();
      Journal journal = Journal.fresh(store, lease, clock, folds);
      LiveSession session = assemble(new Opened(lease, journal, folds, options), identity);
      session.parts().model().configure(options, model);
      folds.state.begin(model, options.reasoningEffort(), context, clock.instant());
      return session;
    } catch (RuntimeException e) {
      store.release(lease);
      throw e;
    }
  }

  /** Emits the first events of a new session. */
  void start(LiveSession session, EventListener listener) {
    SessionParts parts = session.parts();
    parts.journal().subscribe(listener);
    Instant now = parts.state().startTime().truncatedTo(ChronoUnit.MILLIS);
    parts
        .journal()
        .emit(
            LifeEvents.start(
                SessionStartEventData.builder()
                    .sessionId(session.id())
                    .version(LifeEvents.FORMAT_VERSION)
                    .producer(PRODUCER)
                    .copilotVersion(engine.version())
                    .startTime(now.atOffset(ZoneOffset.UTC))
                    .selectedModel(parts.state().model())
                    .reasoningEffort(parts.state().effort())
                    .reasoningSummary(LifeEvents.summary(parts.options().reasoningSummary()))
                    .context(parts.state().context())
                    .alreadyInUse(false)
                    .remoteSteerable(false)
                    .build()));
    session.agents().opened();
    parts.journal().emit(SessionEvents.managedSettings());
  }

  /** A stored session, folded but silent. */
  LiveSession stored(String id, SessionOptions options) {
    options.agents().requireSelected();
    Lease lease = store.acquire(id);
    try {
      Folds folds = new Folds();
      Journal journal = Journal.reopened(store, lease, clock, folds);
      SessionFacts facts =
          store.facts(id).orElseGet(() -> SessionFacts.builder(id, "", clock.instant()).build());
      Identity identity = new Identity(store, lease, clock, options.infinite().enabled(), facts);
      LiveSession session = assemble(new Opened(lease, journal, folds, options), identity);
      String model = options.model() == null ? folds.state.model() : options.model();
      session
          .parts()
          .model()
          .configure(options, model == null ? ModelSlot.initialModel(options, engine) : model);
      return session;
    } catch (RuntimeException e) {
      store.release(lease);
      throw e;
    }
  }

  /** Applies what a client asks for when it joins a session again, and tells of it. */
  void reopen(
      LiveSession session,
      SessionOptions options,
      ResumeMode mode,
      boolean active,
      EventListener listener) {
    SessionParts parts = session.parts();
    if (active) {
      parts.options().agents().joinedBy(options.agents()).requireSelected();
    }
    parts.journal().subscribe(listener);
    if (active) {
      parts.settings().join(options);
      parts.desk().askable(parts.options().askPermission());
      parts.tools().filter(parts.options().toolFilter());
      if (options.provider() != null || !options.registry().isEmpty()) {
        String model = options.model() == null ? parts.state().model() : options.model();
        parts.model().configure(options, model);
      }
    }
    addTools(session, options);
    PendingWork left = session.pending();
    SessionResumeEventData resumed = resumed(session, options, mode, active);
    if (resumed.selectedModel() != null) {
      parts.journal().emit(SessionEvents.toolsUpdated(resumed.selectedModel()));
    }
    if (!mode.silent()) {
      parts.journal().emit(LifeEvents.resume(resumed));
    } else if (options.model() != null) {
      session.models().switchTo(options.model(), options.reasoningEffort());
    }
    if (!active) {
      session.closeLostAgents();
    }
    session.agents().opened();
    parts.journal().emit(SessionEvents.managedSettings());
    if (options.workingDirectory() != null) {
      session.profile().workingDirectory(options.workingDirectory());
    }
    if (!active && mode.continuePendingWork()) {
      session.resumePending(left);
    }
  }

  private SessionResumeEventData resumed(
      LiveSession session, SessionOptions options, ResumeMode mode, boolean active) {
    SessionParts parts = session.parts();
    String model = options.model();
    if (model == null && parts.state().model() == null) {
      model = ModelSlot.initialModel(options, engine);
    }
    String effort = options.reasoningEffort();
    return SessionResumeEventData.builder()
        .resumeTime(clock.instant().truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC))
        .eventCount(parts.journal().size())
        .eventsFileSizeBytes(parts.journal().bytes())
        .selectedModel(model == null ? parts.state().model() : model)
        .reasoningEffort(effort == null ? parts.state().effort() : effort)
        .context(session.profile().workContext())
        .alreadyInUse(session.shared())
        .sessionWasActive(active)
        .remoteSteerable(false)
        .continuePendingWork(mode.continuePendingWork() ? Boolean.TRUE : null)
        .build();
  }

  private record Opened(Lease lease, Journal journal, Folds folds, SessionOptions options) {}

  private LiveSession assemble(Opened opened, Identity identity) {
    SessionOptions options = opened.options();
    Folds folds = opened.folds();
    String id = opened.lease().sessionId();
    ClientCalls clients = new ClientCalls(opened.journal(), id);
    SessionParts.Settings settings = new SessionParts.Settings(options);
    Subagents subagents =
        new Subagents(new AgentRoster(folds.state, () -> settings.options().agents()));
    folds.subagents = subagents;
    SessionParts parts =
        new SessionParts(
            id,
            engine,
            settings,
            folds.state,
            opened.journal(),
            folds.history,
            new ModelSlot(engine, folds.state),
            new ToolSet(options.toolFilter()),
            new PermissionDesk(options.askPermission()),
            clients,
            new UsageMeter(),
            new CompactionDesk(identity::checkpoint),
            disk,
            pause,
            subagents);
    LiveSession session = new LiveSession(parts, identity, opened.lease(), folds.pending, ending);
    folds.session = session;
    addTools(session, options);
    return session;
  }

  private static void addTools(LiveSession session, SessionOptions options) {
    if (!options.tools().isEmpty()) {
      Object owner = options.toolOwner() == null ? session : options.toolOwner();
      session.addTools(owner, options.tools());
    }
  }

  private static Path directory(SessionOptions options) {
    Path wanted = options.workingDirectory();
    return (wanted == null ? Path.of("") : wanted).toAbsolutePath().normalize();
  }

  private SessionFacts.Builder facts(
      String id, SessionOptions options, WorkingDirectoryContext context) {
    SessionFacts.Builder facts =
        Identity.placed(
            SessionFacts.builder(id, String.valueOf(context.cwd()), clock.instant()), context);
    return options.clientName() == null ? facts : facts.clientName(options.clientName());
  }
}
