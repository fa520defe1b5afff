package dev.latchkey.providers.listing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.TokenLimits;
import dev.latchkey.providers.discovery.DiscoveredModel;
import dev.latchkey.providers.discovery.DiscoveredModel.Ability;
import dev.latchkey.providers.discovery.DiscoveredModel.Origin;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the listings of models in their many shapes; total, what is missing stays unknown. */
final class ModelListing {
  private static final List<String> WINDOW =
      List.of(
          "max_model_len",
          "context_length",
          "context_window",
          "max_context_length",
          "max_input_tokens");
  private static final List<String> OUTPUT =
      List.of("max_output_tokens", "max_completion_tokens", "max_tokens");

  private ModelListing() {}

  /** The models of {@code GET /models}: {@code data[]}, {@code models[]} or a bare array. */
  static List<DiscoveredModel> read(JsonNode listing, Origin origin) {
    JsonNode entries = listing.isArray() ? listing : listing.path("data");
    if (!entries.isArray()) {
      entries = listing.path("models");
    }
    List<DiscoveredModel> models = new ArrayList<>();
    for (JsonNode entry : entries) {
      String id = first(entry, "id", "name", "model");
      if (id != null) {
        models.add(model(id, entry, origin));
      }
    }
    return models;
  }

  private static DiscoveredModel model(String id, JsonNode entry, Origin origin) {
    String name = first(entry, "display_name", "name");
    Integer window = number(entry, WINDOW);
    Integer output = number(entry, OUTPUT);
    if (output == null) {
      output = number(entry.path("top_provider"), OUTPUT);
    }
    boolean vllm = entry.path("max_model_len").isNumber();
    return new DiscoveredModel(
        id,
        name == null ? id : name,
        new TokenLimits(null, output, window),
        abilities(entry),
        vllm ? Origin.VLLM : origin);
  }

  private static Set<Ability> abilities(JsonNode entry) {
    Set<Ability> can = EnumSet.noneOf(Ability.class);
    for (JsonNode parameter : entry.path("supported_parameters")) {
      switch (parameter.asText()) {
        case "tools" -> can.add(Ability.TOOLS);
        case "reasoning" -> can.add(Ability.REASONING);
        default -> {}
      }
    }
    entry
        .path("architecture")
        .path("input_modalities")
        .forEach(modality -> {
          if (modality.asText().equals("image")) {
            can.add(Ability.VISION);
          }
        });
    return can;
  }

  /** What Ollama's {@code /api/show} says of one model. */
  static DiscoveredModel ollama(DiscoveredModel listed, JsonNode shown) {
    Integer window = null;
    for (Map.Entry<String, JsonNode> fact : shown.path("model_info").properties()) {
      if (fact.getKey().endsWith(".context_length") && fact.getValue().canConvertToInt()) {
        window = fact.getValue().intValue();
      }
    }
    Set<Ability> can = EnumSet.noneOf(Ability.class);
    boolean completes = false;
    for (JsonNode capability : shown.path("capabilities")) {
      switch (capability.asText()) {
        case "tools" -> can.add(Ability.TOOLS);
        case "vision" -> can.add(Ability.VISION);
        case "thinking" -> can.add(Ability.REASONING);
        case "completion" -> completes = true;
        default -> {}
      }
    }
    if (!completes && !shown.path("capabilities").isEmpty()) {
      can.add(Ability.EMBEDDINGS_ONLY);
    }
    return listed.with(new TokenLimits(null, null, window), can, Origin.OLLAMA);
  }

  /** LM Studio's {@code /api/v0/models}. */
  static List<DiscoveredModel> lmStudio(JsonNode listing) {
    List<DiscoveredModel> models = new ArrayList<>();
    for (JsonNode entry : listing.path("data")) {
      Set<Ability> can = EnumSet.noneOf(Ability.class);
      switch (entry.path("type").asText()) {
        case "vlm" -> can.add(Ability.VISION);
        case "embeddings" -> can.add(Ability.EMBEDDINGS_ONLY);
        default -> {}
      }
      entry
          .path("capabilities")
          .forEach(capability -> {
            if (capability.asText().equals("tool_use")) {
              can.add(Ability.TOOLS);
            }
          });
      Integer window = number(entry, List.of("loaded_context_length", "max_context_length"));
      String id = entry.path("id").asText();
      models.add(
          new DiscoveredModel(id, id, new TokenLimits(null, null, window), can, Origin.LM_STUDIO));
    }
    return models;
  }

  /** LiteLLM's {@code /model/info}, by model name. */
  static Map<String, DiscoveredModel> liteLlm(JsonNode listing) {
    Map<String, DiscoveredModel> models = new TreeMap<>();
    for (JsonNode entry : listing.path("data")) {
      JsonNode info = entry.path("model_info");
      String id = first(entry, "model_name");
      if (id != null && info.isObject()) {
        Set<Ability> can = EnumSet.noneOf(Ability.class);
        add(can, info, "supports_function_calling", Ability.TOOLS);
        add(can, info, "supports_vision", Ability.VISION);
        add(can, info, "supports_reasoning", Ability.REASONING);
        TokenLimits limits =
            new TokenLimits(number(info, List.of("max_input_tokens")), number(info, OUTPUT), null);
        models.put(id, new DiscoveredModel(id, id, limits, can, Origin.LITELLM));
      }
    }
    return models;
  }

  private static void add(Set<Ability> can, JsonNode info, String field, Ability ability) {
    if (info.path(field).asBoolean(false)) {
      can.add(ability);
    }
  }

  private static @Nullable String first(JsonNode entry, String... fields) {
    for (String field : fields) {
      String text = entry.path(field).asText("");
      if (!text.isBlank()) {
        return text;
      }
    }
    return null;
  }

  private static @Nullable Integer number(JsonNode entry, List<String> fields) {
    for (String field : fields) {
      JsonNode value = entry.path(field);
      if (value.isIntegralNumber() && value.canConvertToInt() && value.intValue() > 0) {
        return value.intValue();
      }
    }
    return null;
  }
}
