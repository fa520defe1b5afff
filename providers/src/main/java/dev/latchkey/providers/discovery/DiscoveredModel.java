package dev.latchkey.providers.discovery;

import dev.latchkey.providers.TokenLimits;
import java.util.Set;

/**
 * A model a provider says it offers.
 *
 * @param id the name on the wire
 * @param name for people; the id when there is no other
 * @param limits as far as the provider says
 * @param abilities those the provider confirms; a missing one may only be unknown
 * @param origin who said so
 */
public record DiscoveredModel(
    String id, String name, TokenLimits limits, Set<Ability> abilities, Origin origin) {

  /** What a model can do beyond answering with text. */
  public enum Ability {
    TOOLS,
    VISION,
    REASONING,
    /** It makes vectors and cannot chat at all. */
    EMBEDDINGS_ONLY
  }

  /** Which listing a model's facts come from. */
  public enum Origin {
    OPENAI("/models"),
    ANTHROPIC("/v1/models"),
    VLLM("vLLM"),
    OLLAMA("Ollama"),
    LM_STUDIO("LM Studio"),
    LITELLM("LiteLLM");

    private final String label;

    Origin(String label) {
      this.label = label;
    }

    /** The name in tables. */
    public String label() {
      return label;
    }
  }

  public DiscoveredModel {
    abilities = Set.copyOf(abilities);
  }

  /** The same model with more known of it. */
  public DiscoveredModel with(TokenLimits known, Set<Ability> can, Origin source) {
    return new DiscoveredModel(id, name, known, can, source);
  }
}
