package dev.latchkey.providers;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a failed call, for people and for events; never a secret in it.
 *
 * @param message one sentence: what happened
 * @param nextStep one sentence: what to change or run
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

  /** A failure with no HTTP exchange behind it. */
  public static CallFailure of(String message, String nextStep) {
    return new CallFailure(message, nextStep, null, null, null, null, null, 0);
  }
}
