package dev.latchkey.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.protocol.Json;
import dev.latchkey.protocol.JsonBody;
import dev.latchkey.runtime.EventPage;
import dev.latchkey.runtime.EventQuery;
import dev.latchkey.runtime.Session;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Methods that page through events or ask for some kind of them. */
final class EventLogMethods {
  private static final int MAX_WAIT_MILLIS = 30_000;

  private EventLogMethods() {}

  static @Nullable Method find(String name) {
    return switch (name) {
      case "session.eventLog.read" -> Method.of(EventLogMethods::read);
      case "session.eventLog.tail" ->
          Method.of((session, _) -> Methods.text("cursor", session.tailCursor()));
      case "session.eventLog.registerInterest" -> EventLogMethods::register;
      case "session.eventLog.releaseInterest" -> EventLogMethods::release;
      default -> null;
    };
  }

  private static JsonBody read(Session session, Call call) {
    Params params = call.params();
    if (params.text("direction", "forward").equals("backward")) {
      throw new IllegalArgumentException("direction 'backward' is not supported; read forward");
    }
    int wait = Math.clamp(params.number("waitMs", 0), 0, MAX_WAIT_MILLIS);
    EventPage page =
        session.readEvents(
            new EventQuery(
                params.textOrNull("cursor"),
                params.number("max", 1000),
                Duration.ofMillis(wait),
                types(params),
                agents(params),
                params.flag("includeEphemeral", true)));
    return SessionMethods.events(page.events(), end(page));
  }

  /** Everything behind the events. */
  private static byte[] end(EventPage page) {
    ObjectNode rest =
        Json.object()
            .put("cursor", page.cursor())
            .put("hasMore", page.hasMore())
            .put("cursorStatus", "ok");
    String json = new String(Json.write(JsonBody.of(rest)), StandardCharsets.UTF_8);
    return ("]," + json.substring(1)).getBytes(StandardCharsets.UTF_8);
  }

  private static Set<String> types(Params params) {
    JsonNode types = params.raw("types");
    return types.isTextual() ? Set.of() : Set.copyOf(params.texts("types"));
  }

  /**
   * {@code agentIds} names sub-agents; beside the scope {@code primary} the main agent counts too.
   */
  private static EventQuery.AgentFilter agents(Params params) {
    String scope = params.text("agentScope", "all");
    if (!scope.equals("all") && !scope.equals("primary")) {
      throw new IllegalArgumentException(
          "agentScope is '" + scope + "': use 'primary' or 'all', or leave it out");
    }
    Set<String> named = Set.copyOf(params.texts("agentIds"));
    boolean primary = scope.equals("primary");
    return new EventQuery.AgentFilter(
        primary || named.isEmpty(), !primary && named.isEmpty(), named);
  }

  private static JsonBody register(Call call) {
    String eventType = call.params().text("eventType");
    return Methods.text("handle", hub(call).registerInterest(eventType));
  }

  private static JsonBody release(Call call) {
    String handle = call.params().text("handle");
    hub(call).releaseInterest(handle);
    return Methods.flag("success", true);
  }

  private static SessionHub hub(Call call) {
    String id = call.session().id();
    return call.server()
        .hubs()
        .hub(id)
        .orElseThrow(() -> new IllegalArgumentException("Session not found for sessionId: " + id));
  }
}
