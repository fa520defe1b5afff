package dev.latchkey.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.protocol.Frame;
import dev.latchkey.protocol.Json;
import dev.latchkey.protocol.JsonBody;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Puts the texts of two delta events together. */
final class Deltas {
  private static final String[] TEXTS = {"deltaContent", "inputDelta"};

  /** A longer text costs more to join than to send. */
  private static final int MAX_LENGTH = 4 * 1024;

  private Deltas() {}

  /** One message with both texts; null when the two belong to different messages. */
  static @Nullable Frame join(Frame earlier, Frame later) {
    if (earlier.length() + later.length() > MAX_LENGTH) {
      return null;
    }
    try {
      return join(Json.read(earlier.toBytes()), Json.read(later.toBytes()));
    } catch (IOException e) {
      return null;
    }
  }

  private static @Nullable Frame join(JsonNode earlier, JsonNode later) {
    JsonNode first = earlier.path("params").path("event").path("data");
    JsonNode second = later.path("params").path("event").path("data");
    if (!agent(earlier).equals(agent(later))) {
      return null;
    }
    for (String text : TEXTS) {
      if (second instanceof ObjectNode target
          && first.path(text).isTextual()
          && second.path(text).isTextual()
          && sameButFor(text, first, second)) {
        target.put(text, first.path(text).textValue() + second.path(text).textValue());
        return Frame.of(Json.write(JsonBody.of(later)));
      }
    }
    return null;
  }

  private static JsonNode agent(JsonNode message) {
    return message.path("params").path("event").path("agentId");
  }

  private static boolean sameButFor(String text, JsonNode first, JsonNode second) {
    return ((ObjectNode) first.deepCopy())
        .without(text)
        .equals(((ObjectNode) second.deepCopy()).without(text));
  }
}
