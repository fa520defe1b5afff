package dev.latchkey.simulator.script;

/** Why an answer ends, independent of a wire's word for it. */
public enum Finish {
  /** The tool-call reason when tools are called, else the stop reason. */
  NATURAL,
  /** The model was done ({@code stop}, {@code end_turn}, {@code completed}). */
  STOP,
  /** The model waits for tools ({@code tool_calls}, {@code tool_use}). */
  TOOL_CALLS,
  /** The output limit was reached ({@code length}, {@code max_tokens}, {@code incomplete}). */
  LENGTH,
  /** A filter stopped it ({@code content_filter}, {@code refusal}). */
  CONTENT_FILTER,
  /** Anthropic paused amid tools of its own ({@code pause_turn}); a stop on other wires. */
  PAUSE,
  /** A word no client knows. */
  UNKNOWN,
  /** No reason is given at all. */
  MISSING
}
