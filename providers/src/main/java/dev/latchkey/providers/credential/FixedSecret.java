package dev.latchkey.providers.credential;

import dev.latchkey.providers.Secret;
import dev.latchkey.providers.credential.Grant.Form;
import java.util.List;
import java.util.Map;

/**
 * A key that stays as it is.
 *
 * @param origin where it was given, for messages
 */
record FixedSecret(Secret secret, Form form, String origin) implements Credential {

  static FixedSecret ofVariable(String name, Map<String, String> variables, Form form) {
    Secret secret = Secret.of(variables.getOrDefault(name, ""));
    if (secret.blank()) {
      throw CredentialErrors.invalid(
          "The credential is the environment variable " + name + ", which is not set.",
          "Set " + name + " before the start, or name another source.");
    }
    return new FixedSecret(secret, form, "environment variable " + name);
  }

  @Override
  public Grant obtain(TokenCalls calls) {
    return Grant.lasting(secret, form);
  }

  @Override
  public List<Secret> secrets() {
    return secret.blank() ? List.of() : List.of(secret);
  }

  @Override
  public boolean renewable() {
    return false;
  }
}
