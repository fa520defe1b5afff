package com.github.copilot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.copilot.rpc.CopilotClientMode;
import com.github.copilot.rpc.CopilotClientOptions;
import com.github.copilot.rpc.PermissionHandler;
import com.github.copilot.rpc.ResumeSessionConfig;
import com.github.copilot.rpc.SessionConfig;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Creates and resumes sessions. A session is known before the runtime is asked for it. */
final class SessionOpener {

  private final CopilotClientOptions options;
  private final SessionRequests requests;
  private final Executor executor;

  SessionOpener(CopilotClientOptions options, Executor executor) {
    this.options = options;
    this.requests = new SessionRequests(options);
    this.executor = executor;
  }

  /** Returns what is wrong with the options; null when nothing is. */
  @Nullable IllegalArgumentException problem(@Nullable SessionConfig config) {
    return config == null
        ? missingHandler("createSession needs a SessionConfig")
        : problem(config.getOnPermissionRequest(), config.getAvailableTools());
  }

  /** Returns what is wrong with the options; null when nothing is. */
  @Nullable IllegalArgumentException problem(@Nullable ResumeSessionConfig config) {
    return config == null
        ? missingHandler("resumeSession needs a ResumeSessionConfig")
        : problem(config.getOnPermissionRequest(), config.getAvailableTools());
  }

  private @Nullable IllegalArgumentException problem(
      @Nullable PermissionHandler permission, @Nullable List<String> tools) {
    if (permission == null) {
      return missingHandler("onPermissionRequest is not set");
    }
    if (options.getMode() == CopilotClientMode.EMPTY && tools == null) {
      return new IllegalArgumentException(
          "mode EMPTY needs availableTools in every session: name the tools, or give an empty list");
    }
    return null;
  }

  private static IllegalArgumentException missingHandler(String what) {
    return new IllegalArgumentException(
        what
            + ": decide on permissions with setOnPermissionRequest, for example"
            + " PermissionHandler.APPROVE_ALL");
  }

  CompletableFuture<CopilotSession> create(ClientRuntime.Started runtime, SessionConfig config) {
    String given = config.getSessionId();
    String id = given == null && config.getCloud() == null ? UUID.randomUUID().toString() : given;
    SessionHandlers handlers = SessionHandlers.of(config);
    CopilotSession session = new CopilotSession(id == null ? "" : id, runtime, executor, handlers);
    if (id != null) {
      runtime.sessions().put(id, session);
    }
    return runtime
        .connection()
        .call("session.create", requests.create(config, id, handlers))
        .thenCompose(answer -> {
          checkId(id, answer);
          return opened(runtime, session, answer, requests.update(config));
        })
        .whenComplete((opened, error) -> forgetIf(error, runtime, session));
  }

  private static void checkId(@Nullable String asked, JsonNode answer) {
    String given = Wire.text(answer, "sessionId");
    if (given == null || (asked != null && !asked.equals(given))) {
      throw new IllegalStateException(
          "the runtime answered session.create with session id "
              + given
              + (asked == null ? "" : " instead of " + asked));
    }
  }

  CompletableFuture<CopilotSession> resume(
      ClientRuntime.Started runtime, String id, ResumeSessionConfig config) {
    SessionHandlers handlers = SessionHandlers.of(config);
    CopilotSession session = new CopilotSession(id, runtime, executor, handlers);
    runtime.sessions().put(id, session);
    return runtime
        .connection()
        .call("session.resume", requests.resume(config, id, handlers))
        .thenCompose(answer -> opened(runtime, session, answer, requests.update(config)))
        .whenComplete((opened, error) -> forgetIf(error, runtime, session));
  }

  private static CompletableFuture<CopilotSession> opened(
      ClientRuntime.Started runtime,
      CopilotSession session,
      JsonNode answer,
      @Nullable ObjectNode update) {
    String before = session.getSessionId();
    session.opened(answer);
    if (!before.equals(session.getSessionId())) {
      runtime.sessions().remove(before, session);
      runtime.sessions().put(session.getSessionId(), session);
    }
    CompletableFuture<JsonNode> next = CompletableFuture.completedFuture(answer);
    if (session.handlers().mcpAuth != null) {
      ObjectNode interest =
          Wire.params(session.getSessionId()).put("eventType", "mcp.oauth_required");
      next =
          next.thenCompose(
              done -> runtime.connection().call("session.eventLog.registerInterest", interest));
    }
    if (update != null) {
      update.put("sessionId", session.getSessionId());
      next =
          next.thenCompose(done -> runtime.connection().call("session.options.update", update))
              .whenComplete((done, error) -> {
                if (error != null) {
                  session.close();
                }
              });
    }
    return next.thenApply(done -> session);
  }

  private static void forgetIf(
      @Nullable Throwable error, ClientRuntime.Started runtime, CopilotSession session) {
    if (error != null) {
      runtime.sessions().remove(session.getSessionId(), session);
    }
  }
}
