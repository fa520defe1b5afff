package dev.latchkey.runtime.engine;

import dev.latchkey.providers.ProviderEnvironment;
import dev.latchkey.runtime.EngineOptions;
import dev.latchkey.runtime.ModelRegistry;
import dev.latchkey.runtime.RegisteredModel;
import dev.latchkey.runtime.SessionException;
import java.util.List;
import java.util.Optional;

/** Which models there are for sessions that do not bring one provider of their own. */
record AvailableModels(EngineOptions engine) {
  /**
   * A registry's session has its models, and those of a default provider if there is one.
   *
   * @throws SessionException.InvalidOptions naming what there is instead
   */
  void require(ModelRegistry registry, String model) {
    if (!registry.isEmpty()
        && registry.find(model).isEmpty()
        && (registry.claims(model) || !defaultHas(model))) {
      throw new SessionException.InvalidOptions(unknown(registry, model));
    }
  }

  private boolean defaultHas(String model) {
    Optional<ProviderEnvironment.Default> found = engine.defaultProvider().get();
    return found.isPresent()
        && (!listsModels(found.get()) || listed(found.get(), model).isPresent());
  }

  /** Whether the default provider is one of the shared ones, of which models are listed. */
  boolean listsModels(ProviderEnvironment.Default found) {
    ModelRegistry shared = engine.sharedRegistry().get();
    return shared.providers().contains(found.config()) && shared.lists(found.config().name());
  }

  /** A model of the default provider, with or without its name. */
  Optional<RegisteredModel> listed(ProviderEnvironment.Default found, String model) {
    ModelRegistry shared = engine.sharedRegistry().get();
    return shared.providers().contains(found.config())
        ? shared.find(model).or(() -> shared.find(found.config().name() + "/" + model))
        : Optional.empty();
  }

  static String unknown(ModelRegistry registry, String model) {
    return "Model '"
        + model
        + "' is not available: no provider of this session has it. Use one of: "
        + registry.choices()
        + "."
        + meant(registry.near(model));
  }

  private static String meant(List<String> near) {
    return near.isEmpty() ? "" : " Did you mean " + String.join(" or ", near) + "?";
  }
}
