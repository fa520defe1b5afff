package dev.latchkey.runtime;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A page of a session's event log.
 *
 * @param cursor where the last page ended; null for the beginning
 * @param max at most so many events, 1 to 1000
 * @param patience how long to wait for a first event when there is none yet, at most 30 s
 * @param types wanted event types; empty for all
 * @param agents whose events are wanted
 * @param includeEphemeral also events that are in no journal, as far as still remembered
 */
public record EventQuery(
    @Nullable String cursor,
    int max,
    Duration patience,
    Set<String> types,
    AgentFilter agents,
    boolean includeEphemeral) {
  /**
   * Whose events are wanted.
   *
   * @param main whether those of the main agent are
   * @param others whether those of all sub-agents are
   * @param named ids of sub-agents whose events are wanted in any case
   */
  public record AgentFilter(boolean main, boolean others, Set<String> named) {
    /** Everybody's. */
    public static final AgentFilter ALL = new AgentFilter(true, true, Set.of());

    public AgentFilter {
      named = Set.copyOf(named);
    }

    /** Whether an event is wanted of the agent of this id, null for the main one. */
    public boolean takes(@Nullable String agentId) {
      return agentId == null ? main : others || named.contains(agentId);
    }
  }

  public EventQuery {
    Objects.requireNonNull(agents);
    Objects.requireNonNull(patience);
    types = Set.copyOf(types);
    max = Math.clamp(max, 1, 1000);
  }
}
