package dev.latchkey.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.protocol.Json;
import dev.latchkey.protocol.JsonBody;
import dev.latchkey.providers.catalogue.CapabilitiesJson;
import dev.latchkey.providers.catalogue.ModelFacts;
import dev.latchkey.runtime.ModelPlace;
import dev.latchkey.runtime.Session;
import org.jspecify.annotations.Nullable;

/** Our own methods about what is known of models and of how servers want their requests. */
final class CatalogueMethods {
  private CatalogueMethods() {}

  static @Nullable Method find(String name) {
    return switch (name) {
      case "latchkey.models.limits" -> Method.of(CatalogueMethods::limits);
      case "latchkey.dialects.list" ->
          call -> JsonBody.of(call.server().providers().dialects().export());
      case "latchkey.dialects.forget" -> CatalogueMethods::forget;
      default -> null;
    };
  }

  /** What a session reckons with for a model: figures, and who says so. Asks nobody. */
  private static JsonBody limits(Session session, Call call) {
    ModelPlace place = session.models().place(call.params().textOrNull("modelId"));
    ModelFacts facts =
        place
            .described()
            .over(call.server().providers().facts(place.provider(), place.wireModel()));
    ObjectNode result = Json.object().put("modelId", place.model());
    result.put("wireModel", place.wireModel());
    CapabilitiesJson.write(result.putObject("capabilities"), facts);
    result.set("origins", ModelEntries.origins(facts));
    return JsonBody.of(result);
  }

  /** Forgets what was learned of a model or an endpoint; of all without either. */
  private static JsonBody forget(Call call) {
    String model = call.params().textOrNull("model");
    String endpoint = call.params().textOrNull("endpoint");
    int forgotten =
        call.server()
            .providers()
            .dialects()
            .forget(place ->
                (model == null || place.model().equals(model))
                    && (endpoint == null || place.endpoint().equals(endpoint)));
    return JsonBody.of(Json.object().put("forgotten", forgotten));
  }
}
