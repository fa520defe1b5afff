package dev.latchkey.simulator.serve;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.simulator.script.HttpReply;
import dev.latchkey.simulator.script.Reply;
import dev.latchkey.simulator.script.SimulatedModel;
import dev.latchkey.simulator.traffic.RecordedRequest;
import dev.latchkey.simulator.wire.Json;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Answers the questions clients ask about a server: its models, limits and version. */
final class Catalogue {
  private static final String CREATED = "2026-01-01T00:00:00Z";

  private final List<SimulatedModel> models;

  Catalogue(List<SimulatedModel> models) {
    this.models = models;
  }

  boolean knows(String id) {
    return models.stream().anyMatch(m -> m.id().equals(id));
  }

  /** The reply to a request that is no model call, or nothing when no such path exists. */
  Optional<HttpReply> reply(RecordedRequest request) {
    String path = request.path();
    if (Routes.isMalformed(path)) {
      return Optional.empty();
    }
    return switch (request.method()) {
      case "GET" -> get(request, path);
      case "POST" -> post(request, path);
      default -> Optional.empty();
    };
  }

  private Optional<HttpReply> get(RecordedRequest request, String path) {
    if (path.endsWith("/models")) {
      boolean anthropic = request.headers().contains("anthropic-version");
      return json(anthropic ? anthropicList() : openAiList());
    }
    if (path.endsWith("/api/tags")) {
      return json(Json.object("models", each(Catalogue::ollama)));
    }
    if (path.endsWith("/api/version")) {
      return json(Json.object("version", "0.0.0-simulated"));
    }
    if (path.endsWith("/model/info")) {
      return json(Json.object("data", each(Catalogue::liteLlm)));
    }
    if (path.endsWith("/openai/deployments")) {
      return json(Json.object("object", "list", "data", each(Catalogue::deployment)));
    }
    if (path.equals("/") || path.equals("/health")) {
      return Optional.of(Reply.http(200, "text/plain", "simulator is running"));
    }
    return single(path);
  }

  private Optional<HttpReply> single(String path) {
    int at = path.lastIndexOf("/models/");
    return at < 0
        ? Optional.empty()
        : find(path.substring(at + "/models/".length())).flatMap(m -> json(openAi(m)));
  }

  private Optional<HttpReply> post(RecordedRequest request, String path) {
    if (path.endsWith("/api/show")) {
      String name = request.body().path("model").asText(request.body().path("name").asText());
      return find(name).flatMap(m -> json(show(m)));
    }
    if (path.endsWith("/v1/messages/count_tokens")) {
      int characters = request.body().toString().length();
      return json(Json.object("input_tokens", characters / 4 + 1));
    }
    return Optional.empty();
  }

  private Optional<SimulatedModel> find(String id) {
    return models.stream().filter(m -> m.id().equals(id)).findFirst();
  }

  private ArrayNode each(Function<SimulatedModel, ObjectNode> form) {
    ArrayNode all = Json.array();
    models.forEach(m -> all.add(form.apply(m)));
    return all;
  }

  private ObjectNode openAiList() {
    return Json.object("object", "list", "data", each(Catalogue::openAi));
  }

  private static ObjectNode openAi(SimulatedModel model) {
    ObjectNode entry = Json.object("id", model.id(), "object", "model", "created", 1767225600);
    entry.put("owned_by", "simulator");
    if (!model.endpoints().isEmpty()) {
      model.endpoints().forEach(entry.putArray("supported_endpoints")::add);
    }
    return limit(entry, "max_model_len", model.contextWindow());
  }

  private ObjectNode anthropicList() {
    ObjectNode list = Json.object("data", each(Catalogue::anthropic), "has_more", false);
    list.put("first_id", models.isEmpty() ? null : models.getFirst().id());
    return list.put("last_id", models.isEmpty() ? null : models.getLast().id());
  }

  private static ObjectNode anthropic(SimulatedModel model) {
    ObjectNode entry = Json.object("type", "model", "id", model.id(), "display_name", model.id());
    entry.put("created_at", CREATED);
    limit(entry, "max_input_tokens", model.contextWindow());
    return limit(entry, "max_tokens", model.maxOutput());
  }

  private static ObjectNode ollama(SimulatedModel model) {
    ObjectNode details = Json.object("family", "simulated", "format", "gguf");
    return Json.object(
        "name", model.id(), "model", model.id(), "modified_at", CREATED, "details", details);
  }

  private static ObjectNode show(SimulatedModel model) {
    ObjectNode info = Json.object("general.architecture", "simulated");
    limit(info, "simulated.context_length", model.contextWindow());
    return Json.object(
        "details",
        Json.object("family", "simulated"),
        "model_info",
        info,
        "capabilities",
        Json.array("completion", "tools"));
  }

  private static ObjectNode liteLlm(SimulatedModel model) {
    ObjectNode info = Json.object("id", model.id(), "supports_function_calling", true);
    limit(info, "max_input_tokens", model.contextWindow());
    limit(info, "max_output_tokens", model.maxOutput());
    return Json.object("model_name", model.id(), "model_info", info);
  }

  private static ObjectNode deployment(SimulatedModel model) {
    return Json.object(
        "id", model.id(), "object", "deployment", "model", model.id(), "status", "succeeded");
  }

  private static ObjectNode limit(ObjectNode entry, String field, int tokens) {
    return tokens == 0 ? entry : entry.put(field, tokens);
  }

  private static Optional<HttpReply> json(ObjectNode body) {
    return Optional.of(Reply.http(200, "application/json", Json.text(body)));
  }
}
