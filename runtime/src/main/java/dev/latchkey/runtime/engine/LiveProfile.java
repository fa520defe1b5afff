package dev.latchkey.runtime.engine;

import com.github.copilot.generated.SessionMode;
import com.github.copilot.generated.WorkingDirectoryContext;
import dev.latchkey.runtime.Profile;
import dev.latchkey.runtime.SessionException;
import dev.latchkey.runtime.journal.Journal;
import dev.latchkey.runtime.store.StoredSession;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** The profile of a session of this process. */
final class LiveProfile implements Profile {
  private final SessionParts parts;
  private final Journal journal;
  private final Identity identity;
  private final Lifespan lifespan;

  LiveProfile(SessionParts parts, Identity identity, Lifespan lifespan) {
    this.parts = parts;
    this.journal = parts.journal();
    this.identity = identity;
    this.lifespan = lifespan;
  }

  /** Names a session that has no name yet after what it is first asked. */
  void firstPrompt(String prompt) {
    if (identity.nameAutomatically(prompt, true)) {
      titled(prompt);
    }
  }

  private void titled(String otherwise) {
    journal.emit(SessionEvents.title(identity.name().orElse(otherwise)));
  }

  @Override
  public SessionMode mode() {
    lifespan.require();
    return parts.state().mode();
  }

  @Override
  public void mode(SessionMode newMode) {
    lifespan.require();
    journal.atomically(() -> {
      SessionMode before = parts.state().mode();
      if (before != newMode) {
        journal.emit(SessionEvents.modeChange(before, newMode));
      }
    });
  }

  @Override
  public Optional<String> name() {
    lifespan.require();
    return identity.name();
  }

  @Override
  public void name(String newName) {
    lifespan.require();
    if (newName.isBlank()) {
      throw new SessionException.InvalidOptions("Session name cannot be empty");
    }
    identity.name(newName);
    titled(newName);
  }

  @Override
  public boolean nameAutomatically(String suggestion) {
    lifespan.require();
    boolean applied = identity.nameAutomatically(suggestion, false);
    if (applied) {
      titled(suggestion);
    }
    return applied;
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
    lifespan.require();
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
    return identity.workspace() ? parts.engine().store().workspace(parts.id()) : Optional.empty();
  }
}
