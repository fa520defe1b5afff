package dev.latchkey.runtime.loop;

import com.github.copilot.generated.SessionEvent;

/** Where a run puts its events. Both methods fail with {@link RunCut} once the run is aborted. */
public interface EventSink {
  /** Adds an event to the session's story; its type decides whether it is kept. */
  void emit(SessionEvent event);

  /** Tells of an event without keeping it. */
  void announce(SessionEvent event);
}
