package dev.latchkey.runtime.engine;

import dev.latchkey.providers.Usage;
import dev.latchkey.runtime.UsageTotals;
import dev.latchkey.runtime.UsageTotals.ModelUse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds up what a session uses. */
final class UsageMeter {
  private final Map<String, ModelUse> models = new TreeMap<>();
  private Duration apiTime = Duration.ZERO;
  private long userRequests;
  private long lastInput;
  private long lastOutput;

  synchronized void asked() {
    userRequests++;
  }

  synchronized void called(String model, Usage usage, Duration time) {
    apiTime = apiTime.plus(time);
    lastInput = number(usage.inputTokens());
    lastOutput = number(usage.outputTokens());
    ModelUse before = models.getOrDefault(model, ModelUse.NONE);
    models.put(
        model,
        new ModelUse(
            before.requests() + 1,
            before.inputTokens() + lastInput,
            before.outputTokens() + lastOutput,
            before.cacheReadTokens() + number(usage.cacheReadTokens()),
            before.cacheWriteTokens() + number(usage.cacheWriteTokens()),
            before.reasoningTokens() + number(usage.reasoningTokens())));
  }

  synchronized UsageTotals totals() {
    return new UsageTotals(userRequests, apiTime, lastInput, lastOutput, models);
  }

  private static long number(@Nullable Long tokens) {
    return tokens == null ? 0 : tokens;
  }
}
