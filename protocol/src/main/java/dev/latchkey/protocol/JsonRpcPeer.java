package dev.latchkey.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One end of a JSON-RPC 2.0 connection. Both ends may ask and be asked; answers come in any order.
 *
 * <p>One thread reads ({@link #run}). Handlers run on the executor. Closing fails the requests that
 * still wait, with {@link ConnectionClosedException}, and interrupts the handlers that still run.
 */
public final class JsonRpcPeer implements AutoCloseable {
  private static final int MAX_RUNNING = 4096;

  private final Transport transport;
  private final Executor executor;
  private final RpcRouter router;
  private final ErrorMap errors;
  private final PendingRequests pending = new PendingRequests();
  private final RunningCalls running = new RunningCalls(MAX_RUNNING);
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * A peer that does not read yet.
   *
   * @param executor runs handlers and completes the futures of {@link #requestAsync}
   * @param errors maps what handlers throw
   */
  public JsonRpcPeer(Transport transport, Executor executor, RpcRouter router, ErrorMap errors) {
    this.transport = transport;
    this.executor = executor;
    this.router = router;
    this.errors = errors;
  }

  /** A peer whose failing handlers answer {@code Request <method> failed with message: <text>}. */
  public JsonRpcPeer(Transport transport, Executor executor, RpcRouter router) {
    this(transport, executor, router, ErrorMap::requestFailed);
  }

  /** Starts {@link #run} on a new thread of the factory. */
  public void start(ThreadFactory threads) {
    threads.newThread(this::run).start();
  }

  /**
   * Reads on this thread until the connection ends. Malformed messages are answered and survived.
   */
  public void run() {
    String reason = "Connection closed";
    try {
      while (readOne()) {}
    } catch (IOException e) {
      reason = "Connection lost: " + e.getMessage();
    } finally {
      end(reason);
      router.closed();
    }
  }

  private boolean readOne() throws IOException {
    Frame frame;
    try {
      frame = transport.receive();
    } catch (FrameTooLargeException e) {
      refuse(null, RpcException.INVALID_REQUEST, String.valueOf(e.getMessage()));
      return true;
    }
    if (frame == null) {
      return false;
    }
    JsonNode message;
    try {
      message = Json.read(frame.toBytes());
    } catch (IOException e) {
      refuse(null, RpcException.PARSE_ERROR, "Parse error: the message is not valid JSON");
      return true;
    }
    accept(Envelope.of(message));
    return true;
  }

  private void accept(Envelope message) throws IOException {
    if (message instanceof Envelope.Request request) {
      dispatch(request);
    } else if (message instanceof Envelope.Answer answer) {
      pending.settle(answer);
    } else if (message instanceof Envelope.Notification note) {
      if (!note.method().startsWith("$/")) {
        router.notification(note.method(), note.params());
      }
    } else if (message instanceof Envelope.Invalid invalid) {
      refuse(null, RpcException.INVALID_REQUEST, invalid.text());
    }
  }

  private void dispatch(Envelope.Request request) throws IOException {
    RpcHandler handler = router.handler(request.method());
    if (handler == null) {
      transport.send(RpcFrames.error(request.id(), RpcException.unhandled(request.method())));
    } else if (!running.admit()) {
      refuse(request.id(), RpcException.SERVER_ERROR, "Too many requests in flight");
    } else {
      try {
        router
            .executor(request.method(), request.params(), executor)
            .execute(() -> running.run(() -> answer(request, handler)));
      } catch (RejectedExecutionException e) {
        running.release();
        refuse(request.id(), RpcException.SERVER_ERROR, "Shutting down");
      }
    }
  }

  private void answer(Envelope.Request request, RpcHandler handler) {
    RpcCall call = new RpcCall(this, request.method(), request.params());
    Frame reply;
    try {
      reply = RpcFrames.result(request.id(), handler.handle(call));
    } catch (RpcException e) {
      reply = RpcFrames.error(request.id(), e);
    } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
      reply = RpcFrames.error(request.id(), errors.map(request.method(), e));
    }
    try {
      transport.send(reply);
      call.tasksAfterReply().forEach(Runnable::run);
    } catch (IOException e) {
      // The asker has gone; its reading side ends the peer.
      call.tasksAfterReply().forEach(Runnable::run);
    }
  }

  private void refuse(@Nullable JsonNode id, int code, String text) throws IOException {
    transport.send(RpcFrames.error(id, new RpcException(code, text)));
  }

  /**
   * Asks and waits for the answer.
   *
   * @return the result; a null node for a void method
   * @throws RpcException when the answer is an error
   * @throws ConnectionClosedException when the connection ends first
   * @throws IOException when the request cannot be sent
   * @throws InterruptedException when interrupted; the other side is not told
   */
  public JsonNode request(String method, JsonBody params) throws IOException, InterruptedException {
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    long id = sendRequest(method, params, new PendingRequests.Waiter(answer, Runnable::run));
    try {
      return answer.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof RpcException error) {
        throw error;
      }
      throw new ConnectionClosedException(cause == null ? "closed" : "" + cause.getMessage());
    } finally {
      pending.remove(id);
    }
  }

  /**
   * Asks without waiting for the answer; blocks only while the outgoing queue is full. The future
   * is completed on the executor, never on the reading thread, with the same outcomes as {@link
   * #request}.
   */
  public CompletableFuture<JsonNode> requestAsync(String method, JsonBody params) {
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    try {
      sendRequest(method, params, new PendingRequests.Waiter(answer, executor));
    } catch (IOException e) {
      answer.completeExceptionally(e);
    }
    return answer;
  }

  private long sendRequest(String method, JsonBody params, PendingRequests.Waiter waiter)
      throws IOException {
    long id = pending.add(waiter);
    try {
      transport.send(RpcFrames.request(id, method, params));
    } catch (IOException e) {
      pending.remove(id);
      throw e;
    }
    return id;
  }

  /** Sends a notification. */
  public void notify(String method, JsonBody params) throws IOException {
    transport.send(RpcFrames.notification(method, params));
  }

  /** Sends a message that is already encoded, for example one shared by many connections. */
  public void send(Frame message) throws IOException {
    transport.send(message);
  }

  /** Bytes that wait to be sent. */
  public long backlog() {
    return transport.backlog();
  }

  /** Whether {@link #close} was called or the connection has ended. */
  public boolean isClosed() {
    return closed.get();
  }

  /** Delivers what is queued, then closes. Idempotent. */
  @Override
  public void close() {
    end("Connection closed");
  }

  private void end(String reason) {
    if (closed.compareAndSet(false, true)) {
      pending.failAll(reason);
      running.interruptAll();
      transport.close();
    }
  }
}
