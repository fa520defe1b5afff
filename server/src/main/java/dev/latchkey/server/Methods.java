package dev.latchkey.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.protocol.Json;
import dev.latchkey.protocol.JsonBody;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The table of all methods. */
final class Methods {
  /** May wait for long; must not hold up what else the client asks about the same session. */
  private static final Set<String> UNORDERED =
      Set.of("session.eventLog.read", "session.history.compact", "session.compaction.compact");

  private Methods() {}

  /** The method of this name; null when this server has none. */
  static @Nullable Method find(String name) {
    if (name.startsWith("latchkey.")) {
      return own(name);
    }
    if (!name.startsWith("session.")) {
      Method method = ServerMethods.find(name);
      method = method == null ? InferenceMethods.find(name) : method;
      return method == null ? SessionsMethods.find(name) : method;
    }
    Method method = SessionMethods.find(name);
    method = method == null ? TurnMethods.find(name) : method;
    method = method == null ? ModelMethods.find(name) : method;
    method = method == null ? ProviderMethods.find(name) : method;
    method = method == null ? AgentMethods.find(name) : method;
    method = method == null ? CallbackMethods.find(name) : method;
    method = method == null ? EventLogMethods.find(name) : method;
    method = method == null ? HistoryMethods.find(name) : method;
    return method == null ? MetadataMethods.find(name) : method;
  }

  /** Methods that only this runtime has. */
  private static @Nullable Method own(String name) {
    Method method = CredentialMethods.find(name);
    method = method == null ? EgressMethods.find(name) : method;
    method = method == null ? CatalogueMethods.find(name) : method;
    return method == null ? ConfigMethods.find(name) : method;
  }

  /**
   * Whether requests about the same session are answered in the order they came: a client that
   * sends two messages without waiting expects them to arrive in that order.
   */
  static boolean ordered(String name) {
    return name.startsWith("session.") && !UNORDERED.contains(name);
  }

  /** {@code {name: value}}. */
  static JsonBody flag(String name, boolean value) {
    return JsonBody.of(Json.object().put(name, value));
  }

  /** {@code {name: value}}. */
  static JsonBody text(String name, String value) {
    return JsonBody.of(Json.object().put(name, value));
  }

  /** {@code {name: value}}. */
  static JsonBody field(String name, JsonNode value) {
    return JsonBody.of(Json.object().set(name, value));
  }
}
