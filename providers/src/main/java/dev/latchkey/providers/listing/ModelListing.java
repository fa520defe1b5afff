package dev.latchkey.providers.listing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.catalogue.ModelFacts;
import dev.latchkey.providers.catalogue.Origin;
import dev.latchkey.providers.discovery.DiscoveredModel;
import dev.latchkey.providers.discovery.DiscoveredModel.Listing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what servers answer to {@code GET /models} in its many shapes; total, what is missing stays
 * unknown.
 */
final class ModelListing {
  private static final List<String> WINDOW =
      List.of(
          "max_model_len",
          "context_length",
          "context_window",
          "max_context_length",
          "max_input_tokens");

  static final List<String> OUTPUT =
      List.of("max_output_tokens", "max_completion_tokens", "max_tokens", "maxOutputTokens");

  private ModelListing() {}

  /** The models in {@code data[]}, {@code models[]} or a bare array. */
  static List<DiscoveredModel> read(JsonNode listing, Listing source) {
    JsonNode entries = listing.isArray() ? listing : listing.path("data");
    if (!entries.isArray()) {
      entries = listing.path("models");
    }
    List<DiscoveredModel> models = new ArrayList<>();
    for (JsonNode entry : entries) {
      String id = Fields.text(entry, "id", "name", "model");
      if (id != null) {
        models.add(model(id, entry, source));
      }
    }
    return models;
  }

  private static DiscoveredModel model(String id, JsonNode entry, Listing source) {
    String name = Fields.text(entry, "display_name", "name");
    Integer output = Fields.number(entry, OUTPUT);
    if (output == null) {
      output = Fields.number(entry.path("top_provider"), OUTPUT);
    }
    JsonNode parameters = entry.path("supported_parameters");
    Boolean tools = Fields.flag(entry, "toolCalling");
    Boolean vision = Fields.flag(entry, "vision");
    JsonNode modalities = entry.path("architecture").path("input_modalities");
    ModelFacts said =
        ModelFacts.said(Origin.LIVE)
            .contextWindow(Fields.number(entry, WINDOW))
            .promptTokens(Fields.number(entry, List.of("maxInputTokens")))
            .outputTokens(output)
            .tools(tools == null ? Fields.among(parameters, "tools") : tools)
            .vision(vision == null ? Fields.among(modalities, "image") : vision)
            .effort(Fields.among(parameters, "reasoning"))
            .chat(chat(entry.path("capabilities")))
            .build();
    return new DiscoveredModel(
        id,
        name == null ? id : name,
        Fields.text(entry, "root"),
        said,
        listing(entry, source),
        endpoints(entry.path("supported_endpoints")));
  }

  private static Set<String> endpoints(JsonNode supported) {
    Set<String> endpoints = new HashSet<>();
    supported.forEach(endpoint -> endpoints.add(endpoint.asText()));
    return endpoints;
  }

  /** Azure says what each model is for. */
  private static @Nullable Boolean chat(JsonNode capabilities) {
    return Fields.flag(capabilities, "chat_completion");
  }

  private static Listing listing(JsonNode entry, Listing source) {
    if (entry.path("max_model_len").isNumber()) {
      return Listing.VLLM;
    }
    return entry.has("toolCalling") && entry.has("maxInputTokens") ? Listing.FOUNDRY_LOCAL : source;
  }
}
