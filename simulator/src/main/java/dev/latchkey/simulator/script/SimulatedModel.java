package dev.latchkey.simulator.script;

/**
 * A model the simulator lists.
 *
 * @param id its name on the wire
 * @param contextWindow in tokens; 0 to leave it out of listings
 * @param maxOutput in tokens; 0 to leave it out of listings
 */
public record SimulatedModel(String id, int contextWindow, int maxOutput) {
  /** The model of the default answers. */
  public static final SimulatedModel DEFAULT = new SimulatedModel("simulated-1", 128_000, 16_384);

  public SimulatedModel {
    if (id.isBlank() || contextWindow < 0 || maxOutput < 0) {
      throw new IllegalArgumentException(
          "A simulated model needs an id and limits of 0 or more, got limits "
              + contextWindow
              + " and "
              + maxOutput
              + "; use 0 for unknown.");
    }
  }

  /** A model without stated limits. */
  public static SimulatedModel named(String id) {
    return new SimulatedModel(id, 0, 0);
  }
}
