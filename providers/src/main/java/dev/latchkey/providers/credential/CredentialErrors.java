package dev.latchkey.providers.credential;

import dev.latchkey.providers.CallFailure;
import dev.latchkey.providers.ModelException;

/** Failures to get a key or token; never retried with the provider. */
final class CredentialErrors {
  private CredentialErrors() {}

  static ModelException none(String problem, String nextStep) {
    return new ModelException.Authentication(CallFailure.of(problem, nextStep));
  }

  static ModelException invalid(String problem, String nextStep) {
    return new ModelException.InvalidRequest(CallFailure.of(problem, nextStep));
  }
}
