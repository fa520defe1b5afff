package dev.latchkey.server;

import org.jspecify.annotations.Nullable;

/** What the environment says about sessions that bring no provider. */
final class DefaultProvider {
  private DefaultProvider() {}

  /** The token for the default provider; null when there is none. */
  static @Nullable String token(ServerSetup setup) {
    String variable = setup.arguments().authTokenVariable();
    String token = variable == null ? null : setup.variable(variable);
    token = token == null ? setup.variable("COPILOT_SDK_AUTH_TOKEN") : token;
    return token == null && setup.arguments().autoLogin() ? setup.variable("GITHUB_TOKEN") : token;
  }

  /** The default model; null when none is named. */
  static @Nullable String model(ServerSetup setup) {
    String model = setup.variable("COPILOT_MODEL");
    return model == null ? setup.variable("COPILOT_PROVIDER_MODEL_ID") : model;
  }
}
