package dev.latchkey.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.copilot.generated.ShutdownType;
import dev.latchkey.protocol.Json;
import dev.latchkey.protocol.JsonBody;
import dev.latchkey.runtime.EmittedEvent;
import dev.latchkey.runtime.Session;
import dev.latchkey.runtime.store.SessionFilter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Methods that open, close, list and remove sessions. */
final class SessionMethods {
  private static final byte[] EVENTS = "{\"events\":[".getBytes(StandardCharsets.UTF_8);
  private static final byte[] COMMA = {','};
  private static final byte[] END = "]}".getBytes(StandardCharsets.UTF_8);

  private SessionMethods() {}

  static @Nullable Method find(String name) {
    return switch (name) {
      case "session.create" -> SessionMethods::create;
      case "session.resume" -> SessionMethods::resume;
      case "session.destroy", "session.detach" -> SessionMethods::leave;
      case "session.delete" -> SessionMethods::delete;
      case "session.list" -> SessionMethods::list;
      case "session.getMetadata" -> SessionMethods::metadata;
      case "session.getLastId" -> SessionMethods::lastId;
      case "session.getMessages" -> SessionMethods::messages;
      case "session.getForeground" -> _ -> JsonBody.EMPTY;
      case "session.setForeground" -> _ -> noForeground();
      case "session.suspend" -> Method.doing((session, _) -> session.suspend());
      case "session.shutdown" -> SessionMethods::shutDown;
      default -> null;
    };
  }

  private static JsonBody create(Call call) {
    String wanted = call.params().textOrNull("sessionId");
    String id = wanted == null ? UUID.randomUUID().toString() : wanted;
    if (!isFileName(id)) {
      throw new IllegalArgumentException("Rejected session.create request with invalid sessionId");
    }
    var options = new SessionConfigReader(call).create(id, call.connection());
    return opened(call, call.server().hubs().create(call.engine(), id, options, call.connection()));
  }

  private static JsonBody resume(Call call) {
    String id = call.sessionId();
    if (!isFileName(id)) {
      throw new IllegalArgumentException("Session not found: " + id);
    }
    SessionConfigReader reader = new SessionConfigReader(call);
    var options = reader.resume(id, call.connection());
    return opened(
        call,
        call.server().hubs().resume(call.engine(), id, options, reader.mode(), call.connection()));
  }

  private static JsonBody opened(Call call, SessionHubs.Opened opened) {
    call.rpc().afterReply(opened.attachment()::release);
    if (call.connection().isClosed()) {
      // The client left while the session was being opened, and its leaving missed this session.
      call.server().hubs().leave(call.engine(), opened.session().id(), call.connection());
    }
    Session session = opened.session();
    ObjectNode result = Json.object().put("sessionId", session.id());
    session
        .profile()
        .workspacePath()
        .ifPresent(path -> result.put("workspacePath", path.toString()));
    ObjectNode capabilities = result.putObject("capabilities");
    capabilities.putObject("ui").put("elicitation", false).put("mcpApps", false);
    capabilities.put("extensions", false);
    return JsonBody.of(result);
  }

  /** Ids become directory names. */
  private static boolean isFileName(String id) {
    return !id.isBlank()
        && id.length() <= 200
        && !id.equals(".")
        && !id.equals("..")
        && id.chars().allMatch(c -> c > ' ' && c != '/' && c != '\\' && c != ':' && c != 127);
  }

  private static JsonBody leave(Call call) {
    call.server().hubs().leave(call.engine(), call.sessionId(), call.connection());
    return Methods.flag("success", true);
  }

  private static JsonBody delete(Call call) {
    String id = call.sessionId();
    if (isFileName(id) && call.server().hubs().delete(call.engine(), id)) {
      return Methods.flag("success", true);
    }
    return JsonBody.of(
        Json.object()
            .put("success", false)
            .put("error", "Error: Session file not found for " + id));
  }

  private static JsonBody shutDown(Call call) {
    Session session = call.session();
    ShutdownType type =
        call.params().text("type", "routine").equals("error")
            ? ShutdownType.ERROR
            : ShutdownType.ROUTINE;
    String reason = call.params().textOrNull("reason");
    call.server().hubs().shutDown(call.engine(), session.id(), type, reason);
    return JsonBody.NULL;
  }

  private static JsonBody list(Call call) {
    ArrayNode sessions = Json.array();
    call.engine()
        .list(filter(call.params().object("filter")))
        .forEach(session -> sessions.add(SessionLines.entry(session)));
    return Methods.field("sessions", sessions);
  }

  static SessionFilter filter(Params filter) {
    return new SessionFilter(
        filter.textOrNull("cwd"),
        filter.textOrNull("gitRoot"),
        filter.textOrNull("repository"),
        filter.textOrNull("branch"));
  }

  private static JsonBody metadata(Call call) {
    String id = call.sessionId();
    return isFileName(id)
        ? call.engine()
            .summary(id)
            .map(session -> Methods.field("session", SessionLines.entry(session)))
            .orElse(JsonBody.EMPTY)
        : JsonBody.EMPTY;
  }

  private static JsonBody lastId(Call call) {
    return call.engine().lastId().map(id -> Methods.text("sessionId", id)).orElse(JsonBody.EMPTY);
  }

  private static JsonBody messages(Call call) {
    return events(call.engine().require(call.sessionId()).history(), END);
  }

  /** {@code {"events":[…]}} from the bytes of the events, and what follows them. */
  static JsonBody events(List<EmittedEvent> events, byte[] end) {
    byte[][] parts = new byte[2 + Math.max(0, 2 * events.size() - 1)][];
    int next = 0;
    parts[next++] = EVENTS;
    for (EmittedEvent event : events) {
      if (next > 1) {
        parts[next++] = COMMA;
      }
      parts[next++] = event.json();
    }
    parts[next] = end;
    return JsonBody.encoded(parts);
  }

  private static JsonBody noForeground() {
    return JsonBody.of(
        Json.object()
            .put("success", false)
            .put("error", "No terminal interface is attached to this server"));
  }
}
