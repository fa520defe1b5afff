package dev.latchkey.runtime.engine;

import org.jspecify.annotations.Nullable;

/**
 * An agent that may start others, while it works.
 *
 * @param parts what it works with
 * @param gate of its run
 * @param depth 0 for the main agent, one more for every agent between
 * @param agentId null for the main agent
 */
record AgentScope(SessionParts parts, RunGate gate, int depth, @Nullable String agentId) {}
