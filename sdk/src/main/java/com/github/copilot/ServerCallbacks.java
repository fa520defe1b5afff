package com.github.copilot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.copilot.rpc.AutoModeSwitchInvocation;
import com.github.copilot.rpc.AutoModeSwitchRequest;
import com.github.copilot.rpc.AutoModeSwitchResponse;
import com.github.copilot.rpc.BearerTokenProvider;
import com.github.copilot.rpc.ExitPlanModeInvocation;
import com.github.copilot.rpc.ExitPlanModeRequest;
import com.github.copilot.rpc.ExitPlanModeResult;
import com.github.copilot.rpc.PermissionRequestResult;
import com.github.copilot.rpc.PermissionRequestResultKind;
import com.github.copilot.rpc.ProviderTokenArgs;
import com.github.copilot.rpc.ToolDefinition;
import com.github.copilot.rpc.ToolResultObject;
import com.github.copilot.rpc.UserInputInvocation;
import com.github.copilot.rpc.UserInputRequest;
import com.github.copilot.rpc.UserInputResponse;
import dev.latchkey.protocol.Json;
import dev.latchkey.protocol.JsonBody;
import dev.latchkey.protocol.RpcCall;
import dev.latchkey.protocol.RpcException;
import dev.latchkey.protocol.RpcHandler;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers the requests of the runtime; the table of their names is here. */
final class ServerCallbacks {

  private final Function<String, @Nullable CopilotSession> sessions;

  ServerCallbacks(Function<String, @Nullable CopilotSession> sessions) {
    this.sessions = sessions;
  }

  Map<String, RpcHandler> table() {
    Map<String, RpcHandler> table = new HashMap<>();
    table.put("tool.call", this::tool);
    table.put("permission.request", this::permission);
    table.put("userInput.request", call -> named("User input handler error: ", call, this::ask));
    table.put("exitPlanMode.request", this::exitPlanMode);
    table.put("autoModeSwitch.request", this::autoModeSwitch);
    table.put("hooks.invoke", call -> named("Hooks handler error: ", call, this::hook));
    table.put("systemMessage.transform", this::transform);
    table.put("providerToken.getToken", this::token);
    return table;
  }

  /** The form of tool calls in protocol version 2; later ones come as events. */
  private JsonBody tool(RpcCall call) {
    CopilotSession session = session(call.params());
    String name = call.params().path("toolName").asText();
    ToolDefinition tool = session.handlers().tools.get(name);
    ToolResultObject result;
    if (tool == null) {
      result =
          ToolResultObject.failure(
              "Tool '" + name + "' is not supported.", "tool '" + name + "' not supported");
    } else {
      try {
        result = ToolCalls.run(session, tool, call.params());
      } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
        result =
            ToolResultObject.failure(
                "Invoking this tool produced an error. Detailed information is not available.",
                Futures.message(e));
      }
    }
    return JsonBody.of(Json.object().set("result", Wire.tree(result)));
  }

  /** The form of permission requests in protocol version 2; later ones come as events. */
  private JsonBody permission(RpcCall call) {
    CopilotSession session = sessions.apply(call.params().path("sessionId").asText());
    PermissionRequestResult result =
        session == null
            ? PermissionRequestResult.userNotAvailable()
            : Decisions.permission(
                session, session.handlers(), call.params().path("permissionRequest"));
    if (PermissionRequestResultKind.NO_RESULT.getValue().equals(result.getKind())) {
      result = PermissionRequestResult.userNotAvailable();
    }
    return JsonBody.of(Json.object().set("result", Wire.tree(result)));
  }

  private JsonBody ask(RpcCall call) throws Exception {
    CopilotSession session = session(call.params());
    var handler = session.handlers().userInput;
    if (handler == null) {
      throw new IllegalStateException("No user input handler registered");
    }
    UserInputResponse response =
        Futures.await(
            handler.handle(
                read(call, UserInputRequest.class),
                new UserInputInvocation().setSessionId(session.getSessionId())));
    String answer = response == null ? null : response.getAnswer();
    return JsonBody.of(
        Json.object()
            .put("answer", Objects.toString(answer, ""))
            .put("wasFreeform", response != null && response.isWasFreeform()));
  }

  private JsonBody exitPlanMode(RpcCall call) throws Exception {
    CopilotSession session = session(call.params());
    var handler = session.handlers().exitPlanMode;
    ExitPlanModeResult result =
        handler == null
            ? null
            : Futures.await(
                handler.handle(
                    read(call, ExitPlanModeRequest.class),
                    new ExitPlanModeInvocation().setSessionId(session.getSessionId())));
    return Wire.body(result == null ? new ExitPlanModeResult() : result);
  }

  private JsonBody autoModeSwitch(RpcCall call) throws Exception {
    CopilotSession session = session(call.params());
    var handler = session.handlers().autoModeSwitch;
    AutoModeSwitchResponse response =
        handler == null
            ? null
            : Futures.await(
                handler.handle(
                    read(call, AutoModeSwitchRequest.class),
                    new AutoModeSwitchInvocation().setSessionId(session.getSessionId())));
    AutoModeSwitchResponse given = response == null ? AutoModeSwitchResponse.NO : response;
    return JsonBody.of(Json.object().put("response", given.getValue()));
  }

  private JsonBody hook(RpcCall call) throws Exception {
    CopilotSession session = session(call.params());
    var hooks = session.handlers().hooks;
    Object output =
        hooks == null
            ? null
            : new HookCalls(hooks, session.getSessionId(), call.params().path("input"))
                .run(call.params().path("hookType").asText());
    ObjectNode answer = Json.object();
    answer.set("output", output == null ? answer.nullNode() : Wire.tree(output));
    return JsonBody.of(answer);
  }

  /** A section without a function, or whose function fails, keeps its text. */
  private JsonBody transform(RpcCall call) throws InterruptedException {
    Map<String, Function<String, CompletableFuture<String>>> transforms =
        session(call.params()).handlers().transforms;
    ObjectNode answer = Json.object();
    ObjectNode sections = answer.putObject("sections");
    for (Map.Entry<String, JsonNode> section : call.params().path("sections").properties()) {
      String content = section.getValue().path("content").asText();
      var function = transforms.get(section.getKey());
      sections.putObject(section.getKey()).put("content", transformed(function, content));
    }
    return JsonBody.of(answer);
  }

  private static String transformed(
      @Nullable Function<String, CompletableFuture<String>> function, String content)
      throws InterruptedException {
    if (function == null) {
      return content;
    }
    try {
      return Objects.requireNonNullElse(Futures.await(function.apply(content)), content);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      return content;
    }
  }

  private JsonBody token(RpcCall call) throws Exception {
    CopilotSession session = session(call.params());
    String name = call.params().path("providerName").asText();
    BearerTokenProvider provider = session.handlers().tokens.get(name);
    if (provider == null) {
      throw new IllegalStateException("No bearer token provider for provider '" + name + "'");
    }
    String token =
        Futures.await(provider.getToken(new ProviderTokenArgs(name, session.getSessionId())));
    if (token == null) {
      throw new IllegalStateException(
          "The bearer token provider of '" + name + "' returned no token");
    }
    return JsonBody.of(Json.object().put("token", token));
  }

  private static JsonBody named(String prefix, RpcCall call, RpcHandler handler) throws Exception {
    try {
      return handler.handle(call);
    } catch (RpcException | InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new RpcException(RpcException.INTERNAL_ERROR, prefix + Futures.message(e));
    }
  }

  private CopilotSession session(JsonNode params) {
    String id = params.path("sessionId").asText();
    CopilotSession session = sessions.apply(id);
    if (session == null) {
      throw new RpcException(RpcException.INVALID_PARAMS, "Unknown session " + id);
    }
    return session;
  }

  private static <T> T read(RpcCall call, Class<T> type) {
    T value = Wire.read(call.params(), type);
    if (value == null) {
      throw new RpcException(RpcException.INVALID_PARAMS, call.method() + " has no params");
    }
    return value;
  }
}
