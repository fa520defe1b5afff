package dev.latchkey.runtime;

import java.util.List;

/** What waits in a session: inputs for later runs, and steering texts for the current one. */
public record QueueState(List<Item> items, List<String> steering) {
  /** One queued input. {@code agentMode} is never null; the session's mode when none was given. */
  public record Item(String id, String displayText, String agentMode) {}

  public QueueState {
    items = List.copyOf(items);
    steering = List.copyOf(steering);
  }
}
