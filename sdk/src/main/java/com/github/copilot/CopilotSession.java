package com.github.copilot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.copilot.generated.AssistantMessageEvent;
import com.github.copilot.generated.SessionEvent;
import com.github.copilot.generated.rpc.OpenCanvasInstance;
import com.github.copilot.generated.rpc.SessionRpc;
import com.github.copilot.rpc.AgentInfo;
import com.github.copilot.rpc.MessageOptions;
import com.github.copilot.rpc.ModelCapabilitiesOverride;
import com.github.copilot.rpc.SessionCapabilities;
import com.github.copilot.rpc.SessionUiApi;
import com.github.copilot.rpc.SessionUiCapabilities;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A conversation with a model. Made by {@link CopilotClient#createSession} and {@link
 * CopilotClient#resumeSession}.
 *
 * <p>Events are delivered one after the other, in their order, on the client's executor; a handler
 * may block and may call the session. After {@link #close} every method that talks to the runtime
 * throws {@link IllegalStateException}. A failure answer of the runtime fails the future with a
 * {@link RuntimeException} that carries the runtime's words.
 */
public final class CopilotSession implements AutoCloseable {

  /** Time limit of {@link #sendAndWait} when none is given. */
  static final long DEFAULT_TIMEOUT_MILLIS = 60_000;

  private static final long CLOSE_SECONDS = 5;

  private final ClientRuntime.Started runtime;
  private final Connection connection;
  private final Executor executor;
  private final SessionHandlers handlers;
  private final EventDelivery delivery;
  private final EventReactions reactions;
  private final OpenCanvases canvases = new OpenCanvases();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile String id;
  private volatile @Nullable String workspacePath;
  private volatile @Nullable SessionRpc rpc;
  private volatile SessionCapabilities capabilities = new SessionCapabilities();

  CopilotSession(
      String id, ClientRuntime.Started runtime, Executor executor, SessionHandlers handlers) {
    this.id = id;
    this.runtime = runtime;
    this.connection = runtime.connection();
    this.executor = executor;
    this.handlers = handlers;
    this.delivery = new EventDelivery(executor);
    this.reactions = new EventReactions(this, handlers);
    if (handlers.onEvent != null) {
      delivery.add(handlers.onEvent);
    }
  }

  /** Takes over what the runtime answered to create or resume. */
  void opened(JsonNode answer) {
    String given = Wire.text(answer, "sessionId");
    if (given != null) {
      id = given;
    }
    workspacePath = Wire.text(answer, "workspacePath");
    SessionCapabilities found = Wire.read(answer.path("capabilities"), SessionCapabilities.class);
    if (found != null) {
      capabilities = found;
    }
    canvases.replace(answer.path("openCanvases"));
  }

  /** Queues an event from the runtime; called on the reading thread. */
  void receive(JsonNode event) {
    delivery.execute(() -> handle(event));
  }

  private void handle(JsonNode event) {
    String type = event.path("type").asText();
    JsonNode data = event.path("data");
    switch (type) {
      case "capabilities.changed" -> capabilitiesChanged(data.path("ui"));
      case "session.canvas.opened" -> canvases.put(data);
      case "session.canvas.closed" -> canvases.remove(data);
      default -> reactions.react(type, data);
    }
    delivery.deliver(event);
  }

  private void capabilitiesChanged(JsonNode ui) {
    SessionUiCapabilities changed = new SessionUiCapabilities();
    if (ui.hasNonNull("elicitation")) {
      changed.setElicitation(ui.path("elicitation").asBoolean());
    }
    capabilities = new SessionCapabilities().setUi(changed);
  }

  /** The connection is gone: whoever waits for a turn is told. */
  void lost(Exception reason) {
    delivery.failWaits(reason);
  }

  Connection connection() {
    return connection;
  }

  Executor executor() {
    return executor;
  }

  SessionHandlers handlers() {
    return handlers;
  }

  void requireOpen() {
    if (closed.get()) {
      throw new IllegalStateException("Session is closed");
    }
  }

  /** Returns the id, which also finds the session on disk again. */
  public String getSessionId() {
    return id;
  }

  /** Returns the session's own directory, or null when it has none. */
  public @Nullable String getWorkspacePath() {
    return workspacePath;
  }

  /** Returns what attached clients can show; changes when they come and go. */
  public SessionCapabilities getCapabilities() {
    return capabilities;
  }

  /** Returns questions to the user; they need the elicitation capability. */
  public SessionUiApi getUi() {
    return new UserQuestions(this);
  }

  /** Returns every method of the protocol that belongs to a session. */
  public SessionRpc getRpc() {
    requireOpen();
    SessionRpc made = rpc;
    if (made == null) {
      made = new SessionRpc(connection, id);
      rpc = made;
    }
    return made;
  }

  /** Sets who is told about handlers that throw; null for nobody. */
  public void setEventErrorHandler(@Nullable EventErrorHandler handler) {
    requireOpen();
    delivery.errorHandler(handler);
  }

  /** Sets what a handler that throws does to the others. */
  public void setEventErrorPolicy(EventErrorPolicy policy) {
    requireOpen();
    delivery.policy(Objects.requireNonNull(policy, "policy"));
  }

  /** Sends text. The future has the message id and does not wait for the turn. */
  public CompletableFuture<String> send(String prompt) {
    return send(new MessageOptions().setPrompt(prompt));
  }

  /** Sends a message. The future has the message id and does not wait for the turn. */
  public CompletableFuture<String> send(MessageOptions options) {
    requireOpen();
    return connection
        .call("session.send", Wire.params(id).setAll(Wire.object(options)))
        .thenApply(answer -> answer.path("messageId").asText());
  }

  /** Sends text and waits up to 60 seconds for the end of the turn. */
  public CompletableFuture<AssistantMessageEvent> sendAndWait(String prompt) {
    return sendAndWait(new MessageOptions().setPrompt(prompt));
  }

  /** Sends a message and waits up to 60 seconds for the end of the turn. */
  public CompletableFuture<AssistantMessageEvent> sendAndWait(MessageOptions options) {
    return sendAndWait(options, DEFAULT_TIMEOUT_MILLIS);
  }

  /**
   * Sends a message and waits until the session is idle.
   *
   * @param timeoutMillis 0 or less for no limit. When it passes, the future fails with {@link
   *     TimeoutException} and the turn goes on; {@link #abort} ends it
   * @return the last message of the turn, or null if there was none; fails with a {@link
   *     RuntimeException} when the session reports an error
   */
  public CompletableFuture<AssistantMessageEvent> sendAndWait(
      MessageOptions options, long timeoutMillis) {
    requireOpen();
    TurnWait wait = new TurnWait(executor, timeoutMillis);
    delivery.add(wait);
    Futures.whenDone(wait.result(), (message, error) -> delivery.remove(wait));
    Futures.whenDone(
        send(options),
        (messageId, error) -> {
          if (error != null) {
            wait.fail(error);
          }
        });
    return wait.result();
  }

  /** Adds a handler of all events; closing the result removes it. */
  public Closeable on(Consumer<SessionEvent> handler) {
    requireOpen();
    return delivery.add(Objects.requireNonNull(handler, "handler"));
  }

  /** Adds a handler of one type of event; closing the result removes it. */
  public <T extends SessionEvent> Closeable on(Class<T> type, Consumer<T> handler) {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(handler, "handler");
    return on(event -> {
      if (type.isInstance(event)) {
        handler.accept(type.cast(event));
      }
    });
  }

  /** Returns the canvases that are open now. */
  public List<OpenCanvasInstance> getOpenCanvases() {
    return canvases.list();
  }

  /** Returns the stored events of the session; ones that cannot be read are left out. */
  public CompletableFuture<List<SessionEvent>> getMessages() {
    requireOpen();
    return connection
        .call("session.getMessages", Wire.params(id))
        .thenApply(answer -> events(answer.path("events")));
  }

  private static List<SessionEvent> events(JsonNode nodes) {
    List<SessionEvent> events = new ArrayList<>();
    for (JsonNode node : nodes) {
      try {
        SessionEvent event = Wire.read(node, SessionEvent.class);
        if (event != null) {
          events.add(event);
        }
      } catch (IllegalArgumentException e) {
        // An event of a newer runtime; the rest of the history is still worth having.
      }
    }
    return events;
  }

  /** Ends the running turn; the future completes when the runtime has taken note. */
  public CompletableFuture<Void> abort() {
    return command("session.abort", Wire.params(id));
  }

  /** Switches to another model. */
  public CompletableFuture<Void> setModel(String model) {
    return setModel(model, null, null, null);
  }

  /** Switches to another model and reasoning effort; null leaves the effort to the runtime. */
  public CompletableFuture<Void> setModel(String model, @Nullable String reasoningEffort) {
    return setModel(model, reasoningEffort, null, null);
  }

  /** Switches to another model with corrections to what it can do. */
  public CompletableFuture<Void> setModel(
      String model,
      @Nullable String reasoningEffort,
      @Nullable ModelCapabilitiesOverride capabilitiesOverride) {
    return setModel(model, reasoningEffort, null, capabilitiesOverride);
  }

  /** Switches to another model; everything but the model may be null. */
  public CompletableFuture<Void> setModel(
      String model,
      @Nullable String reasoningEffort,
      @Nullable String reasoningSummary,
      @Nullable ModelCapabilitiesOverride capabilitiesOverride) {
    ObjectNode params = Wire.params(id).put("modelId", model);
    put(params, "reasoningEffort", reasoningEffort);
    put(params, "reasoningSummary", reasoningSummary);
    if (capabilitiesOverride != null) {
      params.set("modelCapabilities", Wire.tree(capabilitiesOverride));
    }
    return command("session.model.switchTo", params);
  }

  /** Writes a line to the session's timeline. */
  public CompletableFuture<Void> log(String message) {
    return log(message, null, null, null);
  }

  /** Writes a line to the session's timeline; level and ephemeral may be null. */
  public CompletableFuture<Void> log(
      String message, @Nullable String level, @Nullable Boolean ephemeral) {
    return log(message, level, ephemeral, null);
  }

  /**
   * Writes a line to the session's timeline.
   *
   * @param level {@code info}, {@code warning} or {@code error}; anything else is info, null leaves
   *     it to the runtime
   * @param ephemeral whether the line is not stored; may be null
   * @param url a link that goes with the line; may be null
   */
  public CompletableFuture<Void> log(
      String message, @Nullable String level, @Nullable Boolean ephemeral, @Nullable String url) {
    ObjectNode params = Wire.params(id).put("message", message);
    if (level != null) {
      params.put("level", List.of("warning", "error").contains(level) ? level : "info");
    }
    if (ephemeral != null) {
      params.put("ephemeral", ephemeral);
    }
    put(params, "url", url);
    return command("session.log", params);
  }

  /** Returns the agents that the session can be switched to. */
  public CompletableFuture<List<AgentInfo>> listAgents() {
    return SessionAgents.list(this);
  }

  /** Returns the selected agent, or null for the default one. */
  public CompletableFuture<AgentInfo> getCurrentAgent() {
    return SessionAgents.current(this);
  }

  /** Switches to an agent by its name. */
  public CompletableFuture<AgentInfo> selectAgent(String name) {
    return SessionAgents.select(this, name);
  }

  /** Switches back to the default agent. */
  public CompletableFuture<Void> deselectAgent() {
    return command("session.agent.deselect", Wire.params(id));
  }

  /** Summarises the history now, so that it takes less of the context window. */
  public CompletableFuture<Void> compact() {
    return command("session.history.compact", Wire.params(id));
  }

  /**
   * Leaves the session: waits up to 5 seconds for the runtime and removes the handlers. What is
   * stored stays and can be resumed. Idempotent.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try {
      if (!connection.isClosed()) {
        connection.call("session.destroy", Wire.params(id)).get(CLOSE_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // The runtime drops the session anyway when the connection ends.
    } finally {
      // Behind the events that have arrived, so that their handlers still see them.
      delivery.execute(() -> delivery.end(new IllegalStateException("Session is closed")));
      runtime.sessions().remove(id, this);
    }
  }

  private CompletableFuture<Void> command(String method, ObjectNode params) {
    requireOpen();
    return Futures.done(connection.call(method, params));
  }

  private static void put(ObjectNode params, String name, @Nullable String value) {
    if (value != null) {
      params.put(name, value);
    }
  }
}
