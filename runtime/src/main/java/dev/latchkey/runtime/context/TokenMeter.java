package dev.latchkey.runtime.context;

import dev.latchkey.providers.Content;
import dev.latchkey.providers.Message;
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

  /**
   * What providers charge for a picture of usual size is near this; for a page of a document too.
   */
  private static final long CHARS_PER_MEDIA = 4_000;

  /** Roles, delimiters and names around a message or a block. */
  private static final long CHARS_AROUND = 16;

  /** Smaller requests say more about a provider's hidden prompt than about its tokenizer. */
  private static final long MIN_TO_LEARN_FROM = 200;

  private static final double MIN_CORRECTION = 0.5;
  private static final double MAX_CORRECTION = 2;

  private List<ToolSpec> measuredTools = List.of();
  private long toolChars;
  private long lastChars;
  private double correction = 1;

  /** Estimates a request about to be sent. */
  public synchronized ContextSize measure(
      String system, List<Message> messages, List<ToolSpec> tools) {
    if (!tools.equals(measuredTools)) {
      measuredTools = List.copyOf(tools);
      toolChars = tools.stream().mapToLong(TokenMeter::chars).sum();
    }
    long conversation = 0;
    for (Message message : messages) {
      conversation += CHARS_AROUND + chars(message.content());
    }
    lastChars = system.length() + conversation + toolChars;
    return new ContextSize(tokens(system.length()), tokens(conversation), tokens(toolChars));
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

  private long tokens(long chars) {
    return Math.round(Math.ceil(chars / CHARS_PER_TOKEN * correction));
  }

  private static long chars(List<Content> blocks) {
    long chars = 0;
    for (Content block : blocks) {
      chars +=
          switch (block) {
            case Content.Text text -> text.text().length();
            case Content.Media _ -> CHARS_PER_MEDIA;
            case Content.Reasoning reasoning -> reasoning.text().length();
            case Content.ToolCall call ->
                CHARS_AROUND + call.name().length() + call.arguments().length();
            case Content.ToolResult result -> CHARS_AROUND + chars(result.content());
          };
    }
    return chars;
  }

  private static long chars(ToolSpec tool) {
    return CHARS_AROUND
        + tool.name().length()
        + tool.description().length()
        + tool.parameters().toString().length();
  }
}
