package dev.latchkey.runtime.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Facts of a session that has a journal but no workspace, taken from its first event. The only
 * place where a store looks into an event.
 */
final class EventFacts {
  private static final ObjectMapper JSON = new ObjectMapper();

  private EventFacts() {}

  static SessionFacts of(String sessionId, byte @Nullable [] firstEvent, Instant fallback) {
    JsonNode data = parsed(firstEvent).path("data");
    JsonNode context = data.path("context");
    Instant created = time(data.path("startTime").asText(), fallback);
    return SessionFacts.builder(sessionId, context.path("cwd").asText(""), created)
        .gitRoot(text(context, "gitRoot"))
        .repository(text(context, "repository"))
        .hostType(text(context, "hostType"))
        .branch(text(context, "branch"))
        .build();
  }

  private static JsonNode parsed(byte @Nullable [] event) {
    if (event == null) {
      return MissingNode.getInstance();
    }
    try {
      return JSON.readTree(event);
    } catch (IOException _) {
      return MissingNode.getInstance();
    }
  }

  private static @Nullable String text(JsonNode node, String field) {
    return node.path(field).isTextual() ? node.path(field).textValue() : null;
  }

  private static Instant time(String text, Instant fallback) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException _) {
      return fallback;
    }
  }
}
