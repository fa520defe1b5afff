package dev.latchkey.providers;

import org.jspecify.annotations.Nullable;

/** Token limits of a model; null where nobody has said. */
public record TokenLimits(
    @Nullable Integer maxPromptTokens,
    @Nullable Integer maxOutputTokens,
    @Nullable Integer maxContextWindowTokens) {
  /** No limit is known. */
  public static final TokenLimits NONE = new TokenLimits(null, null, null);
}
