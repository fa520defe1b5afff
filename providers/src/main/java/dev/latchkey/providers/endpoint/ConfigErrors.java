package dev.latchkey.providers.endpoint;

import dev.latchkey.providers.CallFailure;
import dev.latchkey.providers.ModelException;

/** Mistakes in a provider's configuration, found before any request is made. */
final class ConfigErrors {
  private ConfigErrors() {}

  static ModelException invalid(String field, String problem, String nextStep) {
    return new ModelException.InvalidRequest(
        CallFailure.of("Provider configuration: " + field + " " + problem, nextStep));
  }
}
