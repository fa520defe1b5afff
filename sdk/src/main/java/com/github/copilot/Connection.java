package com.github.copilot;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.copilot.generated.rpc.RpcCaller;
import com.github.copilot.generated.rpc.ServerRpc;
import dev.latchkey.protocol.JsonRpcPeer;
import dev.latchkey.protocol.RpcException;
import dev.latchkey.protocol.RpcRouter;
import dev.latchkey.sdk.Link;
import dev.latchkey.sdk.ServerProcess;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** An open connection to a runtime. */
final class Connection implements RpcCaller {

  private static final Logger LOG = Logger.getLogger(Connection.class.getName());
  private static final long SHUTDOWN_SECONDS = 10;

  private final JsonRpcPeer peer;
  private final Link link;
  private volatile @Nullable ServerRpc rpc;

  private Connection(JsonRpcPeer peer, Link link) {
    this.peer = peer;
    this.link = link;
  }

  /** Starts to read; handlers and completions run on the executor. */
  static Connection open(Link link, Executor executor, RpcRouter router) {
    JsonRpcPeer peer =
        new JsonRpcPeer(link.transport(), executor, router, (method, e) -> failure(e));
    peer.start(ClientThreads.readers());
    return new Connection(peer, link);
  }

  private static RpcException failure(Throwable error) {
    return new RpcException(RpcException.INTERNAL_ERROR, Futures.message(error));
  }

  /** The accessors of the protocol; made when they are first asked for. */
  ServerRpc rpc() {
    ServerRpc made = rpc;
    if (made == null) {
      made = new ServerRpc(this);
      rpc = made;
    }
    return made;
  }

  @Nullable ServerProcess process() {
    return link.process();
  }

  @Nullable String token() {
    return link.token();
  }

  boolean isClosed() {
    return peer.isClosed();
  }

  /** Asks; null params are an empty object. */
  CompletableFuture<JsonNode> call(String method, @Nullable Object params) {
    return peer.requestAsync(method, Wire.body(params));
  }

  /** Asks and converts the result, which must not be null. */
  <T> CompletableFuture<T> call(String method, @Nullable Object params, Class<T> type) {
    return call(method, params)
        .thenApply(node -> {
          T value = Wire.read(node, type);
          if (value == null) {
            throw new IllegalStateException("the runtime answered " + method + " with null");
          }
          return value;
        });
  }

  /** Asks and only logs a failure: for answers to events, which nobody waits for. */
  void tell(String method, JsonNode params) {
    Futures.whenDone(
        call(method, params),
        (result, error) -> {
          if (error != null && !isClosed()) {
            LOG.log(Level.WARNING, method + " failed", error);
          }
        });
  }

  @Override
  @SuppressWarnings("NullAway") // a void method's future completes with null, as in the public API
  public <T> CompletableFuture<T> invoke(String method, Object params, Class<T> type) {
    return call(method, params).thenApply(node -> Wire.read(node, type));
  }

  /** Asks an owned runtime to end, then ends connection and process. */
  void shutdown() {
    if (link.owned() && !isClosed()) {
      try {
        call("runtime.shutdown", null).get(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException | TimeoutException e) {
        LOG.log(Level.FINE, "runtime.shutdown failed; the process is ended anyway", e);
      }
    }
    peer.close();
    ServerProcess process = link.process();
    if (process != null) {
      process.stop();
    }
  }

  /** Ends connection and process at once. */
  void kill() {
    ServerProcess process = link.process();
    if (process != null) {
      process.kill();
    }
    peer.close();
  }
}
