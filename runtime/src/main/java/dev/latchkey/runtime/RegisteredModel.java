package dev.latchkey.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.catalogue.CapabilitiesJson;
import dev.latchkey.providers.catalogue.ModelFacts;
import java.util.Objects;

/**
 * A model of a {@link ModelRegistry}.
 *
 * @param id what the user calls it; may contain slashes
 * @param name for people
 * @param provider where it is, with the model's own name on the wire and its limits
 * @param capabilities what the user says it can do, in the public form; a missing node for nothing
 */
public record RegisteredModel(
    String id, String name, ProviderConfig provider, JsonNode capabilities) {
  public RegisteredModel {
    Objects.requireNonNull(id);
    Objects.requireNonNull(name);
    Objects.requireNonNull(provider);
    // what is wrong is told of when it is given
    CapabilitiesJson.read(capabilities);
  }

  /** A model of which nothing but its id is known. */
  static RegisteredModel unlisted(String id, ProviderConfig provider) {
    return new RegisteredModel(
        id, id, provider.withModel(null, id, provider.limits()), MissingNode.getInstance());
  }

  /**
   * What the user says it can do.
   *
   * @throws dev.latchkey.providers.ModelException.InvalidRequest naming the capability of the wrong
   *     type
   */
  public ModelFacts described() {
    return CapabilitiesJson.read(capabilities);
  }

  /** How sessions name it: {@code provider/id}. */
  public String selectionId() {
    return provider.name() + "/" + id;
  }
}
