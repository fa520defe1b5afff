package dev.latchkey.providers;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a failed call, for people and for events; never a secret in it.
 *
 * @param message one sentence: what happened
 * @param nextStep one sentence: what to change or run; empty when nobody has said yet
 * @param url final URL without credentials, null when none was formed
 * @param status HTTP status, null when there was no answer
 * @param code the provider's own error code, if it gave one
 * @param requestId the provider's id of the request, if it gave one
 * @param body the first 4 KB of the answer, if there was one
 * @param attempts how many times it was tried
 */
public record CallFailure(
    String message,
    String nextStep,
    @Nullable String url,
    @Nullable Integer status,
    @Nullable String code,
    @Nullable String requestId,
    @Nullable String body,
    int attempts) {

  /** How much of an answer is kept, in characters. */
  public static final int BODY_LIMIT = 4096;

  public CallFailure {
    if (body != null && body.length() > BODY_LIMIT) {
      body = body.substring(0, BODY_LIMIT);
    }
  }

  /** A failure with no HTTP exchange behind it. */
  public static CallFailure of(String message, String nextStep) {
    return builder(message).nextStep(nextStep).build();
  }

  /** A failure described by {@code message}. */
  public static Builder builder(String message) {
    return new Builder(message);
  }

  /** What happened and what to do, for people; a provider's words may end without a full stop. */
  public String explained() {
    if (nextStep.isBlank() || message.contains(nextStep)) {
      return message;
    }
    String said = message.stripTrailing();
    boolean ended = said.isEmpty() || ".!?:;".indexOf(said.charAt(said.length() - 1)) >= 0;
    return said + (ended ? " " : ". ") + nextStep;
  }

  /** A builder that starts from this failure. */
  public Builder with() {
    Builder builder = new Builder(message);
    builder.nextStep = nextStep;
    builder.url = url;
    builder.status = status;
    builder.code = code;
    builder.requestId = requestId;
    builder.body = body;
    builder.attempts = attempts;
    return builder;
  }

  /** Collects the parts of a {@link CallFailure}. */
  public static final class Builder {
    private String message;
    private String nextStep = "";
    private @Nullable String url;
    private @Nullable Integer status;
    private @Nullable String code;
    private @Nullable String requestId;
    private @Nullable String body;
    private int attempts;

    private Builder(String message) {
      this.message = message;
    }

    public Builder message(String text) {
      message = text;
      return this;
    }

    public Builder nextStep(String sentence) {
      nextStep = sentence;
      return this;
    }

    public Builder url(@Nullable String finalUrl) {
      url = finalUrl;
      return this;
    }

    public Builder status(@Nullable Integer httpStatus) {
      status = httpStatus;
      return this;
    }

    public Builder code(@Nullable String providerCode) {
      code = providerCode;
      return this;
    }

    public Builder requestId(@Nullable String id) {
      requestId = id;
      return this;
    }

    public Builder body(@Nullable String text) {
      body = text;
      return this;
    }

    public Builder attempts(int made) {
      attempts = made;
      return this;
    }

    public CallFailure build() {
      return new CallFailure(message, nextStep, url, status, code, requestId, body, attempts);
    }
  }
}
