package dev.latchkey.runtime;

import dev.latchkey.providers.Usage;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a session used so far, by model.
 *
 * @param userRequests runs started by a user's message
 * @param apiTime time spent waiting for models
 * @param lastInputTokens prompt tokens of the latest model call
 * @param models what all agents used, by model
 * @param agents what sub-agents used of that, by name
 * @param lastOutputTokens generated tokens of the latest model call
 */
public record UsageTotals(
    long userRequests,
    Duration apiTime,
    long lastInputTokens,
    long lastOutputTokens,
    Map<String, ModelUse> models,
    Map<String, AgentUse> agents) {
  /** Nothing used. */
  public static final UsageTotals NONE =
      new UsageTotals(0, Duration.ZERO, 0, 0, Map.of(), Map.of());

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

    /** This and one more request. */
    public ModelUse plus(Usage usage) {
      return new ModelUse(
          requests + 1,
          inputTokens + number(usage.inputTokens()),
          outputTokens + number(usage.outputTokens()),
          cacheReadTokens + number(usage.cacheReadTokens()),
          cacheWriteTokens + number(usage.cacheWriteTokens()),
          reasoningTokens + number(usage.reasoningTokens()));
    }

    private static long number(@Nullable Long tokens) {
      return tokens == null ? 0 : tokens;
    }
  }

  /**
   * Use of all the sub-agents of one name.
   *
   * @param title what people see
   * @param apiTime time spent waiting for models
   */
  public record AgentUse(String title, Duration apiTime, Map<String, ModelUse> models) {
    public AgentUse {
      models = Map.copyOf(models);
    }

    /** This and one more request. */
    public AgentUse plus(String model, Usage usage, Duration time) {
      Map<String, ModelUse> all = new HashMap<>(models);
      all.put(model, models.getOrDefault(model, ModelUse.NONE).plus(usage));
      return new AgentUse(title, apiTime.plus(time), all);
    }
  }

  public UsageTotals {
    models = Map.copyOf(models);
    agents = Map.copyOf(agents);
  }
}
