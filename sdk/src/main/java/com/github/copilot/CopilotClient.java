package com.github.copilot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.copilot.generated.rpc.ServerRpc;
import com.github.copilot.rpc.CopilotClientOptions;
import com.github.copilot.rpc.GetAuthStatusResponse;
import com.github.copilot.rpc.GetModelsResponse;
import com.github.copilot.rpc.GetStatusResponse;
import com.github.copilot.rpc.ListSessionsResponse;
import com.github.copilot.rpc.ModelInfo;
import com.github.copilot.rpc.PingResponse;
import com.github.copilot.rpc.ResumeSessionConfig;
import com.github.copilot.rpc.SessionConfig;
import com.github.copilot.rpc.SessionLifecycleHandler;
import com.github.copilot.rpc.SessionListFilter;
import com.github.copilot.rpc.SessionMetadata;
import dev.latchkey.protocol.Json;
import dev.latchkey.sdk.LaunchPlan;
import dev.latchkey.sdk.LaunchRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Starts or reaches a runtime and makes sessions.
 *
 * <p>Without options the runtime runs inside this virtual machine if it is on the class path (Java
 * 25 or newer); else the program named by {@code COPILOT_CLI_PATH} is spawned, else {@code
 * latchkey} or {@code copilot} from the PATH. Options such as {@code cliPath}, {@code cliUrl},
 * {@code useStdio(false)} or {@code connection} choose another way.
 *
 * <p>Methods that talk to the runtime do not block; they start it first when {@code autoStart} is
 * on, and throw {@link IllegalStateException} when it is off and {@link #start} was not called. A
 * failure answer of the runtime fails the future with a {@link RuntimeException} that carries the
 * runtime's words. Completions and handlers run on the client's executor.
 */
public final class CopilotClient implements AutoCloseable {

  /** How long {@link #close} waits, in seconds. */
  public static final int AUTOCLOSEABLE_TIMEOUT_SECONDS = 10;

  private static final Logger LOG = Logger.getLogger(CopilotClient.class.getName());

  private final LifecycleHandlers lifecycle = new LifecycleHandlers();
  private final ClientRuntime runtime;
  private final SessionOpener sessions;
  private final ModelList models;

  /** Creates a client with default options. Nothing is started yet. */
  public CopilotClient() {
    this(new CopilotClientOptions());
  }

  /**
   * Creates a client. Nothing is started yet.
   *
   * @param given null for the defaults
   * @throws IllegalArgumentException if options contradict each other
   */
  public CopilotClient(@Nullable CopilotClientOptions given) {
    CopilotClientOptions options = given == null ? new CopilotClientOptions() : given;
    LaunchPlan plan = LaunchRules.plan(options, System.getenv(LaunchRules.DEFAULT_CONNECTION));
    Executor own = options.getExecutor();
    Executor executor = own == null ? ClientThreads.shared() : own;
    this.runtime = new ClientRuntime(options, plan, executor, lifecycle);
    this.sessions = new SessionOpener(options, executor);
    this.models = new ModelList(options.getOnListModels(), this::fetchModels);
  }

  /**
   * Starts the runtime. Idempotent; a failed start stays failed until {@link #stop}. A program that
   * ends early fails the start at once, with what it wrote to standard error.
   */
  public CompletableFuture<Void> start() {
    return Futures.done(runtime.start());
  }

  /**
   * Leaves all sessions and ends the runtime if the client started it. The client can be started
   * again; its sessions cannot be used any more.
   */
  public CompletableFuture<Void> stop() {
    models.forget();
    return CompletableFuture.runAsync(runtime::stop, ClientThreads.shared());
  }

  /** Ends the runtime without leaving the sessions. */
  public CompletableFuture<Void> forceStop() {
    models.forget();
    return CompletableFuture.runAsync(runtime::kill, ClientThreads.shared());
  }

  /**
   * Creates a session. The future fails with {@link IllegalArgumentException} when the options or
   * the permission handler are missing.
   */
  public CompletableFuture<CopilotSession> createSession(SessionConfig config) {
    IllegalArgumentException problem = sessions.problem(config);
    return problem == null
        ? runtime.use().thenCompose(started -> sessions.create(started, config))
        : CompletableFuture.failedFuture(problem);
  }

  /** Resumes a stored session; fails like {@link #createSession}. */
  public CompletableFuture<CopilotSession> resumeSession(
      String sessionId, ResumeSessionConfig config) {
    IllegalArgumentException problem = sessions.problem(config);
    return problem == null
        ? runtime.use().thenCompose(started -> sessions.resume(started, sessionId, config))
        : CompletableFuture.failedFuture(problem);
  }

  /** Returns where the client stands with its runtime. */
  public ConnectionState getState() {
    return runtime.state();
  }

  /**
   * Returns every method of the protocol that belongs to no session.
   *
   * @throws IllegalStateException unless the client is connected
   */
  public ServerRpc getRpc() {
    Connection connection = runtime.connection();
    if (connection == null) {
      throw new IllegalStateException("Client not connected: call start() and wait for it first");
    }
    return connection.rpc();
  }

  /** Asks the runtime for a sign of life; null counts as empty text. */
  public CompletableFuture<PingResponse> ping(@Nullable String message) {
    return call(
        "ping", Json.object().put("message", Objects.toString(message, "")), PingResponse.class);
  }

  /** Returns the versions of runtime and protocol. */
  public CompletableFuture<GetStatusResponse> getStatus() {
    return call("status.get", null, GetStatusResponse.class);
  }

  /** Returns whether the runtime is signed in anywhere; with an own provider it need not be. */
  public CompletableFuture<GetAuthStatusResponse> getAuthStatus() {
    return call("auth.getStatus", null, GetAuthStatusResponse.class);
  }

  /**
   * Returns the models: those of {@code onListModels} if it is set, else those of the runtime. The
   * first success is kept until {@link #stop}; every call returns a list of its own.
   */
  public CompletableFuture<List<ModelInfo>> listModels() {
    return models.get();
  }

  private CompletableFuture<List<ModelInfo>> fetchModels() {
    return call("models.list", null, GetModelsResponse.class)
        .thenApply(answer -> answer.getModels() == null ? List.of() : answer.getModels());
  }

  /** Returns the id of the session used last, or null when there is none. */
  @SuppressWarnings("NullAway") // null when absent, as in the public API
  public CompletableFuture<String> getLastSessionId() {
    return call("session.getLastId", null).thenApply(answer -> Wire.text(answer, "sessionId"));
  }

  /** Deletes a stored session; fails when the runtime did not. */
  public CompletableFuture<Void> deleteSession(String sessionId) {
    return acknowledged("session.delete", sessionId);
  }

  /** Returns all stored sessions. */
  public CompletableFuture<List<SessionMetadata>> listSessions() {
    return listSessions(null);
  }

  /** Returns the stored sessions that match; null matches all. */
  public CompletableFuture<List<SessionMetadata>> listSessions(@Nullable SessionListFilter filter) {
    ObjectNode params = Json.object();
    if (filter != null) {
      params.set("filter", Wire.tree(filter));
    }
    return call("session.list", params, ListSessionsResponse.class)
        .thenApply(
            answer -> answer.sessions() == null ? List.of() : new ArrayList<>(answer.sessions()));
  }

  /** Returns what is known about a stored session, or null when there is none. */
  @SuppressWarnings("NullAway") // null when absent, as in the public API
  public CompletableFuture<SessionMetadata> getSessionMetadata(String sessionId) {
    return call("session.getMetadata", Wire.params(sessionId))
        .thenApply(answer -> Wire.read(answer.path("session"), SessionMetadata.class));
  }

  /** Returns the id of the session in the foreground of a terminal, or null. */
  @SuppressWarnings("NullAway") // null when absent, as in the public API
  public CompletableFuture<String> getForegroundSessionId() {
    return call("session.getForeground", null).thenApply(answer -> Wire.text(answer, "sessionId"));
  }

  /** Brings a session to the foreground of a terminal; fails when the runtime did not. */
  public CompletableFuture<Void> setForegroundSessionId(String sessionId) {
    return acknowledged("session.setForeground", sessionId);
  }

  /** Adds a handler of all lifecycle events; closing the result removes it. */
  public AutoCloseable onLifecycle(SessionLifecycleHandler handler) {
    return lifecycle.add(null, handler);
  }

  /** Adds a handler of one type of lifecycle event; closing the result removes it. */
  public AutoCloseable onLifecycle(String eventType, SessionLifecycleHandler handler) {
    return lifecycle.add(Objects.requireNonNull(eventType, "eventType"), handler);
  }

  /**
   * Stops the client and waits for it, at most {@link #AUTOCLOSEABLE_TIMEOUT_SECONDS}. Never
   * throws. Idempotent.
   */
  @Override
  public void close() {
    try {
      stop().get(AUTOCLOSEABLE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      LOG.log(Level.FINE, "closing the client", e);
    }
  }

  private CompletableFuture<Void> acknowledged(String method, String sessionId) {
    return call(method, Wire.params(sessionId))
        .thenAccept(answer -> {
          if (!answer.path("success").asBoolean()) {
            throw new IllegalStateException(
                method + " failed: " + answer.path("error").asText("no reason given"));
          }
        });
  }

  private CompletableFuture<JsonNode> call(String method, @Nullable ObjectNode params) {
    return runtime.use().thenCompose(started -> started.connection().call(method, params));
  }

  private <T> CompletableFuture<T> call(String method, @Nullable ObjectNode params, Class<T> type) {
    return runtime.use().thenCompose(started -> started.connection().call(method, params, type));
  }
}
