package dev.latchkey.simulator.traffic;

/** The request format of a call, decided by its path. */
public enum Wire {
  /** OpenAI Chat Completions: {@code POST …/chat/completions}. */
  COMPLETIONS,
  /** OpenAI Responses: {@code POST …/responses}. */
  RESPONSES,
  /** Anthropic Messages: {@code POST …/v1/messages}. */
  ANTHROPIC,
  /** Not a model call: model lists, version and the like, and paths nobody serves. */
  NONE
}
