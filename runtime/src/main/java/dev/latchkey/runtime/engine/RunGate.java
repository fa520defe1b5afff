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
  private volatile @Nullable Cut cut;

  RunGate(Journal journal) {
    this.journal = journal;
  }

  @Override
  public void emit(SessionEvent event) {
    journal.atomically(() -> {
      check();
      journal.emit(event);
    });
  }

  @Override
  public void announce(SessionEvent event) {
    journal.atomically(() -> {
      check();
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
    return cut;
  }

  private void check() {
    if (cut != null) {
      throw new RunCut();
    }
  }
}
