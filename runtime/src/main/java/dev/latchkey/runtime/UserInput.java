package dev.latchkey.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.ResponseFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a user (or program) says to a session.
 *
 * @param prompt the text for the model; may be empty
 * @param displayPrompt what people see instead of the prompt; null for the prompt itself
 * @param attachments in the public form {@code {type:"file"|"directory"|"selection"|"blob"|…}}
 * @param delivery what happens when the session is busy
 * @param agentMode mode of this message only; null for the session's
 * @param requestHeaders extra headers of every model call of the run
 * @param responseFormat the JSON the final answer must be; null for any text
 * @param source where it came from, for {@code user.message.source}; null for a person
 */
public record UserInput(
    String prompt,
    @Nullable String displayPrompt,
    List<JsonNode> attachments,
    Delivery delivery,
    @Nullable String agentMode,
    Map<String, String> requestHeaders,
    @Nullable ResponseFormat responseFormat,
    @Nullable String source) {
  /** What to do with input for a busy session. */
  public enum Delivery {
    /** Runs on its own after the current run. */
    ENQUEUE,
    /** Joins the current run before its next model call. */
    IMMEDIATE
  }

  public UserInput {
    Objects.requireNonNull(prompt);
    Objects.requireNonNull(delivery);
    attachments = List.copyOf(attachments);
    requestHeaders = Map.copyOf(requestHeaders);
  }

  /** A plain prompt. */
  public static UserInput of(String prompt) {
    return builder(prompt).build();
  }

  public static Builder builder(String prompt) {
    return new Builder(prompt);
  }

  /** The text shown to people. */
  public String display() {
    return displayPrompt == null ? prompt : displayPrompt;
  }

  /** Collects the parts of a {@link UserInput}. */
  public static final class Builder {
    private final String prompt;
    private @Nullable String displayPrompt;
    private List<JsonNode> attachments = List.of();
    private Delivery delivery = Delivery.ENQUEUE;
    private @Nullable String agentMode;
    private Map<String, String> requestHeaders = Map.of();
    private @Nullable ResponseFormat responseFormat;
    private @Nullable String source;

    private Builder(String prompt) {
      this.prompt = prompt;
    }

    public Builder displayPrompt(@Nullable String text) {
      displayPrompt = text;
      return this;
    }

    public Builder attachments(List<JsonNode> all) {
      attachments = all;
      return this;
    }

    public Builder delivery(Delivery whenBusy) {
      delivery = whenBusy;
      return this;
    }

    public Builder agentMode(@Nullable String mode) {
      agentMode = mode;
      return this;
    }

    public Builder requestHeaders(Map<String, String> headers) {
      requestHeaders = headers;
      return this;
    }

    public Builder responseFormat(@Nullable ResponseFormat format) {
      responseFormat = format;
      return this;
    }

    public Builder source(@Nullable String origin) {
      source = origin;
      return this;
    }

    public UserInput build() {
      return new UserInput(
          prompt,
          displayPrompt,
          attachments,
          delivery,
          agentMode,
          requestHeaders,
          responseFormat,
          source);
    }
  }
}
