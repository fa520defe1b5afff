package dev.latchkey.runtime.engine;

import com.github.copilot.generated.SessionEvent;
import com.github.copilot.generated.SubagentCompletedEvent;
import com.github.copilot.generated.SubagentFailedEvent;
import com.github.copilot.generated.SubagentStartedEvent;
import com.github.copilot.generated.SubagentStartedEvent.SubagentStartedEventData;
import dev.latchkey.runtime.journal.Journal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sub-agents that began and did not end; those that a journal still has when it is opened again
 * died with their process. A fold over the journal.
 */
final class LostAgents {
  private static final String DIED =
      "The process of the session ended while the agent was at work; what it did until then stays"
          + " done.";

  private final Map<String, SubagentStartedEventData> working = new LinkedHashMap<>();

  void fold(SessionEvent event) {
    String id = event.getAgentId();
    if (id == null) {
      return;
    }
    switch (event) {
      case SubagentStartedEvent started -> working.put(id, started.getData());
      case SubagentCompletedEvent _, SubagentFailedEvent _ -> working.remove(id);
      default -> {}
    }
  }

  /** Tells of their end, those that others started first. */
  void close(Journal journal) {
    for (String id : List.copyOf(working.keySet()).reversed()) {
      SubagentStartedEventData began = working.get(id);
      if (began != null) {
        SessionEvent end = SubagentEvents.lost(began, DIED);
        end.setAgentId(id);
        journal.emit(end);
      }
    }
  }
}
