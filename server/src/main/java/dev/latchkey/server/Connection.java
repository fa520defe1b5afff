package dev.latchkey.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.protocol.Frame;
import dev.latchkey.protocol.JsonRpcPeer;
import dev.latchkey.protocol.RpcException;
import dev.latchkey.protocol.RpcHandler;
import dev.latchkey.protocol.RpcRouter;
import dev.latchkey.protocol.Transport;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One client. */
final class Connection implements RpcRouter {
  private final Server server;
  private final Outbox outbox;
  private final JsonRpcPeer peer;
  private final Set<String> attached = ConcurrentHashMap.newKeySet();
  private final Executor threads;
  private final AtomicInteger tokens = new AtomicInteger();
  private final @Nullable InetAddress address;
  private volatile boolean admitted;
  private volatile @Nullable ClientCourier performing;

  Connection(Server server, Transport transport, Executor threads, @Nullable InetAddress address) {
    this.server = server;
    this.address = address;
    this.threads = threads;
    this.outbox = new Outbox(transport, threads);
    this.peer = new JsonRpcPeer(outbox, threads, this, server.errors());
  }

  /** Serves the client on this thread until it goes. */
  void run() {
    peer.run();
  }

  /** Ids of the sessions this client is attached to. */
  Set<String> attached() {
    return attached;
  }

  JsonRpcPeer peer() {
    return peer;
  }

  boolean isClosed() {
    return peer.isClosed();
  }

  /** Sends without blocking; see {@link Outbox#offer}. */
  void offer(Frame frame, @Nullable Merge merge) {
    outbox.offer(frame, merge);
  }

  /** Where the client is; null when it came over no network. */
  @Nullable InetAddress address() {
    return address;
  }

  /** How many tokens the client has shown, this one included. */
  int showsToken() {
    return tokens.incrementAndGet();
  }

  /** The client has shown what {@code connect} asks for. */
  void admit() {
    admitted = true;
  }

  boolean isAdmitted() {
    return admitted;
  }

  /** The client asks to perform the requests to providers of its sessions. */
  void performRequests() {
    if (performing == null) {
      performing = new ClientCourier(peer, threads);
    }
  }

  /** What has this client perform requests; null when it does not. */
  @Nullable ClientCourier performing() {
    return performing;
  }

  /** The request of this id that the client performs. */
  Optional<ClientExchange> exchange(String requestId) {
    ClientCourier courier = performing;
    return courier == null ? Optional.empty() : courier.exchange(requestId);
  }

  @Override
  public @Nullable RpcHandler handler(String name) {
    Method method = Methods.find(name);
    if (method == null && !refusesAll()) {
      return null;
    }
    return rpc -> {
      check(name);
      if (method == null) {
        throw RpcException.unhandled(name);
      }
      return method.answer(new Call(server, this, Params.of(rpc.params()), rpc));
    };
  }

  @Override
  public Executor executor(String method, JsonNode params, Executor standard) {
    if (method.startsWith("llmInference.")) {
      return exchange(params.path("requestId").asText(""))
          .map(ClientExchange::order)
          .orElse(standard);
    }
    if (!Methods.ordered(method)) {
      return standard;
    }
    String id = params.path("sessionId").asText("");
    return server.hubs().hub(id).map(SessionHub::requests).orElse(standard);
  }

  @Override
  public void closed() {
    ClientCourier courier = performing;
    if (courier != null) {
      courier.close();
    }
    server.left(this);
  }

  private boolean refusesAll() {
    return (server.needsToken() && !admitted) || server.shuttingDown();
  }

  private void check(String method) {
    if (server.needsToken() && !admitted && !method.equals("connect")) {
      throw new RpcException(ServerErrors.AUTHENTICATION_REQUIRED, "AUTHENTICATION_REQUIRED");
    }
    boolean always = method.equals("status.get") || method.equals("runtime.shutdown");
    if (server.shuttingDown() && !always) {
      throw new RpcException(RpcException.SERVER_ERROR, "SERVER_SHUTTING_DOWN");
    }
  }

  void close() {
    peer.close();
  }
}
