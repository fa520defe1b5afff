package dev.latchkey.providers.listing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.catalogue.ModelFacts;
import dev.latchkey.providers.catalogue.Origin;
import dev.latchkey.providers.discovery.DiscoveredModel;
import dev.latchkey.providers.discovery.DiscoveredModel.Listing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what servers for one's own machine say of their models besides the compatible listing. */
final class LocalListings {
  private static final Pattern NUM_CTX = Pattern.compile("(?m)^\\s*num_ctx\\s+(\\d{2,9})\\s*$");

  private LocalListings() {}

  /**
   * What Ollama's {@code /api/show} says of one model. The window is what it runs with: that of the
   * loaded model, else the one its parameters set, else the largest it could have.
   *
   * @param loaded the window it is loaded with; null when it is not
   */
  static DiscoveredModel ollama(DiscoveredModel listed, JsonNode shown, @Nullable Integer loaded) {
    JsonNode can = shown.path("capabilities");
    Integer window = loaded;
    if (window == null) {
      window = numCtx(shown.path("parameters").asText(""));
    }
    ModelFacts said =
        ModelFacts.said(Origin.LIVE)
            .contextWindow(window == null ? largest(shown.path("model_info")) : window)
            .tools(Fields.among(can, "tools"))
            .vision(Fields.among(can, "vision"))
            .effort(Fields.among(can, "thinking"))
            .chat(Fields.among(can, "completion"))
            .build();
    return listed.with(said, Listing.OLLAMA);
  }

  private static @Nullable Integer numCtx(String parameters) {
    Matcher set = NUM_CTX.matcher(parameters);
    return set.find() ? Integer.valueOf(set.group(1)) : null;
  }

  private static @Nullable Integer largest(JsonNode info) {
    for (Map.Entry<String, JsonNode> fact : info.properties()) {
      if (fact.getKey().endsWith(".context_length") && fact.getValue().canConvertToInt()) {
        return fact.getValue().intValue();
      }
    }
    return null;
  }

  /** The windows of the models Ollama has loaded, from {@code /api/ps}. */
  static Map<String, Integer> loaded(JsonNode running) {
    Map<String, Integer> windows = new HashMap<>();
    for (JsonNode entry : running.path("models")) {
      Integer window = Fields.number(entry, List.of("context_length"));
      String name = Fields.text(entry, "name", "model");
      if (window != null && name != null) {
        windows.put(name, window);
        windows.put(name.replaceFirst(":latest$", ""), window);
      }
    }
    return windows;
  }

  /** LM Studio's {@code /api/v0/models}. */
  static List<DiscoveredModel> lmStudio(JsonNode listing) {
    List<DiscoveredModel> models = new ArrayList<>();
    for (JsonNode entry : listing.path("data")) {
      String type = entry.path("type").asText();
      List<String> windows = List.of("loaded_context_length", "max_context_length");
      ModelFacts said =
          ModelFacts.said(Origin.LIVE)
              .contextWindow(Fields.number(entry, windows))
              .vision(type.isEmpty() ? null : Boolean.valueOf(type.equals("vlm")))
              .tools(Fields.among(entry.path("capabilities"), "tool_use"))
              .chat(type.equals("embeddings") ? Boolean.FALSE : null)
              .build();
      String id = entry.path("id").asText();
      models.add(new DiscoveredModel(id, id, null, said, Listing.LM_STUDIO));
    }
    return models;
  }
}
