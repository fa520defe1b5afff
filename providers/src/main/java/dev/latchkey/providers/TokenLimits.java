package dev.latchkey.providers;

import org.jspecify.annotations.Nullable;

/** Token limits of a model; null where nobody has said. */
public record TokenLimits(
    @Nullable Integer maxPromptTokens,
    @Nullable Integer maxOutputTokens,
    @Nullable Integer maxContextWindowTokens) {
  /** No limit is known. */
  public static final TokenLimits NONE = new TokenLimits(null, null, null);

  /** Token budget of a prompt when nobody has said; the official runtime's for unknown models. */
  private static final int DEFAULT_PROMPT_TOKENS = 128_000;

  /** How many tokens a prompt may take: as said, else what the window leaves, else a default. */
  public int promptTokens() {
    if (maxPromptTokens != null) {
      return maxPromptTokens;
    }
    Integer window = maxContextWindowTokens;
    if (window == null) {
      return DEFAULT_PROMPT_TOKENS;
    }
    Integer output = maxOutputTokens;
    return output == null || output >= window ? window : window - output;
  }
}
