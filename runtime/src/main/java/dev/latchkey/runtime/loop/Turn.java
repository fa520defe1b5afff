package dev.latchkey.runtime.loop;

/**
 * One model call and what follows from it.
 *
 * @param number from 0 within a run
 * @param interactionId of the run
 * @param model the session's id of the model
 */
public record Turn(int number, String interactionId, String model) {
  /** The number as events carry it. */
  public String id() {
    return Integer.toString(number);
  }
}
