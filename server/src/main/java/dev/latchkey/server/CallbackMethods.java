package dev.latchkey.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.latchkey.protocol.Json;
import dev.latchkey.protocol.JsonBody;
import dev.latchkey.runtime.PendingPermission;
import dev.latchkey.runtime.PermissionDecision;
import dev.latchkey.runtime.Session;
import dev.latchkey.runtime.ToolReply;
import org.jspecify.annotations.Nullable;

/** Methods by which clients answer what a session asked in an event, and methods about tools. */
final class CallbackMethods {
  private CallbackMethods() {}

  static @Nullable Method find(String name) {
    return switch (name) {
      case "session.tools.handlePendingToolCall" -> Method.of(CallbackMethods::toolCall);
      case "session.tools.getCurrentMetadata" -> Method.of((session, _) -> tools(session));
      case "session.permissions.handlePendingPermissionRequest" ->
          Method.of(CallbackMethods::permission);
      case "session.permissions.pendingRequests" -> Method.of((session, _) -> pending(session));
      case "session.permissions.setApproveAll" -> Method.of(CallbackMethods::approveAll);
      default -> null;
    };
  }

  private static JsonBody toolCall(Session session, Call call) {
    String requestId = call.params().text("requestId");
    return Methods.flag("success", session.completeToolCall(requestId, reply(call.params())));
  }

  private static ToolReply reply(Params params) {
    String error = params.textOrNull("error");
    if (error != null) {
      return new ToolReply.Failed(error);
    }
    JsonNode result = params.raw("result");
    return new ToolReply.Result(
        result.isMissingNode() || result.isNull() ? TextNode.valueOf("") : result);
  }

  private static JsonBody permission(Session session, Call call) {
    String requestId = call.params().text("requestId");
    JsonNode result = call.params().raw("result");
    if (!result.isObject()) {
      throw new IllegalArgumentException("missing parameter 'result'");
    }
    return Methods.flag(
        "success", session.answerPermission(requestId, PermissionDecision.of(result)));
  }

  private static JsonBody pending(Session session) {
    ArrayNode items = Json.array();
    for (PendingPermission pending : session.pendingPermissions()) {
      items.addObject().put("requestId", pending.requestId()).set("request", pending.prompt());
    }
    return Methods.field("items", items);
  }

  private static JsonBody approveAll(Session session, Call call) {
    boolean enabled = call.params().flag("enabled", true);
    call.server().hubs().hub(session.id()).ifPresent(hub -> hub.approveAll(session, enabled));
    return Methods.flag("success", true);
  }

  private static JsonBody tools(Session session) {
    ArrayNode tools = Json.array();
    for (String name : session.toolNames()) {
      tools.addObject().put("name", name).put("description", "");
    }
    return Methods.field("tools", tools);
  }
}
