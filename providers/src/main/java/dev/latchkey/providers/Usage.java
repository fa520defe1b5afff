package dev.latchkey.providers;

import org.jspecify.annotations.Nullable;

/**
 * Token counts of one model call, the same for every wire. Null means the provider did not say.
 *
 * @param inputTokens all prompt tokens, cached ones included
 * @param outputTokens all generated tokens, reasoning included
 * @param cacheReadTokens prompt tokens served from the provider's cache
 * @param cacheWriteTokens prompt tokens written to the provider's cache
 * @param reasoningTokens the part of {@code outputTokens} spent on reasoning
 */
public record Usage(
    @Nullable Long inputTokens,
    @Nullable Long outputTokens,
    @Nullable Long cacheReadTokens,
    @Nullable Long cacheWriteTokens,
    @Nullable Long reasoningTokens) {
  /** No count was reported. */
  public static final Usage UNKNOWN = new Usage(null, null, null, null, null);
}
