package dev.latchkey.runtime;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The agents of a session, as its client wants them.
 *
 * @param agents each name once
 * @param selected name of the agent that works on what users ask; null for none, or as before
 * @param hiddenTools entries as in a {@link ToolFilter}: not offered while no agent is selected
 * @param deltas whether pieces of what sub-agents say are told, in a session that streams
 */
public record AgentOptions(
    List<CustomAgent> agents, @Nullable String selected, List<String> hiddenTools, boolean deltas) {
  /** No agents. */
  public static final AgentOptions NONE = new AgentOptions(List.of(), null, List.of(), true);

  /**
   * Checks that names are unique.
   *
   * @throws SessionException.InvalidOptions naming the agent that is there twice
   */
  public AgentOptions {
    agents = List.copyOf(agents);
    hiddenTools = List.copyOf(hiddenTools);
    selected = selected == null || selected.isBlank() ? null : selected;
    Set<String> names = new HashSet<>();
    for (CustomAgent agent : agents) {
      if (!names.add(agent.name())) {
        throw new SessionException.InvalidOptions(
            "customAgents: there are two agents named \"" + agent.name() + "\": rename one");
      }
    }
  }

  /**
   * Checks that the selected agent is there.
   *
   * @throws SessionException.InvalidOptions when it is not
   */
  public void requireSelected() {
    if (selected != null && agents.stream().noneMatch(agent -> agent.name().equals(selected))) {
      throw new SessionException.InvalidOptions("Custom agent '" + selected + "' not found");
    }
  }

  /** What a client that joins wants; what it leaves out stays as it is here. */
  public AgentOptions joinedBy(AgentOptions joining) {
    return new AgentOptions(
        joining.agents.isEmpty() ? agents : joining.agents,
        joining.selected,
        joining.hiddenTools.isEmpty() ? hiddenTools : joining.hiddenTools,
        deltas && joining.deltas);
  }
}
