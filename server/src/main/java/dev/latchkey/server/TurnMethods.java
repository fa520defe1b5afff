package dev.latchkey.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.protocol.Json;
import dev.latchkey.protocol.JsonBody;
import dev.latchkey.providers.ResponseFormat;
import dev.latchkey.runtime.QueueState;
import dev.latchkey.runtime.Session;
import dev.latchkey.runtime.UserInput;
import org.jspecify.annotations.Nullable;

/** Methods that start, steer and stop runs. */
final class TurnMethods {
  private TurnMethods() {}

  static @Nullable Method find(String name) {
    return switch (name) {
      case "session.send" -> Method.of(TurnMethods::send);
      case "session.abort" -> Method.of(TurnMethods::abort);
      case "session.interruptMainTurn" ->
          Method.of((session, _) -> Methods.flag("interrupted", session.interruptMainTurn()));
      case "session.queue.pendingItems" ->
          Method.of((session, _) -> JsonBody.of(queue(session.queue())));
      case "session.queue.clear" -> Method.doing((session, _) -> session.clearQueue());
      case "session.queue.removeMostRecent" ->
          Method.of((session, _) -> Methods.flag("removed", session.removeMostRecentQueued()));
      default -> null;
    };
  }

  private static JsonBody send(Session session, Call call) {
    Params params = call.params();
    UserInput input =
        UserInput.builder(params.text("prompt", ""))
            .displayPrompt(params.textOrNull("displayPrompt"))
            .attachments(params.elements("attachments"))
            .delivery(delivery(params))
            .agentMode(params.textOrNull("agentMode"))
            .requestHeaders(params.textMap("requestHeaders"))
            .responseFormat(responseFormat(params))
            .source(params.textOrNull("source"))
            .build();
    return Methods.text("messageId", session.send(input));
  }

  private static @Nullable ResponseFormat responseFormat(Params params) {
    if (!params.has("responseFormat")) {
      return null;
    }
    Params format = params.object("responseFormat");
    String type = format.text("type");
    if (!type.equals("json_schema")) {
      throw new IllegalArgumentException(
          "unknown variant `" + type + "` of responseFormat.type, expected `json_schema`");
    }
    Params json = format.object("jsonSchema");
    return new ResponseFormat(
        json.text("name"),
        json.tree("schema"),
        json.textOrNull("description"),
        json.has("strict") ? Boolean.valueOf(json.flag("strict", false)) : null);
  }

  private static UserInput.Delivery delivery(Params params) {
    return switch (params.text("mode", "enqueue")) {
      case "enqueue" -> UserInput.Delivery.ENQUEUE;
      case "immediate" -> UserInput.Delivery.IMMEDIATE;
      default ->
          throw new IllegalArgumentException(
              "unknown variant `"
                  + params.text("mode")
                  + "`, expected one of `enqueue`, `immediate`");
    };
  }

  private static JsonBody abort(Session session, Call call) {
    session.abort(call.params().text("reason", "user_initiated"));
    return Methods.flag("success", true);
  }

  private static ObjectNode queue(QueueState queue) {
    ObjectNode result = Json.object();
    ArrayNode items = result.putArray("items");
    for (QueueState.Item item : queue.items()) {
      items
          .addObject()
          .put("id", item.id())
          .put("kind", "message")
          .put("displayText", item.displayText())
          .put("agentMode", item.agentMode());
    }
    ArrayNode steering = result.putArray("steeringMessages");
    queue.steering().forEach(steering::add);
    return result;
  }
}
