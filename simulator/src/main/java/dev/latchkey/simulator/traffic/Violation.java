package dev.latchkey.simulator.traffic;

/**
 * A request broke a rule of its wire.
 *
 * @param request number of the request, from 1
 * @param wire the wire whose rule was broken
 * @param field where in the body, as a path such as {@code messages[2].tool_call_id}; may be empty
 * @param reason what is wrong, for people
 */
public record Violation(int request, Wire wire, String field, String reason) {}
