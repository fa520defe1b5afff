package dev.latchkey.runtime;

import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.catalogue.ModelFacts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which model at which provider a session uses, and what it could use instead. */
public interface Models {
  /** The model in use. */
  ModelChoice choice();

  /**
   * Uses another model from the next model call on.
   *
   * @param reasoningEffort null for the model's default
   * @throws SessionException.InvalidOptions when the session's registry has no such model; the old
   *     one stays
   */
  void switchTo(String modelId, @Nullable String reasoningEffort);

  /** From the next model call on, this is what the user says the models in use can do. */
  void describe(ModelFacts capabilities);

  /** The named providers and their models; empty when the session has none. */
  ModelRegistry registry();

  /**
   * Where the calls of a model go, and as what. Contacts nobody.
   *
   * @param modelId null for the current one
   * @throws SessionException.InvalidOptions when the session has no provider for it
   */
  ModelPlace place(@Nullable String modelId);

  /**
   * Adds named providers and models, of these providers or of earlier ones.
   *
   * @throws SessionException.InvalidOptions when they do not fit to those that are there, or the
   *     session has a singular provider
   */
  void add(List<ProviderConfig> providers, List<RegisteredModel> models);
}
