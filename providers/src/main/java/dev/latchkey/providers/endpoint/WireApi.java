package dev.latchkey.providers.endpoint;

/** Which API a provider is spoken to with. */
public enum WireApi {
  COMPLETIONS,
  RESPONSES,
  /** Anthropic Messages; follows from the type, never configured. */
  MESSAGES
}
