package dev.latchkey.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.protocol.Json;
import dev.latchkey.protocol.JsonBody;
import dev.latchkey.protocol.RpcException;
import java.io.IOException;
import java.lang.System.Logger;
import java.util.HashMap;
import java.util.Map;

/** Sections of the system message that the client writes: {@code systemMessage.transform}. */
final class PromptCallbacks {
  private static final Logger LOG = System.getLogger(PromptCallbacks.class.getName());

  private PromptCallbacks() {}

  /** The client's texts of these sections; none where it is gone or fails, so that runs go on. */
  static Map<String, String> transformed(
      Connection client, String sessionId, Map<String, String> sections) {
    ObjectNode params = Json.object().put("sessionId", sessionId);
    ObjectNode asked = params.putObject("sections");
    sections.forEach((id, text) -> asked.putObject(id).put("content", text));
    try {
      JsonNode answer = client.peer().request("systemMessage.transform", JsonBody.of(params));
      Map<String, String> given = new HashMap<>();
      answer
          .path("sections")
          .properties()
          .forEach(section -> {
            JsonNode content = section.getValue().path("content");
            if (content.isTextual()) {
              given.put(section.getKey(), content.textValue());
            }
          });
      return given;
    } catch (RpcException | IOException e) {
      LOG.log(
          Logger.Level.WARNING,
          "Sections of the system message of session {0} stay as they are: {1}",
          sessionId,
          e.getMessage());
      return Map.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Map.of();
    }
  }
}
