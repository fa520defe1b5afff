package dev.latchkey.runtime.loop;

import com.github.copilot.generated.AssistantTurnEndEvent;
import com.github.copilot.generated.AssistantTurnEndEvent.AssistantTurnEndEventData;
import com.github.copilot.generated.AssistantTurnRetryEvent;
import com.github.copilot.generated.AssistantTurnRetryEvent.AssistantTurnRetryEventData;
import com.github.copilot.generated.AssistantTurnStartEvent;
import com.github.copilot.generated.AssistantTurnStartEvent.AssistantTurnStartEventData;
import com.github.copilot.generated.SessionEvent;

/** The events that frame a turn. */
public final class RunEvents {
  private RunEvents() {}

  static SessionEvent turnStart(Turn turn) {
    AssistantTurnStartEvent event = new AssistantTurnStartEvent();
    event.setData(new AssistantTurnStartEventData(turn.id(), turn.model(), turn.interactionId()));
    return event;
  }

  static SessionEvent turnEnd(Turn turn) {
    AssistantTurnEndEvent event = new AssistantTurnEndEvent();
    event.setData(new AssistantTurnEndEventData(turn.id(), turn.model()));
    return event;
  }

  /** A model call of {@code turn} is made again. */
  public static SessionEvent turnRetry(Turn turn, String reason) {
    AssistantTurnRetryEvent event = new AssistantTurnRetryEvent();
    event.setData(new AssistantTurnRetryEventData(turn.id(), turn.model(), reason));
    return event;
  }
}
