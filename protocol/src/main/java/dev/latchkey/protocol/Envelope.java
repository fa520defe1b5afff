package dev.latchkey.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import org.jspecify.annotations.Nullable;

/** What one incoming message is. */
sealed interface Envelope {

  /** Wants an answer with the same id. */
  record Request(JsonNode id, String method, JsonNode params) implements Envelope {}

  /** Wants none. */
  record Notification(String method, JsonNode params) implements Envelope {}

  /** Answers a request of ours; exactly one of result and error is set. */
  record Answer(JsonNode id, @Nullable JsonNode result, @Nullable JsonNode error)
      implements Envelope {}

  /** Neither; why is said in the text. */
  record Invalid(String text) implements Envelope {}

  /** Tells messages apart. */
  static Envelope of(JsonNode message) {
    if (message.isArray()) {
      return new Invalid("Batch messages are not supported");
    }
    if (!message.isObject()) {
      return new Invalid("A message must be a JSON object");
    }
    if (!"2.0".equals(message.path("jsonrpc").textValue())) {
      return new Invalid("Field 'jsonrpc' must be \"2.0\"");
    }
    JsonNode method = message.get("method");
    return method == null ? answer(message) : call(message, method);
  }

  private static Envelope call(JsonNode message, JsonNode method) {
    if (!method.isTextual()) {
      return new Invalid("Field 'method' must be a string");
    }
    JsonNode params = message.path("params");
    JsonNode id = message.get("id");
    if (id == null) {
      return new Notification(method.textValue(), params);
    }
    return isId(id)
        ? new Request(id, method.textValue(), params)
        : new Invalid("Field 'id' must be an integer or a string");
  }

  private static Envelope answer(JsonNode message) {
    JsonNode result = message.get("result");
    JsonNode error = message.get("error");
    if (result == null && error == null) {
      return new Invalid("A message needs a method, a result or an error");
    }
    JsonNode id = message.path("id");
    return error != null && !error.isNull()
        ? new Answer(id, null, error)
        : new Answer(id, result == null ? MissingNode.getInstance() : result, null);
  }

  private static boolean isId(JsonNode id) {
    return id.isIntegralNumber() || id.isTextual();
  }
}
