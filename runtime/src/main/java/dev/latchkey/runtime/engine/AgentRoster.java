package dev.latchkey.runtime.engine;

import dev.latchkey.runtime.AgentOptions;
import dev.latchkey.runtime.CustomAgent;
import dev.latchkey.runtime.SubagentSettings;
import dev.latchkey.runtime.ToolFilter;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Who the agents of a session are, and what was set about them. */
final class AgentRoster {
  private final SessionState state;
  private final Supplier<AgentOptions> options;
  private volatile SubagentSettings settings = SubagentSettings.DEFAULT;

  AgentRoster(SessionState state, Supplier<AgentOptions> options) {
    this.state = state;
    this.options = options;
  }

  SubagentSettings settings() {
    return settings;
  }

  void settings(SubagentSettings changed) {
    settings = changed;
  }

  List<CustomAgent> all() {
    return options.get().agents();
  }

  /** Whether pieces of what sub-agents say are told. */
  boolean deltas() {
    return options.get().deltas();
  }

  Optional<CustomAgent> find(String name) {
    return all().stream().filter(agent -> agent.name().equals(name)).findFirst();
  }

  /** The agent at work; empty for the session's default. */
  Optional<CustomAgent> selected() {
    return Optional.ofNullable(state.agent()).flatMap(this::find);
  }

  /** Those the model may choose. */
  List<CustomAgent> callable() {
    SubagentSettings now = settings;
    return all().stream().filter(now::allowsInference).toList();
  }

  /** Which tools the agent at work is offered. */
  ToolFilter role() {
    return selected()
        .map(CustomAgent::toolFilter)
        .orElseGet(() -> new ToolFilter(null, options.get().hiddenTools()));
  }
}
