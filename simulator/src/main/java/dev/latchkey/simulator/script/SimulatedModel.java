package dev.latchkey.simulator.script;

import java.util.List;

/**
 * A model the simulator lists.
 *
 * @param id its name on the wire
 * @param contextWindow in tokens; 0 to leave it out of listings
 * @param maxOutput in tokens; 0 to leave it out of listings
 * @param endpoints where listings say it can be called, such as {@code /responses}; empty to leave
 *     that out
 */
public record SimulatedModel(String id, int contextWindow, int maxOutput, List<String> endpoints) {
  /** The model of the default answers. */
  public static final SimulatedModel DEFAULT = new SimulatedModel("simulated-1", 128_000, 16_384);

  /** A model whose listings do not say where it can be called. */
  public SimulatedModel(String id, int contextWindow, int maxOutput) {
    this(id, contextWindow, maxOutput, List.of());
  }

  public SimulatedModel {
    endpoints = List.copyOf(endpoints);
    if (id.isBlank() || contextWindow < 0 || maxOutput < 0) {
      throw new IllegalArgumentException(
          "A simulated model needs an id and limits of 0 or more, got limits "
              + contextWindow
              + " and "
              + maxOutput
              + "; use 0 for unknown.");
    }
  }

  /** The same model; listings say that it can be called at these paths. */
  public SimulatedModel at(String... paths) {
    return new SimulatedModel(id, contextWindow, maxOutput, List.of(paths));
  }

  /** A model without stated limits. */
  public static SimulatedModel named(String id) {
    return new SimulatedModel(id, 0, 0);
  }
}
