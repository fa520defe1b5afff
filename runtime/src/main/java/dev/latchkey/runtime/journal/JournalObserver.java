package dev.latchkey.runtime.journal;

import com.github.copilot.generated.SessionEvent;
import dev.latchkey.runtime.EmittedEvent;

/** Follows a journal from inside its lock. Must not block. */
public interface JournalObserver {
  /** An event got its place; called before anybody else learns of it. */
  void fold(SessionEvent event);

  /** The journal was rewound: forget all, what is left is folded again. */
  void restart();

  /** A persisted event was delivered. */
  void delivered(EmittedEvent event);
}
