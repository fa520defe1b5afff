package dev.latchkey.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.protocol.Json;
import dev.latchkey.providers.catalogue.CapabilitiesJson;
import dev.latchkey.providers.catalogue.Known;
import dev.latchkey.providers.catalogue.ModelFacts;
import dev.latchkey.providers.catalogue.Origin;
import java.util.List;
import java.util.Map;

/**
 * Models as lists show them: the public fields, and in the object {@code latchkey} who said what.
 */
final class ModelEntries {
  private ModelEntries() {}

  /** A model of which so much is known. */
  static ObjectNode of(String id, String name, ModelFacts facts) {
    return of(id, name, facts, MissingNode.getInstance());
  }

  /**
   * The same, as the user described it.
   *
   * @param described in the public form; what we do not understand is shown as it is
   */
  static ObjectNode of(String id, String name, ModelFacts facts, JsonNode described) {
    ObjectNode entry = Json.object().put("id", id).put("name", name);
    ObjectNode capabilities = entry.putObject("capabilities");
    CapabilitiesJson.write(capabilities, facts);
    overlay(capabilities.withObjectProperty("supports"), described.path("supports"));
    entry.putObject("billing").put("multiplier", 0);
    List<String> efforts = Known.orNull(facts.efforts());
    if (efforts != null && facts.takesEffort()) {
      var words = entry.putArray("supportedReasoningEfforts");
      efforts.forEach(words::add);
    }
    entry.putObject("latchkey").set("origins", origins(facts));
    return entry;
  }

  private static void overlay(ObjectNode node, JsonNode described) {
    if (described instanceof ObjectNode fields) {
      node.setAll(fields);
    }
  }

  /** {@code {"max_prompt_tokens":"learned",...}}. */
  static ObjectNode origins(ModelFacts facts) {
    ObjectNode origins = Json.object();
    for (Map.Entry<String, Origin> field : facts.origins().entrySet()) {
      origins.put(field.getKey(), field.getValue().label());
    }
    return origins;
  }
}
