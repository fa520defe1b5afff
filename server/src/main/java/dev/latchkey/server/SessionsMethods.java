package dev.latchkey.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.copilot.generated.ShutdownType;
import dev.latchkey.protocol.Json;
import dev.latchkey.protocol.JsonBody;
import dev.latchkey.runtime.Engine;
import dev.latchkey.runtime.Session;
import dev.latchkey.runtime.store.SessionFilter;
import dev.latchkey.runtime.store.StoredSession;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Methods about many sessions at once. */
final class SessionsMethods {
  private SessionsMethods() {}

  static @Nullable Method find(String name) {
    return switch (name) {
      case "sessions.list" -> SessionsMethods::list;
      case "sessions.close" -> SessionsMethods::close;
      case "sessions.save" -> SessionsMethods::save;
      case "sessions.findByPrefix" -> SessionsMethods::findByPrefix;
      case "sessions.getSizes" -> SessionsMethods::sizes;
      case "sessions.bulkDelete" -> SessionsMethods::bulkDelete;
      case "sessions.enrichMetadata" ->
          call -> Methods.field("sessions", call.params().raw("sessions").deepCopy());
      default -> null;
    };
  }

  private static JsonBody list(Call call) {
    Integer limit = call.params().number("metadataLimit");
    ArrayNode sessions = Json.array();
    call.engine().list(SessionMethods.filter(call.params().object("filter"))).stream()
        .limit(limit == null ? Long.MAX_VALUE : limit)
        .forEach(session -> sessions.add(SessionLines.entry(session)));
    return Methods.field("sessions", sessions);
  }

  private static JsonBody close(Call call) {
    String id = call.sessionId();
    call.server().hubs().shutDown(call.engine(), id, ShutdownType.ROUTINE, null);
    return JsonBody.EMPTY;
  }

  private static JsonBody save(Call call) {
    call.engine().live(call.sessionId()).ifPresent(Session::flush);
    return JsonBody.EMPTY;
  }

  private static JsonBody findByPrefix(Call call) {
    String prefix = call.params().text("prefix");
    List<String> found =
        call.engine().list(SessionFilter.ALL).stream()
            .map(session -> session.facts().id())
            .filter(id -> id.startsWith(prefix))
            .limit(2)
            .toList();
    // Two that fit are as good as none: the prefix does not say which.
    return found.size() == 1 ? Methods.text("sessionId", found.getFirst()) : JsonBody.EMPTY;
  }

  private static JsonBody sizes(Call call) {
    ObjectNode sizes = Json.object();
    for (StoredSession session : call.engine().list(SessionFilter.ALL)) {
      sizes.put(session.facts().id(), session.eventBytes());
    }
    return Methods.field("sizes", sizes);
  }

  private static JsonBody bulkDelete(Call call) {
    Engine engine = call.engine();
    ObjectNode freed = Json.object();
    for (String id : call.params().texts("sessionIds")) {
      long bytes = engine.summary(id).map(StoredSession::eventBytes).orElse(0L);
      if (call.server().hubs().delete(engine, id)) {
        freed.put(id, bytes);
      }
    }
    return Methods.field("freedBytes", freed);
  }
}
