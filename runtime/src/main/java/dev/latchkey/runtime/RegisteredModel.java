package dev.latchkey.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.latchkey.providers.ProviderConfig;
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
    Objects.requireNonNull(capabilities);
  }

  /** A model of which nothing but its id is known. */
  static RegisteredModel unlisted(String id, ProviderConfig provider) {
    return new RegisteredModel(
        id, id, provider.withModel(null, id, provider.limits()), MissingNode.getInstance());
  }

  /** How sessions name it: {@code provider/id}. */
  public String selectionId() {
    return provider.name() + "/" + id;
  }
}
