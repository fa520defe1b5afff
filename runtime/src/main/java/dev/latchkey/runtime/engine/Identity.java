package dev.latchkey.runtime.engine;

import com.github.copilot.generated.WorkingDirectoryContext;
import com.github.copilot.generated.WorkingDirectoryContextHostType;
import dev.latchkey.runtime.store.Lease;
import dev.latchkey.runtime.store.SessionFacts;
import dev.latchkey.runtime.store.SessionStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** What a session is listed and found by, kept in the store when the session has a workspace. */
final class Identity {
  /** A name is one line that fits a list. */
  private static final int MAX_NAME = 500;

  private final SessionStore store;
  private final Lease lease;
  private final Clock clock;
  private final boolean workspace;
  private SessionFacts facts;

  Identity(SessionStore store, Lease lease, Clock clock, boolean workspace, SessionFacts facts) {
    this.store = store;
    this.lease = lease;
    this.clock = clock;
    this.workspace = workspace;
    this.facts = facts;
  }

  synchronized SessionFacts facts() {
    return facts;
  }

  synchronized Optional<String> name() {
    return Optional.ofNullable(facts.name());
  }

  /** Names the session on behalf of a user. */
  synchronized void name(String name) {
    facts = facts.toBuilder().name(oneLine(name)).userNamed(true).build();
    save();
  }

  /** Names the session unless a user did, or unless it has a name when {@code first} is set. */
  synchronized boolean nameAutomatically(String name, boolean first) {
    if (facts.userNamed() || (first && facts.name() != null) || name.isBlank()) {
      return false;
    }
    facts = facts.toBuilder().name(oneLine(name)).build();
    save();
    return true;
  }

  synchronized void moved(WorkingDirectoryContext context) {
    facts = placed(facts.toBuilder().cwd(String.valueOf(context.cwd())), context).build();
    save();
  }

  /** Writes the facts; does nothing for a session without a workspace. */
  synchronized void save() {
    if (workspace) {
      facts = facts.toBuilder().updatedAt(clock.instant()).build();
      store.writeFacts(lease, facts);
    }
  }

  /** Where the summary of a compaction is kept, and its number. */
  record Checkpoint(int number, Path path) {}

  /** Keeps the summary of a compaction; empty for a session without a workspace on disk. */
  synchronized Optional<Checkpoint> checkpoint(String summary) {
    if (!workspace) {
      return Optional.empty();
    }
    int number = facts.summaryCount() + 1;
    Optional<Path> path = store.addCheckpoint(lease, number, summary);
    facts = facts.toBuilder().summaryCount(number).build();
    save();
    return path.map(file -> new Checkpoint(number, file));
  }

  /** Forgets the checkpoints after this number. */
  synchronized void forgetCheckpoints(int number) {
    if (workspace && facts.summaryCount() > number) {
      store.removeCheckpoints(lease, number);
      facts = facts.toBuilder().summaryCount(number).build();
      save();
    }
  }

  boolean workspace() {
    return workspace;
  }

  static SessionFacts.Builder placed(SessionFacts.Builder facts, WorkingDirectoryContext context) {
    WorkingDirectoryContextHostType host = context.hostType();
    return facts
        .gitRoot(context.gitRoot())
        .repository(context.repository())
        .hostType(host == null ? null : host.getValue())
        .branch(context.branch());
  }

  private static String oneLine(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= MAX_NAME ? line : line.substring(0, MAX_NAME);
  }
}
