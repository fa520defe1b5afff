package dev.latchkey.runtime;

import java.time.Duration;
import java.util.Map;

/**
 * What a session used so far, by model.
 *
 * @param userRequests runs started by a user's message
 * @param apiTime time spent waiting for models
 * @param lastInputTokens prompt tokens of the latest model call
 * @param lastOutputTokens generated tokens of the latest model call
 */
public record UsageTotals(
    long userRequests,
    Duration apiTime,
    long lastInputTokens,
    long lastOutputTokens,
    Map<String, ModelUse> models) {
  /** Nothing used. */
  public static final UsageTotals NONE = new UsageTotals(0, Duration.ZERO, 0, 0, Map.of());

  /** Use of one model; tokens a provider did not report count as 0. */
  public record ModelUse(
      long requests,
      long inputTokens,
      long outputTokens,
      long cacheReadTokens,
      long cacheWriteTokens,
      long reasoningTokens) {
    /** Nothing used. */
    public static final ModelUse NONE = new ModelUse(0, 0, 0, 0, 0, 0);
  }

  public UsageTotals {
    models = Map.copyOf(models);
  }
}
