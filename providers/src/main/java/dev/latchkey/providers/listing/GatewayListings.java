package dev.latchkey.providers.listing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.catalogue.ModelFacts;
import dev.latchkey.providers.catalogue.Origin;
import dev.latchkey.providers.discovery.DiscoveredModel;
import dev.latchkey.providers.discovery.DiscoveredModel.Listing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads listings of servers whose names for models are their own: aliases and deployments. */
final class GatewayListings {
  private GatewayListings() {}

  /** LiteLLM's {@code /model/info}, by model name. */
  static Map<String, DiscoveredModel> liteLlm(JsonNode listing) {
    Map<String, DiscoveredModel> models = new TreeMap<>();
    for (JsonNode entry : listing.path("data")) {
      JsonNode info = entry.path("model_info");
      String id = Fields.text(entry, "model_name");
      if (id != null && info.isObject()) {
        ModelFacts said =
            ModelFacts.said(Origin.LIVE)
                .promptTokens(Fields.number(info, List.of("max_input_tokens")))
                .outputTokens(Fields.number(info, ModelListing.OUTPUT))
                .tools(Fields.flag(info, "supports_function_calling"))
                .vision(Fields.flag(info, "supports_vision"))
                .effort(Fields.flag(info, "supports_reasoning"))
                .chat(info.path("mode").asText().equals("embedding") ? Boolean.FALSE : null)
                .build();
        String base = Fields.text(entry.path("litellm_params"), "model");
        models.put(id, new DiscoveredModel(id, id, base, said, Listing.LITELLM));
      }
    }
    return models;
  }

  /** Azure's deployments, as its API of 2022 lists them: {@code id} is what calls must name. */
  static List<DiscoveredModel> deployments(JsonNode listing) {
    List<DiscoveredModel> models = new ArrayList<>();
    for (JsonNode entry : listing.path("data")) {
      String id = Fields.text(entry, "id", "name");
      String status = entry.path("status").asText("succeeded");
      if (id != null && status.equals("succeeded")) {
        String base = Fields.text(entry, "model");
        models.add(
            new DiscoveredModel(
                id,
                base == null || base.equals(id) ? id : id + " (" + base + ")",
                base,
                ModelFacts.UNKNOWN,
                Listing.AZURE_DEPLOYMENTS));
      }
    }
    return models;
  }
}
