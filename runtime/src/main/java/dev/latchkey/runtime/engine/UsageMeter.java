package dev.latchkey.runtime.engine;

import dev.latchkey.providers.ToolSpec;
import dev.latchkey.providers.Usage;
import dev.latchkey.runtime.CustomAgent;
import dev.latchkey.runtime.UsageTotals;
import dev.latchkey.runtime.UsageTotals.AgentUse;
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
  private final Map<String, AgentUse> agents = new TreeMap<>();
  private final @Nullable UsageMeter session;
  private final @Nullable CustomAgent agent;

  UsageMeter() {
    this(null, null);
  }

  private UsageMeter(@Nullable UsageMeter session, @Nullable CustomAgent agent) {
    this.session = session;
    this.agent = agent;
  }

  /** The meter of a sub-agent; what it counts counts here as well. */
  UsageMeter forAgent(CustomAgent other) {
    return new UsageMeter(this, other);
  }

  synchronized void asked() {
    userRequests++;
  }

  /** About how many tokens the coming call takes. */
  synchronized ContextSize estimate(String system, long conversation, List<ToolSpec> tools) {
    lastSize = tokens.measure(system, conversation, tools);
    return lastSize;
  }

  /** About how many tokens a call would take. */
  ContextSize size(String system, long conversation, List<ToolSpec> tools) {
    return tokens.size(system, conversation, tools);
  }

  /** About how many characters so many tokens are. */
  long chars(long count) {
    return tokens.chars(count);
  }

  /** The call estimated last was refused for having more tokens than this. */
  void exceeded(long limit) {
    tokens.exceeded(limit);
  }

  /** The conversation has this size now. */
  synchronized void shortened(ContextSize size) {
    lastSize = size;
  }

  /** A call beside the conversation, whose prompt says nothing about the conversation's size. */
  void calledBeside(String model, Usage usage, Duration time) {
    add(model, usage, time);
  }

  synchronized void called(String model, Usage usage, Duration time) {
    tokens.reported(usage);
    lastInput = number(usage.inputTokens());
    lastOutput = number(usage.outputTokens());
    add(model, usage, time);
    if (agent != null && session != null) {
      session.charge(agent, model, usage, time);
    }
  }

  /** What sub-agents use is counted where the session is, by who they are. */
  private synchronized void charge(CustomAgent who, String model, Usage usage, Duration time) {
    if (session != null) {
      session.charge(who, model, usage, time);
      return;
    }
    AgentUse before =
        agents.getOrDefault(who.name(), new AgentUse(who.displayName(), Duration.ZERO, Map.of()));
    agents.put(who.name(), before.plus(model, usage, time));
  }

  private synchronized void add(String model, Usage usage, Duration time) {
    apiTime = apiTime.plus(time);
    models.put(model, models.getOrDefault(model, ModelUse.NONE).plus(usage));
    if (session != null) {
      session.add(model, usage, time);
    }
  }

  synchronized UsageTotals totals() {
    return new UsageTotals(userRequests, apiTime, lastInput, lastOutput, models, agents);
  }

  /** What the last call took, as estimated. */
  synchronized ContextSize size() {
    return lastSize;
  }

  private static long number(@Nullable Long tokens) {
    return tokens == null ? 0 : tokens;
  }
}
