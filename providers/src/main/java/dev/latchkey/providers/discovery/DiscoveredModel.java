package dev.latchkey.providers.discovery;

import dev.latchkey.providers.catalogue.Catalogue;
import dev.latchkey.providers.catalogue.ModelFacts;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model a provider says it offers.
 *
 * @param id the name on the wire
 * @param name for people; the id when there is no other
 * @param base the model behind the id, where it is the name of a deployment or an alias; null when
 *     the provider does not say
 * @param said what the provider says it can do; all of {@link
 *     dev.latchkey.providers.catalogue.Origin#LIVE}
 * @param listing which of the provider's lists says so
 * @param endpoints paths it can be called at, such as {@code /responses}; empty when the list does
 *     not say
 */
public record DiscoveredModel(
    String id,
    String name,
    @Nullable String base,
    ModelFacts said,
    Listing listing,
    Set<String> endpoints) {
  /** The endpoint of models that can be called over a WebSocket. */
  public static final String SOCKET = "ws:/responses";

  /** A model of which the list does not say where it can be called. */
  public DiscoveredModel(
      String id, String name, @Nullable String base, ModelFacts said, Listing listing) {
    this(id, name, base, said, listing, Set.of());
  }

  /** The lists of models there are. */
  public enum Listing {
    OPENAI("/models"),
    ANTHROPIC("/v1/models"),
    AZURE_DEPLOYMENTS("Azure deployments"),
    AZURE("Azure models"),
    VLLM("vLLM"),
    OLLAMA("Ollama"),
    LM_STUDIO("LM Studio"),
    LITELLM("LiteLLM"),
    FOUNDRY_LOCAL("Foundry Local");

    private final String label;

    Listing(String label) {
      this.label = label;
    }

    /** The name in tables. */
    public String label() {
      return label;
    }
  }

  public DiscoveredModel {
    Objects.requireNonNull(said);
    endpoints = Set.copyOf(endpoints);
  }

  /** A model of which the list says only that it is there. */
  public static DiscoveredModel named(String id, Listing listing) {
    return new DiscoveredModel(id, id, null, ModelFacts.UNKNOWN, listing);
  }

  /** What the provider says, and below it what is publicly known of the model. */
  public ModelFacts facts() {
    return said.over(Catalogue.of(base == null ? id : base));
  }

  /** The same model with more known of it. */
  public DiscoveredModel with(ModelFacts more, Listing source) {
    return new DiscoveredModel(id, name, base, more.over(said), source, endpoints);
  }
}
