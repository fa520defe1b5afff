package dev.latchkey.runtime.engine;

import com.github.copilot.generated.AbortReason;
import com.github.copilot.generated.ShutdownType;
import dev.latchkey.providers.Content;
import dev.latchkey.runtime.ClientTool;
import dev.latchkey.runtime.EmittedEvent;
import dev.latchkey.runtime.EventListener;
import dev.latchkey.runtime.EventPage;
import dev.latchkey.runtime.EventQuery;
import dev.latchkey.runtime.LogEntry;
import dev.latchkey.runtime.Models;
import dev.latchkey.runtime.PendingPermission;
import dev.latchkey.runtime.PermissionDecision;
import dev.latchkey.runtime.Profile;
import dev.latchkey.runtime.QueueState;
import dev.latchkey.runtime.Session;
import dev.latchkey.runtime.SessionException;
import dev.latchkey.runtime.ToolReply;
import dev.latchkey.runtime.UsageTotals;
import dev.latchkey.runtime.UserInput;
import dev.latchkey.runtime.journal.EventLog;
import dev.latchkey.runtime.journal.Journal;
import dev.latchkey.runtime.store.Lease;
import java.util.List;
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
  private final Lifespan lifespan;
  private final LiveModels models;
  private final LiveProfile profile;
  private final LiveAgents agents;
  private final LiveCompactions compactions;

  LiveSession(
      SessionParts parts, Identity identity, Lease lease, PendingWork pending, Ending ending) {
    this.parts = parts;
    this.lease = lease;
    this.pending = pending;
    this.journal = parts.journal();
    this.identity = identity;
    this.ending = ending;
    this.log = new EventLog(journal);
    this.lifespan = new Lifespan(parts.id());
    this.models = new LiveModels(parts.model(), journal, lifespan);
    this.profile = new LiveProfile(parts, identity, lifespan);
    this.agents = new LiveAgents(parts, lifespan);
    this.compactions = new LiveCompactions(parts, lifespan);
    this.queue = RunQueue.of(parts, profile::firstPrompt);
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

  /** Tells of the end of sub-agents that died with an earlier process. */
  void closeLostAgents() {
    pending.lost().close(journal);
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

  @Override
  public String id() {
    return parts.id();
  }

  @Override
  public String send(UserInput input) {
    lifespan.require();
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
          parts.compactions().cancel();
        });
    parts.compactions().cancel();
  }

  @Override
  public boolean interruptMainTurn() {
    lifespan.require();
    return queue.cut(
        RunGate.Cut.ABORT,
        true,
        () -> journal.emit(SessionEvents.abort(AbortReason.USER_INITIATED)));
  }

  @Override
  public void subscribe(EventListener listener) {
    lifespan.require();
    journal.subscribe(listener);
  }

  @Override
  public void unsubscribe(EventListener listener) {
    journal.unsubscribe(listener);
  }

  @Override
  public List<EmittedEvent> history() {
    lifespan.require();
    return journal.read(0, Integer.MAX_VALUE);
  }

  @Override
  public EventPage readEvents(EventQuery query) {
    lifespan.require();
    return log.read(query);
  }

  @Override
  public String tailCursor() {
    lifespan.require();
    return log.tail();
  }

  @Override
  public boolean completeToolCall(String requestId, ToolReply reply) {
    lifespan.require();
    return parts.clients().answer(requestId, reply);
  }

  @Override
  public boolean answerPermission(String requestId, PermissionDecision decision) {
    lifespan.require();
    return parts.desk().answer(requestId, decision);
  }

  @Override
  public List<PendingPermission> pendingPermissions() {
    lifespan.require();
    return parts.desk().pending();
  }

  @Override
  public Models models() {
    return models;
  }

  @Override
  public Profile profile() {
    return profile;
  }

  @Override
  public LiveAgents agents() {
    return agents;
  }

  @Override
  public LiveCompactions compactions() {
    return compactions;
  }

  @Override
  public int rewind(String eventId) {
    lifespan.require();
    parts.compactions().cancel();
    int removed = journal.rewind(eventId);
    identity.forgetCheckpoints(parts.state().checkpoints());
    journal.emit(SessionEvents.rewound(eventId, removed));
    return removed;
  }

  @Override
  public QueueState queue() {
    lifespan.require();
    return queue.state(profile.mode().getValue());
  }

  @Override
  public void clearQueue() {
    lifespan.require();
    queue.clear();
  }

  @Override
  public boolean removeMostRecentQueued() {
    lifespan.require();
    return queue.removeMostRecent();
  }

  @Override
  public String log(LogEntry entry) {
    lifespan.require();
    return journal.emit(SessionEvents.note(entry), entry.ephemeral()).id();
  }

  @Override
  public void addTools(Object owner, List<ClientTool> tools) {
    lifespan.require();
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
    lifespan.require();
    queue.cut(RunGate.Cut.SUSPEND, false, parts.compactions()::cancel);
    parts.compactions().cancel();
    flush();
  }

  @Override
  public void flush() {
    lifespan.require();
    identity.save();
    journal.sync();
  }

  @Override
  public void close(ShutdownType type, @Nullable String reason) {
    if (!lifespan.end()) {
      return;
    }
    queue.close();
    queue.cut(RunGate.Cut.CLOSE, false, () -> {});
    try {
      parts.compactions().cancel();
      journal.emit(LifeEvents.shutdown(parts, type, reason));
      identity.save();
      journal.sync();
    } finally {
      parts.model().close();
      parts.engine().store().release(lease);
      ending.ended(this);
    }
  }

  @Override
  public boolean processing() {
    lifespan.require();
    return queue.busy();
  }

  @Override
  public boolean abortable() {
    return processing();
  }

  @Override
  public List<String> toolNames() {
    lifespan.require();
    return parts.tools().names();
  }

  @Override
  public UsageTotals usage() {
    lifespan.require();
    return parts.meter().totals();
  }
}
