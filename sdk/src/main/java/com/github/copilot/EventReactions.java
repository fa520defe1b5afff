package com.github.copilot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.copilot.generated.McpOauthRequestReason;
import com.github.copilot.generated.McpOauthRequiredStaticClientConfig;
import com.github.copilot.generated.McpOauthWWWAuthenticateParams;
import com.github.copilot.rpc.CommandContext;
import com.github.copilot.rpc.CommandDefinition;
import com.github.copilot.rpc.ElicitationContext;
import com.github.copilot.rpc.ElicitationHandler;
import com.github.copilot.rpc.ElicitationResult;
import com.github.copilot.rpc.ElicitationSchema;
import com.github.copilot.rpc.McpAuthHandler;
import com.github.copilot.rpc.McpAuthInvocation;
import com.github.copilot.rpc.McpAuthRequest;
import com.github.copilot.rpc.McpAuthResult;
import com.github.copilot.rpc.McpAuthToken;
import com.github.copilot.rpc.PermissionRequestResult;
import com.github.copilot.rpc.PermissionRequestResultKind;
import com.github.copilot.rpc.ToolDefinition;
import dev.latchkey.protocol.Json;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Answers the events that ask a client to do something. Each answer runs on its own. */
final class EventReactions {

  private static final Logger LOG = Logger.getLogger(EventReactions.class.getName());

  private final CopilotSession session;
  private final SessionHandlers handlers;

  EventReactions(CopilotSession session, SessionHandlers handlers) {
    this.session = session;
    this.handlers = handlers;
  }

  /** Starts the answer, if the event asks for one. Does not wait. */
  void react(String type, JsonNode data) {
    Runnable answer =
        switch (type) {
          case "external_tool.requested" -> () -> tool(data);
          case "permission.requested" -> () -> permission(data);
          case "mcp.oauth_required" -> () -> signIn(data);
          case "command.execute" -> () -> command(data);
          case "elicitation.requested" -> () -> elicitation(data);
          default -> null;
        };
    if (answer != null && data.hasNonNull("requestId")) {
      Futures.run(session.executor(), answer);
    }
  }

  private void tool(JsonNode data) {
    ToolDefinition tool = handlers.tools.get(data.path("toolName").asText());
    if (tool == null) {
      return; // Another client may own it.
    }
    ObjectNode params = answer(data);
    try {
      params.set("result", Wire.tree(ToolCalls.run(session, tool, data)));
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      // Errors too: without an answer the turn would wait for ever.
      LOG.log(Level.FINE, e, () -> "tool " + tool.name() + " failed");
      params.put("error", Futures.message(e));
    }
    session.connection().tell("session.tools.handlePendingToolCall", params);
  }

  private void permission(JsonNode data) {
    if (data.path("resolvedByHook").asBoolean()) {
      return;
    }
    PermissionRequestResult result =
        Decisions.permission(session, handlers, data.path("permissionRequest"));
    if (PermissionRequestResultKind.NO_RESULT.equals(
        new PermissionRequestResultKind(result.getKind()))) {
      return;
    }
    ObjectNode params = answer(data);
    params.set("result", Wire.tree(result));
    if (result.getDecisionContext() != null) {
      params.set("decisionContext", Wire.tree(result.getDecisionContext()));
    }
    session.connection().tell("session.permissions.handlePendingPermissionRequest", params);
  }

  private void signIn(JsonNode data) {
    McpAuthHandler handler = handlers.mcpAuth;
    if (handler == null) {
      LOG.warning("an MCP server needs a sign-in: set onMcpAuthRequest");
      return;
    }
    ObjectNode params = answer(data);
    ObjectNode result = params.putObject("result");
    McpAuthToken token = token(handler, data);
    if (token == null) {
      result.put("kind", "cancelled");
    } else {
      result.put("kind", "token").setAll(Wire.object(token));
    }
    session.connection().tell("session.mcp.oauth.handlePendingRequest", params);
  }

  private @Nullable McpAuthToken token(McpAuthHandler handler, JsonNode data) {
    try {
      McpAuthRequest request =
          new McpAuthRequest(
              Wire.text(data, "requestId"),
              Wire.text(data, "serverName"),
              Wire.text(data, "serverUrl"),
              Wire.read(data.path("reason"), McpOauthRequestReason.class),
              Wire.read(data.path("wwwAuthenticateParams"), McpOauthWWWAuthenticateParams.class),
              Wire.text(data, "resourceMetadata"),
              Wire.read(data.path("staticClientConfig"), McpOauthRequiredStaticClientConfig.class));
      McpAuthResult result =
          Futures.await(
              handler.handle(
                  request, new McpAuthInvocation().setSessionId(session.getSessionId())));
      return result == null || result.isCancelled() ? null : result.token();
    } catch (Exception | LinkageError | AssertionError e) {
      LOG.log(Level.WARNING, "the MCP sign-in handler failed", e);
      return null;
    }
  }

  private void command(JsonNode data) {
    ObjectNode params = answer(data);
    String name = data.path("commandName").asText();
    CommandDefinition command = handlers.commands.get(name);
    if (command == null || command.getHandler() == null) {
      params.put("error", "Unknown command: " + name);
    } else {
      try {
        Futures.await(
            command
                .getHandler()
                .handle(
                    new CommandContext()
                        .setSessionId(session.getSessionId())
                        .setCommand(Wire.text(data, "command"))
                        .setCommandName(name)
                        .setArgs(Wire.text(data, "args"))));
      } catch (Exception | LinkageError | AssertionError e) {
        params.put("error", Futures.message(e));
      }
    }
    session.connection().tell("session.commands.handlePendingCommand", params);
  }

  private void elicitation(JsonNode data) {
    ElicitationHandler handler = handlers.elicitation;
    if (handler == null) {
      return; // Another client may show it.
    }
    ObjectNode params = answer(data);
    params.set("result", elicited(handler, data));
    session.connection().tell("session.ui.handlePendingElicitation", params);
  }

  private ObjectNode elicited(ElicitationHandler handler, JsonNode data) {
    try {
      ElicitationResult result =
          Futures.await(
              handler.handle(
                  new ElicitationContext()
                      .setSessionId(session.getSessionId())
                      .setMessage(Wire.text(data, "message"))
                      .setMode(Wire.text(data, "mode"))
                      .setElicitationSource(Wire.text(data, "elicitationSource"))
                      .setUrl(Wire.text(data, "url"))
                      .setRequestedSchema(
                          Wire.read(data.path("requestedSchema"), ElicitationSchema.class))));
      if (result != null && result.getAction() != null) {
        return Wire.object(result);
      }
    } catch (Exception | LinkageError | AssertionError e) {
      LOG.log(Level.WARNING, "the elicitation handler failed", e);
    }
    return Json.object().put("action", "cancel");
  }

  private ObjectNode answer(JsonNode data) {
    return Wire.params(session.getSessionId()).put("requestId", data.path("requestId").asText());
  }
}
