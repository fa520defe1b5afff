package com.github.copilot;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.copilot.generated.rpc.GitHubTelemetryNotification;
import com.github.copilot.rpc.CopilotClientOptions;
import com.github.copilot.rpc.SessionLifecycleEvent;
import dev.latchkey.protocol.ConnectionClosedException;
import dev.latchkey.protocol.OrderedExecutor;
import dev.latchkey.protocol.RpcHandler;
import dev.latchkey.protocol.RpcRouter;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Gives what comes in on one connection to whom it concerns. Never runs user code itself. */
final class ClientRouter implements RpcRouter {

  private static final Logger LOG = Logger.getLogger(ClientRouter.class.getName());

  private final Map<String, CopilotSession> sessions = new ConcurrentHashMap<>();
  private final Map<String, RpcHandler> handlers;
  private final LifecycleHandlers lifecycle;
  private final CopilotClientOptions options;
  private final OrderedExecutor lifecycleOrder;
  private final OrderedExecutor telemetryOrder;

  ClientRouter(
      CopilotClientOptions options,
      LifecycleHandlers lifecycle,
      Executor executor,
      Supplier<Connection> connection) {
    this.options = options;
    this.lifecycle = lifecycle;
    this.lifecycleOrder = new OrderedExecutor(executor);
    this.telemetryOrder = new OrderedExecutor(executor);
    this.handlers = new ServerCallbacks(sessions::get).table();
    if (options.getRequestHandler() != null) {
      handlers.putAll(
          new InferenceBridge(options.getRequestHandler(), executor, connection).table());
    }
  }

  Map<String, CopilotSession> sessions() {
    return sessions;
  }

  @Override
  public @Nullable RpcHandler handler(String method) {
    return handlers.get(method);
  }

  @Override
  public void notification(String method, JsonNode params) {
    switch (method) {
      case "session.event" -> {
        CopilotSession session = sessions.get(params.path("sessionId").asText());
        if (session != null) {
          session.receive(params.path("event"));
        }
      }
      case "session.lifecycle" -> lifecycleOrder.execute(() -> lifecycle(params));
      case "gitHubTelemetry.event" -> {
        if (options.getOnGitHubTelemetry() != null) {
          telemetryOrder.execute(() -> telemetry(params));
        }
      }
      default -> {
        // A notification of a newer protocol.
      }
    }
  }

  private void lifecycle(JsonNode params) {
    SessionLifecycleEvent event = Wire.read(params, SessionLifecycleEvent.class);
    if (event != null) {
      lifecycle.deliver(event);
    }
  }

  private void telemetry(JsonNode params) {
    try {
      GitHubTelemetryNotification event = Wire.read(params, GitHubTelemetryNotification.class);
      if (event != null) {
        CompletableFuture<Void> unused = options.getOnGitHubTelemetry().apply(event);
      }
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "the telemetry handler failed", e);
    }
  }

  @Override
  public void closed() {
    ConnectionClosedException reason =
        new ConnectionClosedException("the connection to the runtime has ended");
    sessions.values().forEach(session -> session.lost(reason));
  }
}
