package dev.latchkey.runtime.engine;

import dev.latchkey.providers.CallFailure;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ModelProvider;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.runtime.EngineOptions;
import dev.latchkey.runtime.ModelChoice;
import dev.latchkey.runtime.SessionException;
import org.jspecify.annotations.Nullable;

/** Which model at which provider a session uses. */
final class ModelSlot {
  static final String MODEL_REQUIRED =
      "Model required with custom provider: set \"model\" in the session's configuration, or"
          + " \"modelId\" or \"wireModel\" in its provider.";

  private final EngineOptions engine;
  private final SessionState state;
  private @Nullable ProviderConfig config;
  private @Nullable ModelProvider provider;
  private @Nullable String configuredFor;

  ModelSlot(EngineOptions engine, SessionState state) {
    this.engine = engine;
    this.state = state;
  }

  /**
   * Uses another provider, from the next call on.
   *
   * @param newConfig null for the engine's default provider
   * @param model the model the configuration was given with
   */
  synchronized void configure(@Nullable ProviderConfig newConfig, @Nullable String model) {
    config = newConfig;
    configuredFor = model;
    provider = null;
  }

  /**
   * The model a new session starts with.
   *
   * @throws SessionException.InvalidOptions when a provider is given and no model
   */
  static @Nullable String initialModel(
      @Nullable String model, @Nullable ProviderConfig given, EngineOptions engine) {
    ProviderConfig config = given == null ? engine.defaultProvider().get().orElse(null) : given;
    if (model != null && !model.isBlank()) {
      return model;
    }
    if (config != null && config.modelId() != null) {
      return config.modelId();
    }
    if (config != null && config.wireModel() != null) {
      return config.wireModel();
    }
    if (given != null) {
      throw new SessionException.InvalidOptions(MODEL_REQUIRED);
    }
    return null;
  }

  ModelChoice choice() {
    return new ModelChoice(state.model(), state.effort());
  }

  /**
   * The model to call now.
   *
   * @throws ModelException.InvalidRequest when the session has no provider or no model
   */
  synchronized ModelBinding binding() {
    ProviderConfig current = config;
    if (current == null) {
      current =
          engine
              .defaultProvider()
              .get()
              .orElseThrow(
                  () -> missing("This session has no model provider.", engine.noProviderHint()));
      config = current;
    }
    String model = state.model();
    if (model == null) {
      throw missing(MODEL_REQUIRED, "");
    }
    if (provider == null) {
      provider = engine.providers().apply(current);
    }
    return new ModelBinding(current, provider, model, wireModel(current, model), state.effort());
  }

  /** The names a configuration gives belong to the model it came with, not to later ones. */
  private String wireModel(ProviderConfig current, String model) {
    if (configuredFor != null && !configuredFor.equals(model)) {
      return model;
    }
    if (current.wireModel() != null) {
      return current.wireModel();
    }
    return current.modelId() == null ? model : current.modelId();
  }

  private static ModelException missing(String message, String nextStep) {
    return new ModelException.InvalidRequest(CallFailure.of(message, nextStep));
  }
}
