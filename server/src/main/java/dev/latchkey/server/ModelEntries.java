package dev.latchkey.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.protocol.Json;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.TokenLimits;
import dev.latchkey.providers.discovery.DiscoveredModel;
import dev.latchkey.providers.discovery.DiscoveredModel.Ability;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Models as lists show them. */
final class ModelEntries {
  private ModelEntries() {}

  /**
   * What the default provider offers, and the default model if it does not name it. Empty without a
   * default provider. Blocks.
   */
  static ArrayNode ofDefaultProvider(Server server) {
    DefaultProvider fallback = DefaultProvider.of(server.setup());
    Optional<ProviderConfig> provider = fallback.provider();
    ArrayNode entries = Json.array();
    String model = fallback.model();
    boolean listed = false;
    if (provider.isPresent()) {
      try {
        for (DiscoveredModel found : server.providers().models(provider.get())) {
          listed |= found.id().equals(model);
          if (!found.abilities().contains(Ability.EMBEDDINGS_ONLY)) {
            entries.add(of(found));
          }
        }
      } catch (ModelException e) {
        // Many providers cannot be asked; the model that is set is then all that is known.
        if (model == null) {
          throw e;
        }
      }
    }
    if (model != null && !listed) {
      entries.insert(0, of(model));
    }
    return entries;
  }

  /** A model of which nothing but its id is known. */
  static ObjectNode of(String id) {
    ObjectNode entry = Json.object().put("id", id).put("name", id);
    entry.putObject("capabilities").putObject("supports").put("vision", false);
    return entry;
  }

  /** A model of a session as the user described it, the rest as for models nobody knows. */
  static ObjectNode of(String id, String name, TokenLimits limits, JsonNode described) {
    ObjectNode entry = Json.object().put("id", id).put("name", name);
    ObjectNode capabilities = entry.putObject("capabilities");
    ObjectNode supports = capabilities.putObject("supports");
    supports.put("vision", false).put("adaptive_thinking", "unsupported");
    overlay(supports, described.path("supports"));
    ObjectNode tokens = capabilities.putObject("limits");
    overlay(tokens, described.path("limits"));
    tokens.put("max_prompt_tokens", limits.promptTokens());
    putIfKnown(tokens, "max_output_tokens", limits.maxOutputTokens());
    putIfKnown(tokens, "max_context_window_tokens", limits.maxContextWindowTokens());
    entry.putObject("billing").put("multiplier", 0);
    return entry;
  }

  private static void overlay(ObjectNode node, JsonNode described) {
    if (described instanceof ObjectNode fields) {
      node.setAll(fields);
    }
  }

  static ObjectNode of(DiscoveredModel model) {
    ObjectNode entry = Json.object().put("id", model.id()).put("name", model.name());
    ObjectNode capabilities = entry.putObject("capabilities");
    capabilities
        .putObject("supports")
        .put("vision", model.abilities().contains(Ability.VISION))
        .put("reasoningEffort", model.abilities().contains(Ability.REASONING));
    TokenLimits limits = model.limits();
    ObjectNode tokens = capabilities.putObject("limits");
    putIfKnown(tokens, "max_prompt_tokens", limits.maxPromptTokens());
    putIfKnown(tokens, "max_output_tokens", limits.maxOutputTokens());
    putIfKnown(tokens, "max_context_window_tokens", limits.maxContextWindowTokens());
    return entry;
  }

  private static void putIfKnown(ObjectNode node, String name, @Nullable Integer value) {
    if (value != null) {
      node.put(name, value);
    }
  }
}
