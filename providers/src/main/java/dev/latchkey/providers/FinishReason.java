package dev.latchkey.providers;

/** Why a model stopped. */
public enum FinishReason {
  /** It was done. */
  STOP("stop"),
  /** It hit its output limit. */
  LENGTH("length"),
  /** It waits for tool results. */
  TOOL_CALLS("tool_calls"),
  /** A filter of the provider cut the reply. */
  CONTENT_FILTER("content_filter"),
  /** The provider paused amid tools of its own; asked again with what it said, it goes on. */
  PAUSED("pause_turn");

  private final String wireName;

  FinishReason(String wireName) {
    this.wireName = wireName;
  }

  /** The name in {@code assistant.usage.finishReason}. */
  public String wireName() {
    return wireName;
  }
}
