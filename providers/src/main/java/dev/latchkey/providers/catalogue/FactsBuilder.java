package dev.latchkey.providers.catalogue;

import dev.latchkey.providers.TokenLimits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what one speaker says of a model; null says nothing. */
public final class FactsBuilder {
  private final Origin speaker;
  private @Nullable Integer contextWindow;
  private @Nullable Integer promptTokens;
  private @Nullable Integer outputTokens;
  private @Nullable Boolean vision;
  private @Nullable ImageLimits images;
  private @Nullable Boolean tools;
  private @Nullable Boolean effort;
  private @Nullable List<String> efforts;
  private @Nullable Thinking thinking;
  private @Nullable Boolean schema;
  private @Nullable Boolean chat;

  FactsBuilder(Origin speaker) {
    this.speaker = speaker;
  }

  /** All three limits. */
  public FactsBuilder limits(TokenLimits limits) {
    return contextWindow(limits.maxContextWindowTokens())
        .promptTokens(limits.maxPromptTokens())
        .outputTokens(limits.maxOutputTokens());
  }

  public FactsBuilder contextWindow(@Nullable Integer tokens) {
    contextWindow = tokens;
    return this;
  }

  public FactsBuilder promptTokens(@Nullable Integer tokens) {
    promptTokens = tokens;
    return this;
  }

  public FactsBuilder outputTokens(@Nullable Integer tokens) {
    outputTokens = tokens;
    return this;
  }

  public FactsBuilder vision(@Nullable Boolean sees) {
    vision = sees;
    return this;
  }

  public FactsBuilder images(@Nullable ImageLimits limits) {
    images = limits;
    return this;
  }

  public FactsBuilder tools(@Nullable Boolean calls) {
    tools = calls;
    return this;
  }

  public FactsBuilder effort(@Nullable Boolean takes) {
    effort = takes;
    return this;
  }

  public FactsBuilder efforts(@Nullable List<String> words) {
    efforts = words == null ? null : List.copyOf(words);
    return this;
  }

  public FactsBuilder thinking(@Nullable Thinking way) {
    thinking = way;
    return this;
  }

  public FactsBuilder schema(@Nullable Boolean keepsTo) {
    schema = keepsTo;
    return this;
  }

  public FactsBuilder chat(@Nullable Boolean can) {
    chat = can;
    return this;
  }

  public ModelFacts build() {
    return new ModelFacts(
        Known.of(contextWindow, speaker),
        Known.of(promptTokens, speaker),
        Known.of(outputTokens, speaker),
        Known.of(vision, speaker),
        Known.of(images, speaker),
        Known.of(tools, speaker),
        Known.of(effort, speaker),
        Known.of(efforts, speaker),
        Known.of(thinking, speaker),
        Known.of(schema, speaker),
        Known.of(chat, speaker));
  }
}
