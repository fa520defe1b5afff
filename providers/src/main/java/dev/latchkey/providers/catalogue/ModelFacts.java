package dev.latchkey.providers.catalogue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one model, each thing with its origin; null where nobody says anything. Facts of
 * several speakers are laid over each other, the strongest on top.
 *
 * @param contextWindow tokens of prompt and answer together
 * @param promptTokens tokens of a prompt
 * @param outputTokens tokens of an answer
 * @param vision whether it sees pictures
 * @param images which pictures it takes
 * @param tools whether it calls tools
 * @param effort whether it may be told how hard to think
 * @param efforts the words for that which it takes
 * @param thinking how it is asked to think where the wire has several ways
 * @param schema whether its answers can be held to a JSON schema
 * @param chat false for models that cannot chat at all, such as those that make vectors
 */
public record ModelFacts(
    @Nullable Known<Integer> contextWindow,
    @Nullable Known<Integer> promptTokens,
    @Nullable Known<Integer> outputTokens,
    @Nullable Known<Boolean> vision,
    @Nullable Known<ImageLimits> images,
    @Nullable Known<Boolean> tools,
    @Nullable Known<Boolean> effort,
    @Nullable Known<List<String>> efforts,
    @Nullable Known<Thinking> thinking,
    @Nullable Known<Boolean> schema,
    @Nullable Known<Boolean> chat) {
  /** Nothing is known. */
  public static final ModelFacts UNKNOWN = said(Origin.DEFAULT).build();

  /**
   * How many tokens of an answer are asked for, and so kept free in the window, when nobody sets a
   * cap: more is rarely written, and would only take room from the prompt.
   */
  public static final int USUAL_ANSWER = 32_000;

  /** Token budget of a prompt when nobody has said; the official runtime's for unknown models. */
  private static final Known<Integer> DEFAULT_PROMPT = new Known<>(128_000, Origin.DEFAULT);

  /** What one speaker says. */
  public static FactsBuilder said(Origin speaker) {
    return new FactsBuilder(speaker);
  }

  /** This one where it says something, else {@code weaker}. */
  public ModelFacts over(ModelFacts weaker) {
    return new ModelFacts(
        Known.first(contextWindow, weaker.contextWindow),
        Known.first(promptTokens, weaker.promptTokens),
        Known.first(outputTokens, weaker.outputTokens),
        Known.first(vision, weaker.vision),
        Known.first(images, weaker.images),
        Known.first(tools, weaker.tools),
        Known.first(effort, weaker.effort),
        Known.first(efforts, weaker.efforts),
        way(weaker),
        Known.first(schema, weaker.schema),
        Known.first(chat, weaker.chat));
  }

  /**
   * How many tokens a prompt may take: as said, else what the window leaves beside an answer, else
   * a default. A user's figure counts, but not beyond a window that is certain.
   */
  public Known<Integer> promptLimit() {
    Known<Integer> window = contextWindow;
    Known<Integer> prompt = promptTokens;
    if (window == null) {
      return prompt == null ? DEFAULT_PROMPT : prompt;
    }
    if (prompt != null && prompt.origin() == Origin.USER) {
      boolean certain = window.origin().compareTo(Origin.LEARNED) <= 0;
      return certain && window.value() < prompt.value() ? window : prompt;
    }
    Known<Integer> left = new Known<>(window.value() - answer(window.value()), window.origin());
    return prompt != null && prompt.value() < left.value() ? prompt : left;
  }

  /** Kept free for the answer: a cap the user set, else the usual, but no more than a quarter. */
  private int answer(int window) {
    Known<Integer> output = outputTokens;
    if (output == null) {
      return 0;
    }
    int tokens = output.value();
    if (output.origin() == Origin.USER) {
      return tokens < window ? tokens : 0;
    }
    return Math.min(Math.min(tokens, USUAL_ANSWER), window / 4);
  }

  /** The cap on answers the user wants; null leaves it to the provider. */
  public @Nullable Integer outputCap() {
    return outputTokens != null && outputTokens.origin() == Origin.USER
        ? outputTokens.value()
        : null;
  }

  /** Whether pictures may be sent: unless somebody says that it cannot see. */
  public boolean sees() {
    return vision == null || vision.value();
  }

  /** Whether an effort may be sent: unless somebody says that it takes none. */
  public boolean takesEffort() {
    return effort == null || effort.value();
  }

  /** Not to think as it finds right is no word about models that cannot think at all. */
  private @Nullable Known<Thinking> way(ModelFacts weaker) {
    boolean never = weaker.thinking != null && weaker.thinking.value() == Thinking.NEVER;
    boolean denied = thinking != null && thinking.value() == Thinking.BUDGET;
    return denied && never ? weaker.thinking : Known.first(thinking, weaker.thinking);
  }

  /**
   * How it is asked to think; null when nobody says. Whoever says that it takes an effort is
   * believed over a weaker speaker to whom it cannot think.
   */
  public @Nullable Thinking asked() {
    Known<Thinking> way = thinking;
    if (way == null) {
      return null;
    }
    boolean takes = effort != null && effort.value() && effort.origin().compareTo(way.origin()) < 0;
    return way.value() == Thinking.NEVER && takes ? Thinking.BUDGET : way.value();
  }

  /** Whether it can chat, as far as anybody knows. */
  public boolean chats() {
    return chat == null || chat.value();
  }

  /** Who said what, by the public names of the fields; only what is known. */
  public Map<String, Origin> origins() {
    Map<String, Origin> origins = new TreeMap<>();
    origins.put("max_prompt_tokens", promptLimit().origin());
    put(origins, "max_context_window_tokens", contextWindow);
    put(origins, "max_output_tokens", outputTokens);
    put(origins, "vision", vision);
    put(origins, "vision_limits", images);
    put(origins, "tools", tools);
    put(origins, "reasoningEffort", effort);
    put(origins, "supportedReasoningEfforts", efforts);
    put(origins, "adaptive_thinking", thinking);
    return origins;
  }

  private static void put(Map<String, Origin> origins, String field, @Nullable Known<?> known) {
    if (known != null) {
      origins.put(field, known.origin());
    }
  }
}
