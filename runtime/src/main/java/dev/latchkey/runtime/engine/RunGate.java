package dev.latchkey.runtime.engine;

import com.github.copilot.generated.SessionEvent;
import dev.latchkey.runtime.journal.Journal;
import dev.latchkey.runtime.loop.EventSink;
import dev.latchkey.runtime.loop.RunCut;
import org.jspecify.annotations.Nullable;

/** Lets the events of one run into the journal until the run is cut. */
final class RunGate implements EventSink {
  /** Why a run is cut. */
  enum Cut {
    /** The user wants it to stop: what waits for an answer is cancelled. */
    ABORT,
    /** Like abort, but on behalf of {@code session.suspend}. */
    SUSPEND,
    /** The session closes: what waits for an answer stays answerable after a resume. */
    CLOSE
  }

  private final Journal journal;
  private final @Nullable RunGate outer;
  private final @Nullable AgentVoice voice;
  private volatile @Nullable Cut cut;

  RunGate(Journal journal) {
    this(journal, null, null);
  }

  private RunGate(Journal journal, @Nullable RunGate outer, @Nullable AgentVoice voice) {
    this.journal = journal;
    this.outer = outer;
    this.voice = voice;
  }

  /** A gate that is shut when this one is, for what a sub-agent tells. */
  RunGate forAgent(AgentVoice agent) {
    return new RunGate(journal, this, agent);
  }

  @Override
  public void emit(SessionEvent event) {
    journal.atomically(() -> {
      check();
      past(event);
    });
  }

  /** Tells of something that may outlive the run. */
  void past(SessionEvent event) {
    if (voice == null) {
      journal.emit(event);
    } else {
      voice.emit(event, journal);
    }
  }

  @Override
  public void announce(SessionEvent event) {
    journal.atomically(() -> {
      check();
      if (voice != null) {
        voice.mark(event);
      }
      journal.emit(event, true);
    });
  }

  /** Shuts the gate; the first reason counts. */
  void cut(Cut reason) {
    journal.atomically(() -> {
      if (cut == null) {
        cut = reason;
      }
    });
  }

  /** Why the gate is shut; null while it is open. */
  @Nullable Cut reason() {
    return outer == null ? cut : outer.reason();
  }

  private void check() {
    if (reason() != null) {
      throw new RunCut();
    }
  }
}
