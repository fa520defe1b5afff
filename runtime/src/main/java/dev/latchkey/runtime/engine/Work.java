package dev.latchkey.runtime.engine;

import com.github.copilot.generated.UserMessageDelivery;
import dev.latchkey.runtime.UserInput;

/** Something a run starts with. */
sealed interface Work {
  /** A user's message. */
  record Message(String messageId, UserInput input, UserMessageDelivery delivery) implements Work {}

  /** Tool calls that an earlier process left waiting for a client. */
  record Unfinished(PendingWork left) implements Work {}
}
