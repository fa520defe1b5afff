package dev.latchkey.providers;

import dev.latchkey.providers.catalogue.Thinking;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One model call, the same for every wire.
 *
 * @param model the name that goes on the wire
 * @param system instructions; empty for none
 * @param messages the conversation; every tool call in it has its result
 * @param tools what may be called; empty for none
 * @param answerOnly whether the tools are there to be read about only: none may be called
 * @param stream whether the caller wants deltas as they come
 * @param maxOutputTokens cap on generated tokens; null leaves it to the provider
 * @param reasoningEffort e.g. {@code low}, {@code high}; passed through unchecked, null for none
 * @param reasoningSummary e.g. {@code auto}, {@code none}; null for the wire's default
 * @param thinking how the model is asked to think where the wire has several ways; null leaves it
 *     to what is publicly known of the model
 * @param responseFormat the JSON the final answer must be; null for any text
 * @param citations whether documents may be cited, where the wire asks for that
 * @param cacheKey stable id of the conversation, for prompt caches; null for none
 * @param headers extra headers of this call; they win over the provider's
 * @param variables what header templates may name, e.g. {@code session.id}
 */
public record ModelRequest(
    String model,
    String system,
    List<Message> messages,
    List<ToolSpec> tools,
    boolean answerOnly,
    boolean stream,
    @Nullable Integer maxOutputTokens,
    @Nullable String reasoningEffort,
    @Nullable String reasoningSummary,
    @Nullable Thinking thinking,
    @Nullable ResponseFormat responseFormat,
    boolean citations,
    @Nullable String cacheKey,
    Map<String, String> headers,
    Map<String, String> variables) {

  public ModelRequest {
    messages = List.copyOf(messages);
    tools = List.copyOf(tools);
    headers = Map.copyOf(headers);
    variables = Map.copyOf(variables);
  }

  /** A request for {@code model}, to be filled in. */
  public static Builder builder(String model) {
    return new Builder(model);
  }

  /** A builder that starts from this request. */
  public Builder with() {
    return new Builder(model)
        .system(system).messages(messages).tools(tools).answerOnly(answerOnly).stream(stream)
            .maxOutputTokens(maxOutputTokens)
            .reasoningEffort(reasoningEffort)
            .reasoningSummary(reasoningSummary)
            .thinking(thinking)
            .responseFormat(responseFormat)
            .citations(citations)
            .cacheKey(cacheKey)
            .headers(headers)
            .variables(variables);
  }

  /** Collects the parts of a {@link ModelRequest}. */
  public static final class Builder {
    private final String model;
    private String system = "";
    private List<Message> messages = List.of();
    private List<ToolSpec> tools = List.of();
    private boolean answerOnly;
    private boolean stream = true;
    private @Nullable Integer maxOutputTokens;
    private @Nullable String reasoningEffort;
    private @Nullable String reasoningSummary;
    private @Nullable Thinking thinking;
    private @Nullable ResponseFormat responseFormat;
    private boolean citations;
    private @Nullable String cacheKey;
    private Map<String, String> headers = Map.of();
    private Map<String, String> variables = Map.of();

    private Builder(String model) {
      this.model = model;
    }

    public Builder system(String text) {
      system = text;
      return this;
    }

    public Builder messages(List<Message> conversation) {
      messages = conversation;
      return this;
    }

    public Builder tools(List<ToolSpec> offered) {
      tools = offered;
      return this;
    }

    public Builder answerOnly(boolean wanted) {
      answerOnly = wanted;
      return this;
    }

    public Builder stream(boolean wanted) {
      stream = wanted;
      return this;
    }

    public Builder maxOutputTokens(@Nullable Integer cap) {
      maxOutputTokens = cap;
      return this;
    }

    public Builder reasoningEffort(@Nullable String effort) {
      reasoningEffort = effort;
      return this;
    }

    public Builder reasoningSummary(@Nullable String summary) {
      reasoningSummary = summary;
      return this;
    }

    public Builder thinking(@Nullable Thinking way) {
      thinking = way;
      return this;
    }

    public Builder responseFormat(@Nullable ResponseFormat format) {
      responseFormat = format;
      return this;
    }

    public Builder citations(boolean wanted) {
      citations = wanted;
      return this;
    }

    public Builder cacheKey(@Nullable String key) {
      cacheKey = key;
      return this;
    }

    public Builder headers(Map<String, String> extra) {
      headers = extra;
      return this;
    }

    public Builder variables(Map<String, String> known) {
      variables = known;
      return this;
    }

    public ModelRequest build() {
      return new ModelRequest(
          model,
          system,
          messages,
          tools,
          answerOnly,
          stream,
          maxOutputTokens,
          reasoningEffort,
          reasoningSummary,
          thinking,
          responseFormat,
          citations,
          cacheKey,
          headers,
          variables);
    }
  }
}
