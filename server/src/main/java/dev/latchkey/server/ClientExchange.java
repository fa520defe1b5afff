package dev.latchkey.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.protocol.Json;
import dev.latchkey.protocol.JsonBody;
import dev.latchkey.protocol.JsonRpcPeer;
import dev.latchkey.protocol.OrderedExecutor;
import dev.latchkey.providers.courier.CourierReply;
import dev.latchkey.providers.courier.Inbox;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One request that a client performs: its reply as it comes, and the way to give it up. */
final class ClientExchange {
  private static final int FIRST_ERROR = 400;

  private final String id;
  private final URI url;
  private final JsonRpcPeer peer;
  private final OrderedExecutor order;
  private final Runnable forget;
  private final CompletableFuture<CourierReply> head = new CompletableFuture<>();
  private final Inbox<byte[]> pieces = new Inbox<>();
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile @Nullable CourierReply held;

  ClientExchange(String id, URI url, JsonRpcPeer peer, Executor threads, Runnable forget) {
    this.id = id;
    this.url = url;
    this.peer = peer;
    this.order = new OrderedExecutor(threads);
    this.forget = forget;
  }

  String id() {
    return id;
  }

  URI url() {
    return url;
  }

  /** Where what the client sends about this request is taken in, one after the other. */
  Executor order() {
    return order;
  }

  /** The head of the reply, once the client sent it. */
  CompletableFuture<CourierReply> head() {
    return head;
  }

  /** The pieces of the reply that are not read yet. */
  Inbox<byte[]> pieces() {
    return pieces;
  }

  /** Whether the reply can still grow. */
  boolean open() {
    return !over.get() && !pieces.ended();
  }

  /**
   * The head of the reply. An error is held back until its first piece: that may say that there was
   * no answer at all.
   */
  boolean start(int status, HttpHeaders headers) {
    CourierReply reply = new CourierReply(url, status, headers, new ReplyPieces(this));
    if (status < FIRST_ERROR) {
      return head.complete(reply);
    }
    held = reply;
    return !head.isDone();
  }

  /** A piece of the reply; waits while the reader is behind. */
  boolean chunk(byte[] data, boolean end) throws InterruptedException {
    CourierReply waiting = held;
    if (waiting != null) {
      held = null;
      head.complete(waiting);
    }
    boolean wanted = data.length == 0 ? !over.get() : pieces.put(data);
    if (end) {
      finish(null);
    }
    return wanted;
  }

  /** The client could not perform it, or broke off. */
  boolean fail(IOException cause) {
    boolean wanted = finish(cause);
    head.completeExceptionally(cause);
    return wanted;
  }

  private boolean finish(@Nullable IOException cause) {
    boolean first = over.compareAndSet(false, true);
    forget.run();
    pieces.end(cause);
    return first;
  }

  /** Nobody wants the reply any more; tells the client, without waiting for it. */
  void giveUp(String reason) {
    pieces.discard();
    if (over.compareAndSet(false, true)) {
      forget.run();
      ObjectNode cancel = params("", true).put("cancel", true).put("cancelReason", reason);
      var _ = peer.requestAsync(ClientCourier.CHUNK, JsonBody.of(cancel));
    }
  }

  /** A piece of the request. */
  JsonBody piece(String data, boolean end) {
    return JsonBody.of(params(data, end));
  }

  private ObjectNode params(String data, boolean end) {
    return Json.object()
        .put("requestId", id)
        .put("data", data)
        .put("binary", false)
        .put("end", end);
  }
}
