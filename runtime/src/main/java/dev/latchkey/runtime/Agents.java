package dev.latchkey.runtime;

import java.util.List;
import java.util.Optional;

/** The custom agents of a session: who works on what users ask, and who may be asked to help. */
public interface Agents {
  /** All of them, in the order they were given. */
  List<CustomAgent> list();

  /** The one that works on what users ask; empty when that is the session's default. */
  Optional<CustomAgent> current();

  /**
   * From the next run on this agent works on what users ask: its prompt and tools are used. The
   * session keeps its model.
   *
   * @throws SessionException.InvalidOptions when there is no such agent
   */
  CustomAgent select(String name);

  /** From the next run on the session's default works on what users ask. */
  void deselect();

  /** Tells of all agents again, with what is wrong with them. */
  List<CustomAgent> reload();

  /** Changes models and limits of sub-agents that start from now on. */
  void settings(SubagentSettings settings);
}
