package dev.latchkey.providers.discovery;

import dev.latchkey.providers.catalogue.Catalogue;
import dev.latchkey.providers.catalogue.ModelFacts;
import java.util.Objects;
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
 */
public record DiscoveredModel(
    String id, String name, @Nullable String base, ModelFacts said, Listing listing) {

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
    return new DiscoveredModel(id, name, base, more.over(said), source);
  }
}
