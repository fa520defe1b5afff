package dev.latchkey.runtime.engine;

import dev.latchkey.providers.CallFailure;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ModelProvider;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.ProviderEnvironment;
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
    if (model != null && !model.isBlank()) {
      return model;
    }
    if (given == null) {
      return engine.defaultProvider().get().map(ProviderEnvironment.Default::model).orElse(null);
    }
    String named = given.modelId() == null ? given.wireModel() : given.modelId();
    if (named == null) {
      throw new SessionException.InvalidOptions(MODEL_REQUIRED);
    }
    return named;
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
      ProviderEnvironment.Default fallback =
          engine.defaultProvider().get().orElseThrow(() -> missing(engine.noProviderHint()));
      current = fallback.config();
      config = current;
      configuredFor = fallback.model();
    }
    String model = state.model() == null ? configuredFor : state.model();
    if (model == null) {
      throw missing(MODEL_REQUIRED);
    }
    if (provider == null) {
      provider = engine.providers().apply(current);
    }
    return new ModelBinding(current, provider, model, wireModel(current, model), state.effort());
  }

  /** The names a configuration gives belong to the model it came with, not to later ones. */
  private String wireModel(ProviderConfig current, String model) {
    if (!model.equals(configuredFor)) {
      return model;
    }
    if (current.wireModel() != null) {
      return current.wireModel();
    }
    return current.modelId() == null ? model : current.modelId();
  }

  private static ModelException missing(String message) {
    return new ModelException.InvalidRequest(CallFailure.of(message, ""));
  }
}
