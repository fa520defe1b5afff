package dev.latchkey.runtime;

import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.catalogue.ModelFacts;

/**
 * Where a model of a session is.
 *
 * @param provider as it is configured for this model
 * @param model the session's id of it
 * @param wireModel the name the provider knows it by
 * @param described what the user says it can do, besides the provider's limits
 */
public record ModelPlace(
    ProviderConfig provider, String model, String wireModel, ModelFacts described) {}
