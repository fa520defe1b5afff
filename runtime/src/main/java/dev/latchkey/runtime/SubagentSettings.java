package dev.latchkey.runtime;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a user set about sub-agents while the session runs.
 *
 * @param agents by name of the agent
 * @param disabled names of agents that must not be started
 * @param maxConcurrency how many may work at the same time, 1 to 128
 * @param maxDepth how deep they may start each other, 1 to 128; 1 lets only the main agent start
 *     any
 */
public record SubagentSettings(
    Map<String, Choice> agents, Set<String> disabled, int maxConcurrency, int maxDepth) {
  /** Enough for fanning out work, and little enough to notice a loop before it costs much. */
  public static final SubagentSettings DEFAULT = new SubagentSettings(Map.of(), Set.of(), 8, 4);

  private static final int MAX = 128;
  private static final Choice NO_CHOICE = new Choice(null, false, null, true);

  /**
   * What was chosen for one agent.
   *
   * @param model wins over the agent's own; null for no choice
   * @param required whether it also wins over the model that a call names
   * @param effort wins over the agent's own; null for no choice
   * @param inferred false keeps the model from choosing the agent
   */
  public record Choice(
      @Nullable String model, boolean required, @Nullable String effort, boolean inferred) {}

  public SubagentSettings {
    agents = Map.copyOf(agents);
    disabled = Set.copyOf(disabled);
    check("maxConcurrency", maxConcurrency);
    check("maxDepth", maxDepth);
  }

  private static void check(String field, int value) {
    if (value < 1 || value > MAX) {
      throw new SessionException.InvalidOptions(
          "subagents." + field + " must be between 1 and " + MAX + ", not " + value);
    }
  }

  /** What was chosen for an agent. */
  public Choice of(String agentName) {
    return agents.getOrDefault(agentName, NO_CHOICE);
  }

  /** Whether the model may choose this agent. */
  public boolean allowsInference(CustomAgent agent) {
    return agent.inferred() && !disabled.contains(agent.name()) && of(agent.name()).inferred();
  }
}
