package dev.latchkey.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.protocol.Json;
import dev.latchkey.protocol.JsonBody;
import dev.latchkey.providers.catalogue.CapabilitiesJson;
import dev.latchkey.providers.catalogue.ModelFacts;
import dev.latchkey.runtime.ModelChoice;
import dev.latchkey.runtime.Session;
import org.jspecify.annotations.Nullable;

/** Methods about the model of a session. */
final class ModelMethods {
  private ModelMethods() {}

  static @Nullable Method find(String name) {
    return switch (name) {
      case "session.model.getCurrent" ->
          Method.of((session, _) -> JsonBody.of(current(session.models().choice())));
      case "session.model.switchTo" -> Method.of(ModelMethods::switchTo);
      case "session.model.setReasoningEffort" -> Method.of(ModelMethods::effort);
      case "session.model.list" -> Method.of(SessionModels::list);
      default -> null;
    };
  }

  private static ObjectNode current(ModelChoice choice) {
    ObjectNode result = Json.object();
    SessionLines.putIfSet(result, "modelId", choice.model());
    SessionLines.putIfSet(result, "reasoningEffort", choice.reasoningEffort());
    return result;
  }

  private static JsonBody switchTo(Session session, Call call) {
    String model = call.params().text("modelId");
    ModelFacts described = CapabilitiesJson.read(call.params().raw("modelCapabilities"));
    session.models().switchTo(model, call.params().textOrNull("reasoningEffort"));
    if (call.params().has("modelCapabilities")) {
      session.models().describe(described);
    }
    return Methods.text("modelId", model);
  }

  private static JsonBody effort(Session session, Call call) {
    String effort = call.params().text("reasoningEffort");
    String model = session.models().choice().model();
    if (model == null) {
      throw new IllegalArgumentException("The session has no model yet; switch to one first");
    }
    session.models().switchTo(model, effort);
    return Methods.text("reasoningEffort", effort);
  }
}
