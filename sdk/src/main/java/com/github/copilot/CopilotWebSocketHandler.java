package com.github.copilot;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** The other side of one WebSocket of the runtime. */
public abstract class CopilotWebSocketHandler implements AutoCloseable {

  /** The request that opened the WebSocket. */
  protected final CopilotRequestContext context;

  private final ResponseBridge bridge;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final CompletableFuture<Void> completion = new CompletableFuture<>();

  /** Creates a handler; the context is the one that {@code openWebSocket} was given. */
  protected CopilotWebSocketHandler(CopilotRequestContext context) {
    this.context = Objects.requireNonNull(context, "context");
    this.bridge = context.bridge();
  }

  /** Takes a message of the runtime. */
  public abstract void sendRequestMessage(CopilotWebSocketMessage message) throws Exception;

  /** Sends a message to the runtime. */
  public void sendResponseMessage(CopilotWebSocketMessage message) throws Exception {
    bridge.message(message.data(), message.binary());
  }

  /** Ends the WebSocket; a status with an error tells the runtime so. Idempotent. */
  public void close(CopilotWebSocketCloseStatus status) throws Exception {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try {
      if (status.failed()) {
        bridge.fail(status.text(), status.errorCode(), false);
      } else {
        bridge.end();
      }
    } finally {
      completion.complete(null);
    }
  }

  /** Ends the WebSocket regularly. */
  @Override
  public void close() {
    try {
      close(CopilotWebSocketCloseStatus.NORMAL_CLOSURE);
    } catch (Exception e) {
      completion.completeExceptionally(e);
    }
  }

  /** Connects; returns when messages can flow. */
  void open() throws Exception {}

  /** Completes when the WebSocket has ended. */
  CompletableFuture<Void> completion() {
    return completion;
  }
}
