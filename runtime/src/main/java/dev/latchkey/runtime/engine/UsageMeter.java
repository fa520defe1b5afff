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

/** Adds up what a session uses, or a sub-agent of it. */
final class UsageMeter {
  private final TokenMeter tokens = new TokenMeter();
  private final Map<String, ModelUse> models = new TreeMap<>();
  private Duration apiTime = Duration.ZERO;
  private long userRequests;
  private long lastInput;
  private long lastOutput;
  private ContextSize lastSize = new ContextSize(0, 0, 0);
  private final @Nullable UsageMeter session;

  UsageMeter() {
    this(null);
  }

  private UsageMeter(@Nullable UsageMeter session) {
    this.session = session;
  }

  /** The meter of a sub-agent; what it counts counts here as well. */
  UsageMeter forAgent() {
    return new UsageMeter(this);
  }

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
    lastInput = number(usage.inputTokens());
    lastOutput = number(usage.outputTokens());
    add(model, usage, time);
  }

  private synchronized void add(String model, Usage usage, Duration time) {
    apiTime = apiTime.plus(time);
    ModelUse before = models.getOrDefault(model, ModelUse.NONE);
    models.put(
        model,
        new ModelUse(
            before.requests() + 1,
            before.inputTokens() + number(usage.inputTokens()),
            before.outputTokens() + number(usage.outputTokens()),
            before.cacheReadTokens() + number(usage.cacheReadTokens()),
            before.cacheWriteTokens() + number(usage.cacheWriteTokens()),
            before.reasoningTokens() + number(usage.reasoningTokens())));
    if (session != null) {
      session.add(model, usage, time);
    }
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
