package dev.latchkey.simulator.script;

import org.jspecify.annotations.Nullable;

/**
 * How an answer ends.
 *
 * @param finish the reason
 * @param usage what it cost; null for an estimate from the text lengths
 * @param model the model that answered; null for the requested one
 */
public record Outcome(Finish finish, @Nullable Usage usage, @Nullable String model) {
  static final Outcome NATURAL = new Outcome(Finish.NATURAL, null, null);

  Outcome with(Finish other) {
    return new Outcome(other, usage, model);
  }

  Outcome with(Usage other) {
    return new Outcome(finish, other, model);
  }

  Outcome with(String other) {
    return new Outcome(finish, usage, other);
  }
}
