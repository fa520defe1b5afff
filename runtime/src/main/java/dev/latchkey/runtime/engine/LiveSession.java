package dev.latchkey.runtime.engine;

import com.github.copilot.generated.AbortReason;
import com.github.copilot.generated.SessionMode;
import com.github.copilot.generated.ShutdownType;
import com.github.copilot.generated.WorkingDirectoryContext;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.runtime.ClientTool;
import dev.latchkey.runtime.EmittedEvent;
import dev.latchkey.runtime.EventListener;
import dev.latchkey.runtime.EventPage;
import dev.latchkey.runtime.EventQuery;
import dev.latchkey.runtime.LogEntry;
import dev.latchkey.runtime.ModelChoice;
import dev.latchkey.runtime.ModelRegistry;
import dev.latchkey.runtime.PendingPermission;
import dev.latchkey.runtime.PermissionDecision;
import dev.latchkey.runtime.QueueState;
import dev.latchkey.runtime.RegisteredModel;
import dev.latchkey.runtime.Session;
import dev.latchkey.runtime.SessionException;
import dev.latchkey.runtime.ToolReply;
import dev.latchkey.runtime.UsageTotals;
import dev.latchkey.runtime.UserInput;
import dev.latchkey.runtime.journal.EventLog;
import dev.latchkey.runtime.journal.Journal;
import dev.latchkey.runtime.store.Lease;
import dev.latchkey.runtime.store.StoredSession;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A session of this process. */
final class LiveSession implements Session {
  /** Told when a session has ended. */
  @FunctionalInterface
  interface Ending {
    void ended(LiveSession session);
  }

  private final SessionParts parts;
  private final Journal journal;
  private final Identity identity;
  private final Lease lease;
  private final PendingWork pending;
  private final Ending ending;
  private final EventLog log;
  private final RunQueue queue;
  private volatile boolean closed;

  LiveSession(
      SessionParts parts, Identity identity, Lease lease, PendingWork pending, Ending ending) {
    this.parts = parts;
    this.lease = lease;
    this.pending = pending;
    this.journal = parts.journal();
    this.identity = identity;
    this.ending = ending;
    this.log = new EventLog(journal);
    this.queue = RunQueue.of(parts, this::firstPrompt);
  }

  SessionParts parts() {
    return parts;
  }

  Identity identity() {
    return identity;
  }

  /** The calls that wait for a client at this moment. */
  PendingWork pending() {
    return pending.snapshot();
  }

  /** Whether another process had the session open when this one opened it. */
  boolean shared() {
    return lease.shared();
  }

  /** Goes on with what an earlier process left unfinished. */
  void resumePending(PendingWork left) {
    if (left.waiting().isEmpty()) {
      return;
    }
    for (Content.ToolCall call : left.waiting()) {
      left.external(call.id()).ifPresent(parts.clients()::expect);
      left.permission(call.id())
          .ifPresent(request -> parts.desk().expect(request, left.prompt(request)));
    }
    queue.resume(left);
  }

  private void firstPrompt(String prompt) {
    if (identity.nameAutomatically(prompt, true)) {
      journal.emit(SessionEvents.title(identity.name().orElse(prompt)));
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new SessionException.Closed(id());
    }
  }

  @Override
  public String id() {
    return parts.id();
  }

  @Override
  public String send(UserInput input) {
    requireOpen();
    String messageId = queue.send(input);
    if (messageId == null) {
      throw new SessionException.Closed(id());
    }
    return messageId;
  }

  @Override
  public void abort(String reason) {
    AbortReason why = SessionEvents.abortReason(reason);
    queue.cut(
        RunGate.Cut.ABORT,
        false,
        () -> {
          journal.emit(SessionEvents.abort(why));
          journal.emit(RunQueue.pendingModified());
          journal.emit(SessionEvents.abort(why));
        });
  }

  @Override
  public boolean interruptMainTurn() {
    requireOpen();
    return queue.cut(
        RunGate.Cut.ABORT,
        true,
        () -> journal.emit(SessionEvents.abort(AbortReason.USER_INITIATED)));
  }

  @Override
  public void subscribe(EventListener listener) {
    requireOpen();
    journal.subscribe(listener);
  }

  @Override
  public void unsubscribe(EventListener listener) {
    journal.unsubscribe(listener);
  }

  @Override
  public List<EmittedEvent> history() {
    requireOpen();
    return journal.read(0, Integer.MAX_VALUE);
  }

  @Override
  public EventPage readEvents(EventQuery query) {
    requireOpen();
    return log.read(query);
  }

  @Override
  public String tailCursor() {
    requireOpen();
    return log.tail();
  }

  @Override
  public boolean completeToolCall(String requestId, ToolReply reply) {
    requireOpen();
    return parts.clients().answer(requestId, reply);
  }

  @Override
  public boolean answerPermission(String requestId, PermissionDecision decision) {
    requireOpen();
    return parts.desk().answer(requestId, decision);
  }

  @Override
  public List<PendingPermission> pendingPermissions() {
    requireOpen();
    return parts.desk().pending();
  }

  @Override
  public QueueState queue() {
    requireOpen();
    return queue.state(mode().getValue());
  }

  @Override
  public void clearQueue() {
    requireOpen();
    queue.clear();
  }

  @Override
  public boolean removeMostRecentQueued() {
    requireOpen();
    return queue.removeMostRecent();
  }

  @Override
  public ModelChoice model() {
    requireOpen();
    return parts.model().choice();
  }

  @Override
  public void switchModel(String modelId, @Nullable String reasoningEffort) {
    requireOpen();
    if (modelId.isBlank()) {
      throw new SessionException.InvalidOptions("The model id is empty: name a model");
    }
    parts.model().require(modelId);
    journal.atomically(() ->
        journal.emit(SessionEvents.modelChange(parts.model().choice(), modelId, reasoningEffort)));
  }

  @Override
  public ModelRegistry registry() {
    requireOpen();
    return parts.model().registry();
  }

  @Override
  public ProviderConfig provider(@Nullable String modelId) {
    requireOpen();
    return parts.model().provider(modelId);
  }

  @Override
  public void addProviders(List<ProviderConfig> providers, List<RegisteredModel> models) {
    requireOpen();
    parts.model().add(providers, models);
  }

  @Override
  public SessionMode mode() {
    requireOpen();
    return parts.state().mode();
  }

  @Override
  public void mode(SessionMode newMode) {
    requireOpen();
    journal.atomically(() -> {
      SessionMode before = parts.state().mode();
      if (before != newMode) {
        journal.emit(SessionEvents.modeChange(before, newMode));
      }
    });
  }

  @Override
  public Optional<String> name() {
    requireOpen();
    return identity.name();
  }

  @Override
  public void name(String newName) {
    requireOpen();
    if (newName.isBlank()) {
      throw new SessionException.InvalidOptions("Session name cannot be empty");
    }
    identity.name(newName);
    journal.emit(SessionEvents.title(identity.name().orElse(newName)));
  }

  @Override
  public boolean nameAutomatically(String suggestion) {
    requireOpen();
    boolean applied = identity.nameAutomatically(suggestion, false);
    if (applied) {
      journal.emit(SessionEvents.title(identity.name().orElse(suggestion)));
    }
    return applied;
  }

  @Override
  public String log(LogEntry entry) {
    requireOpen();
    return journal.emit(SessionEvents.note(entry), entry.ephemeral()).id();
  }

  @Override
  public void addTools(Object owner, List<ClientTool> tools) {
    requireOpen();
    parts
        .tools()
        .add(owner, tools.stream().map(tool -> new ExternalTool(tool, parts.clients())).toList());
  }

  @Override
  public void removeTools(Object owner) {
    parts.tools().remove(owner);
  }

  @Override
  public void suspend() {
    requireOpen();
    queue.cut(RunGate.Cut.SUSPEND, false, () -> {});
    flush();
  }

  @Override
  public void flush() {
    requireOpen();
    identity.save();
    journal.sync();
  }

  @Override
  public void close(ShutdownType type, @Nullable String reason) {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    queue.close();
    queue.cut(RunGate.Cut.CLOSE, false, () -> {});
    try {
      journal.emit(LifeEvents.shutdown(parts, type, reason));
      identity.save();
      journal.sync();
    } finally {
      parts.engine().store().release(lease);
      ending.ended(this);
    }
  }

  @Override
  public boolean processing() {
    requireOpen();
    return queue.busy();
  }

  @Override
  public boolean abortable() {
    return processing();
  }

  @Override
  public Instant startTime() {
    return parts.state().startTime();
  }

  @Override
  public WorkingDirectoryContext workContext() {
    WorkingDirectoryContext context = parts.state().context();
    return context == null
        ? WorkingDirectoryContext.builder().cwd(parts.workingDirectory().toString()).build()
        : context;
  }

  @Override
  public void workingDirectory(Path directory) {
    requireOpen();
    WorkingDirectoryContext context = GitContext.of(directory.toAbsolutePath().normalize());
    if (!context.equals(parts.state().context())) {
      journal.emit(SessionEvents.contextChange(context));
      identity.moved(context);
    }
  }

  @Override
  public StoredSession summary() {
    return new StoredSession(identity.facts(), parts.state().modified(), journal.bytes());
  }

  @Override
  public Optional<Path> workspacePath() {
    return identity.workspace() ? parts.engine().store().workspace(id()) : Optional.empty();
  }

  @Override
  public List<String> toolNames() {
    requireOpen();
    return parts.tools().names();
  }

  @Override
  public UsageTotals usage() {
    requireOpen();
    return parts.meter().totals();
  }
}
