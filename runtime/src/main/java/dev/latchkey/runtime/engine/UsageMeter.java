package dev.latchkey.runtime.engine;

import dev.latchkey.providers.Message;
import dev.latchkey.providers.ToolSpec;
import dev.latchkey.providers.Usage;
import dev.latchkey.runtime.UsageTotals;
import dev.latchkey.runtime.UsageTotals.ModelUse;
import dev.latchkey.runtime.context.ContextSize;
import dev.latchkey.runtime.context.TokenMeter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds up what a session uses. */
final class UsageMeter {
  private final TokenMeter tokens = new TokenMeter();
  private final Map<String, ModelUse> models = new TreeMap<>();
  private Duration apiTime = Duration.ZERO;
  private long userRequests;
  private long lastInput;
  private long lastOutput;
  private ContextSize lastSize = new ContextSize(0, 0, 0);

  synchronized void asked() {
    userRequests++;
  }

  /** About how many tokens the coming call takes. */
  synchronized ContextSize estimate(String system, List<Message> messages, List<ToolSpec> tools) {
    lastSize = tokens.measure(system, messages, tools);
    return lastSize;
  }

  synchronized void called(String model, Usage usage, Duration time) {
    tokens.reported(usage);
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

  /** What the last call took, as estimated. */
  synchronized ContextSize size() {
    return lastSize;
  }

  private static long number(@Nullable Long tokens) {
    return tokens == null ? 0 : tokens;
  }
}
