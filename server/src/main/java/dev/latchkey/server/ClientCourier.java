package dev.latchkey.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.protocol.Json;
import dev.latchkey.protocol.JsonBody;
import dev.latchkey.protocol.JsonRpcPeer;
import dev.latchkey.providers.courier.Courier;
import dev.latchkey.providers.courier.CourierReply;
import dev.latchkey.providers.courier.MessageSocket;
import dev.latchkey.providers.courier.UpgradeRefused;
import dev.latchkey.providers.net.Caller;
import dev.latchkey.providers.net.Errand;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Has one client perform requests to providers ({@code llmInference.*}): the request goes to it as
 * messages, and it sends the reply back piece by piece.
 */
final class ClientCourier implements Courier {
  private static final String START = "llmInference.httpRequestStart";
  static final String CHUNK = "llmInference.httpRequestChunk";

  private final JsonRpcPeer peer;
  private final Executor threads;
  private final Map<String, ClientExchange> exchanges = new ConcurrentHashMap<>();

  ClientCourier(JsonRpcPeer peer, Executor threads) {
    this.peer = peer;
    this.threads = threads;
  }

  /** The exchange of this id, while it lasts. */
  Optional<ClientExchange> exchange(String requestId) {
    return Optional.ofNullable(exchanges.get(requestId));
  }

  @Override
  public CompletableFuture<CourierReply> send(HttpRequest request, Errand errand) {
    URI url = request.uri();
    ClientExchange exchange = begin(url);
    byte[] body = RequestBody.of(request);
    CompletableFuture<?> sent =
        peer.requestAsync(START, start(exchange, request, errand, "http"))
            .thenCompose(_ ->
                peer.requestAsync(
                    CHUNK, exchange.piece(new String(body, StandardCharsets.UTF_8), true)));
    return watched(exchange, sent);
  }

  @Override
  public CompletableFuture<MessageSocket> connect(HttpRequest opening, Errand errand) {
    URI url = URI.create("ws" + opening.uri().toString().substring("http".length()));
    ClientExchange exchange = begin(url);
    CompletableFuture<?> sent =
        peer.requestAsync(START, start(exchange, opening, errand, "websocket"));
    CompletableFuture<CourierReply> head = watched(exchange, sent);
    CompletableFuture<MessageSocket> open = head.thenApply(reply -> opened(exchange, reply));
    var _ =
        open.whenComplete((_, _) -> {
          if (open.isCancelled()) {
            head.cancel(true);
          }
        });
    return open;
  }

  private MessageSocket opened(ClientExchange exchange, CourierReply reply) {
    if (reply.status() != 101) {
      exchange.giveUp("no WebSocket");
      throw new CompletionException(new UpgradeRefused(reply.status(), reply.headers()));
    }
    return new ClientSocket(peer, exchange);
  }

  private ClientExchange begin(URI url) {
    String id = UUID.randomUUID().toString();
    ClientExchange exchange =
        new ClientExchange(id, url, peer, threads, () -> exchanges.remove(id));
    exchanges.put(id, exchange);
    return exchange;
  }

  private static CompletableFuture<CourierReply> watched(
      ClientExchange exchange, CompletableFuture<?> sent) {
    var _ =
        sent.whenComplete((_, failure) -> {
          if (failure != null) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            exchange.fail(new IOException("the client did not take it: " + cause.getMessage()));
          }
        });
    CompletableFuture<CourierReply> head = exchange.head();
    var _ =
        head.whenComplete((_, _) -> {
          if (head.isCancelled()) {
            exchange.giveUp("the call was given up");
          }
        });
    return head;
  }

  private static JsonBody start(
      ClientExchange exchange, HttpRequest request, Errand errand, String transport) {
    ObjectNode params =
        Json.object()
            .put("requestId", exchange.id())
            .put("method", request.method())
            .put("url", exchange.url().toString())
            .put("transport", transport);
    putCaller(params, errand);
    ObjectNode headers = params.putObject("headers");
    request
        .headers()
        .map()
        .forEach((name, values) -> {
          ArrayNode all = headers.putArray(name);
          values.forEach(all::add);
        });
    return JsonBody.of(params);
  }

  private static void putCaller(ObjectNode params, Errand errand) {
    Caller caller = errand.caller();
    SessionLines.putIfSet(params, "sessionId", caller.session());
    SessionLines.putIfSet(params, "agentId", caller.agent());
    SessionLines.putIfSet(params, "parentAgentId", caller.parent());
    SessionLines.putIfSet(params, "agentInvocationId", caller.turn());
    if (caller.agent() != null) {
      params.put(
          "interactionType",
          caller.parent() == null ? "conversation-agent" : "conversation-subagent");
    }
  }

  /** The client has gone, and with it everything it was performing. */
  void close() {
    exchanges
        .values()
        .forEach(exchange ->
            exchange.fail(new IOException("the client that performs requests has left")));
  }
}
