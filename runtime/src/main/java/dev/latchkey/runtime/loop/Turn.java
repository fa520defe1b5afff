package dev.latchkey.runtime.loop;

import org.jspecify.annotations.Nullable;

/**
 * One model call and what follows from it.
 *
 * @param number from 0 within a run
 * @param interactionId of the run
 * @param model the session's id of the model
 * @param parentCallId the call that a sub-agent works for; null in the main conversation
 */
public record Turn(int number, String interactionId, String model, @Nullable String parentCallId) {
  /** The number as events carry it. */
  public String id() {
    return Integer.toString(number);
  }
}
