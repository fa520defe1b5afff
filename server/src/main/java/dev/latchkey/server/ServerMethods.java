package dev.latchkey.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.protocol.Json;
import dev.latchkey.protocol.JsonBody;
import dev.latchkey.protocol.RpcException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Methods about the server itself. */
final class ServerMethods {
  private ServerMethods() {}

  static @Nullable Method find(String name) {
    return switch (name) {
      case "connect" -> ServerMethods::connect;
      case "ping" -> ServerMethods::ping;
      case "status.get" -> _ -> status();
      case "auth.getStatus" -> ServerMethods::authStatus;
      case "models.list" -> SessionModels::ofDefaultProvider;
      case "tools.list" -> _ -> Methods.field("tools", Json.array());
      case "account.getCurrentAuth" -> _ -> JsonBody.EMPTY;
      case "account.getAllUsers" -> _ -> JsonBody.of(Json.array());
      // Clients send it right after "connect"; there are no plugins here yet to load.
      case "plugins.builtin.set" -> _ -> JsonBody.NULL;
      case "secrets.addFilterValues" -> ServerMethods::addFilterValues;
      case "runtime.shutdown" -> ServerMethods::shutDown;
      default -> null;
    };
  }

  private static JsonBody connect(Call call) throws InterruptedException {
    String expected = call.server().token();
    String given = call.params().textOrNull("token");
    if (expected == null && given != null) {
      throw new RpcException(
          ServerErrors.AUTHENTICATION_NOT_CONFIGURED, "AUTHENTICATION_NOT_CONFIGURED");
    }
    if (expected != null) {
      requireToken(expected, given, call);
    }
    call.connection().admit();
    ObjectNode result = Json.object();
    result.put("ok", true);
    result.put("protocolVersion", Server.PROTOCOL_VERSION);
    result.put("version", Server.VERSION);
    result.putArray("taskKinds").add("agent").add("shell");
    return JsonBody.of(result);
  }

  private static void requireToken(String expected, @Nullable String given, Call call)
      throws InterruptedException {
    Connection client = call.connection();
    Doorkeeper doorkeeper = call.server().doorkeeper();
    int most = doorkeeper.rules().perConnection();
    int shown = client.isAdmitted() ? 0 : client.showsToken();
    boolean heard = shown <= most && doorkeeper.listensTo(client.address());
    if (heard && same(expected, given)) {
      return;
    }
    Duration wait = doorkeeper.refused(client.address());
    call.server().setup().log().warning("wrong token in connect" + from(client.address()));
    Thread.sleep(wait);
    if (shown >= most) {
      call.rpc().afterReply(client::close);
    }
    throw new RpcException(ServerErrors.AUTHENTICATION_FAILED, "AUTHENTICATION_FAILED");
  }

  private static String from(@Nullable InetAddress address) {
    return address == null ? "" : " from " + address.getHostAddress();
  }

  /** Takes equally long wherever the tokens differ. */
  private static boolean same(String expected, @Nullable String given) {
    return given != null
        && MessageDigest.isEqual(
            expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonBody ping(Call call) {
    String message = call.params().raw("message").asText("");
    ObjectNode result = Json.object();
    boolean plain = !call.params().has("message");
    result.put("message", plain ? "pong" : "pong: " + message);
    Instant now = Instant.now();
    if (call.connection().isAdmitted()) {
      result.put("timestamp", Times.iso(now));
    } else {
      // Clients older than "connect" begin with a ping and read milliseconds from it.
      result.put("timestamp", now.toEpochMilli());
    }
    result.put("protocolVersion", Server.PROTOCOL_VERSION);
    return JsonBody.of(result);
  }

  private static JsonBody status() {
    return JsonBody.of(
        Json.object()
            .put("version", Server.VERSION)
            .put("protocolVersion", Server.PROTOCOL_VERSION));
  }

  /** There are no accounts here; a token for the default provider is all there is to report. */
  private static JsonBody authStatus(Call call) {
    boolean token = call.server().defaults().hasToken();
    ObjectNode result = Json.object().put("isAuthenticated", token);
    if (token) {
      result.put("authType", "token");
      result.put("statusMessage", "Using the token from the environment");
    } else {
      result.put("statusMessage", "Not authenticated; sessions bring their own provider");
    }
    return JsonBody.of(result);
  }

  private static JsonBody addFilterValues(Call call) {
    call.server().secrets().add(call.params().texts("values"));
    return Methods.flag("ok", true);
  }

  private static JsonBody shutDown(Call call) {
    call.server().shutDown();
    return JsonBody.NULL;
  }
}
