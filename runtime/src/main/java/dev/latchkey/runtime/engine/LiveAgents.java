package dev.latchkey.runtime.engine;

import dev.latchkey.runtime.Agents;
import dev.latchkey.runtime.CustomAgent;
import dev.latchkey.runtime.SessionException;
import dev.latchkey.runtime.SubagentSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The custom agents of a session of this process. */
final class LiveAgents implements Agents {
  private final SessionParts parts;
  private final AgentRoster roster;
  private final Lifespan lifespan;

  LiveAgents(SessionParts parts, Lifespan lifespan) {
    this.parts = parts;
    this.roster = parts.subagents().roster();
    this.lifespan = lifespan;
  }

  @Override
  public List<CustomAgent> list() {
    lifespan.require();
    return roster.all();
  }

  @Override
  public Optional<CustomAgent> current() {
    lifespan.require();
    return roster.selected();
  }

  @Override
  public CustomAgent select(String name) {
    lifespan.require();
    CustomAgent agent = require(name);
    parts.journal().emit(SubagentEvents.selected(agent));
    refresh();
    return agent;
  }

  private CustomAgent require(String name) {
    return roster
        .find(name)
        .orElseThrow(
            () -> new SessionException.InvalidOptions("Custom agent '" + name + "' not found"));
  }

  @Override
  public void deselect() {
    lifespan.require();
    parts.journal().emit(SubagentEvents.deselected());
    refresh();
  }

  @Override
  public List<CustomAgent> reload() {
    lifespan.require();
    tell();
    return roster.all();
  }

  @Override
  public void settings(SubagentSettings settings) {
    lifespan.require();
    settings
        .agents()
        .forEach((agent, choice) -> {
          if (choice.model() != null) {
            parts.model().resolve(choice.model());
          }
        });
    roster.settings(settings);
    refresh();
  }

  /** Takes up what clients want of the agents when they open the session. */
  void opened() {
    String wanted = parts.options().agents().selected();
    if (!roster.all().isEmpty()) {
      tell();
    }
    if (wanted != null && !wanted.equals(parts.state().agent())) {
      select(wanted);
    }
    refresh();
  }

  private void refresh() {
    parts.subagents().refresh(parts.tools());
  }

  private void tell() {
    List<String> warnings = new ArrayList<>();
    for (CustomAgent agent : roster.all()) {
      if (agent.model() != null) {
        try {
          parts.model().resolve(agent.model());
        } catch (SessionException e) {
          warnings.add("Agent " + agent.name() + " cannot be started: " + e.getMessage());
        }
      }
    }
    parts.journal().emit(SubagentEvents.updated(roster.all(), warnings));
  }
}
