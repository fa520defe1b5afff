package dev.latchkey.runtime.context;

import dev.latchkey.providers.ToolSpec;
import dev.latchkey.providers.Usage;
import java.util.List;

/**
 * Estimates how many tokens a request takes: a token per four characters, corrected by what the
 * provider reported for earlier requests of the session. Good for gauges and thresholds, not for
 * bills. Thread-safe.
 */
public final class TokenMeter {
  private static final double CHARS_PER_TOKEN = 4;

  /** Smaller requests say more about a provider's hidden prompt than about its tokenizer. */
  private static final long MIN_TO_LEARN_FROM = 200;

  private static final double MIN_CORRECTION = 0.4;

  /** Scripts such as Chinese have more than a token per character. */
  private static final double MAX_CORRECTION = 5;

  private List<ToolSpec> measuredTools = List.of();
  private long toolChars;
  private long lastChars;
  private double correction = 1;

  /**
   * Estimates a request about to be sent.
   *
   * @param conversation characters of all messages, see {@link HistoryView}
   */
  public synchronized ContextSize measure(String system, long conversation, List<ToolSpec> tools) {
    ContextSize size = size(system, conversation, tools);
    lastChars = system.length() + conversation + toolChars;
    return size;
  }

  /** Estimates a request that may never be sent. */
  public synchronized ContextSize size(String system, long conversation, List<ToolSpec> tools) {
    if (!tools.equals(measuredTools)) {
      measuredTools = List.copyOf(tools);
      toolChars = tools.stream().mapToLong(MessageSize::of).sum();
    }
    return new ContextSize(tokens(system.length()), tokens(conversation), tokens(toolChars));
  }

  /** About how many characters so many tokens are. */
  public synchronized long chars(long tokens) {
    return (long) (tokens * CHARS_PER_TOKEN / correction);
  }

  /** Learns from what the provider counted for the request measured last. */
  public synchronized void reported(Usage usage) {
    Long counted = usage.inputTokens();
    double estimated = lastChars / CHARS_PER_TOKEN;
    if (counted == null || counted < MIN_TO_LEARN_FROM || estimated < MIN_TO_LEARN_FROM) {
      return;
    }
    correction = Math.clamp(counted / estimated, MIN_CORRECTION, MAX_CORRECTION);
  }

  /** Learns that the request measured last has more tokens than this. */
  public synchronized void exceeded(long limit) {
    double estimated = lastChars / CHARS_PER_TOKEN;
    if (estimated >= MIN_TO_LEARN_FROM && estimated * correction < limit) {
      correction = Math.min(limit / estimated, MAX_CORRECTION);
    }
  }

  private long tokens(long chars) {
    return Math.round(Math.ceil(chars / CHARS_PER_TOKEN * correction));
  }
}
