package dev.latchkey.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.latchkey.protocol.Json;
import dev.latchkey.protocol.JsonBody;
import dev.latchkey.protocol.JsonRpcPeer;
import dev.latchkey.protocol.RpcCall;
import dev.latchkey.protocol.RpcException;
import dev.latchkey.protocol.RpcHandler;
import dev.latchkey.protocol.RpcRouter;
import dev.latchkey.protocol.StreamTransport;
import dev.latchkey.protocol.Transport;
import dev.latchkey.protocol.schema.ProtocolSchema;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A client that checks everything it gets against the published schema. */
final class TestClient implements RpcRouter, AutoCloseable {
  private static final ProtocolSchema SCHEMA = ProtocolSchema.published();

  private final JsonRpcPeer peer;
  private final LinkedBlockingQueue<JsonNode> unread = new LinkedBlockingQueue<>();
  private final Map<String, RpcHandler> handlers = new ConcurrentHashMap<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicInteger tokens = new AtomicInteger();
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();
  private final List<JsonNode> notified = new CopyOnWriteArrayList<>();
  private final List<JsonNode> lifecycle = new CopyOnWriteArrayList<>();

  private TestClient(Transport transport) {
    peer = new JsonRpcPeer(transport, Thread::startVirtualThread, this);
    peer.start(Thread.ofVirtual().factory());
  }

  static TestClient over(Transport transport) {
    return new TestClient(transport);
  }

  static TestClient tcp(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    return new TestClient(
        StreamTransport.open(socket.getInputStream(), socket.getOutputStream(), socket));
  }

  @Override
  public @Nullable RpcHandler handler(String method) {
    RpcHandler own = handlers.get(method);
    return own == null && method.equals("providerToken.getToken") ? this::token : own;
  }

  /** Answers requests of the server. */
  void answer(String method, RpcHandler handler) {
    handlers.put(method, handler);
  }

  private JsonBody token(RpcCall call) {
    String provider = call.params().path("providerName").asText();
    return JsonBody.of(
        Json.object().put("token", "token-" + tokens.incrementAndGet() + "-" + provider));
  }

  @Override
  public void notification(String method, JsonNode params) {
    if (method.equals("session.lifecycle")) {
      lifecycle.add(params);
    } else if (method.equals("session.event")) {
      notified.add(params);
      events.add(params.path("event"));
      unread.add(params.path("event"));
    }
  }

  /** Asks and checks the result against the schema. */
  JsonNode ask(String method, String params) throws Exception {
    JsonNode result =
        peer.request(method, JsonBody.encoded(params.getBytes(StandardCharsets.UTF_8)));
    if (SCHEMA.methods().contains(method)) {
      assertThat(SCHEMA.validateResult(method, result)).as(method + " " + result).isEmpty();
    }
    return result;
  }

  /** Events together with the ids of their sessions. */
  List<JsonNode> notified() {
    return notified;
  }

  /** Waits until the server has closed the connection. */
  void awaitEnd() throws InterruptedException {
    assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Override
  public void closed() {
    ended.countDown();
  }

  /** Asks without waiting for the result. */
  CompletableFuture<JsonNode> later(String method, String params) {
    return peer.requestAsync(method, JsonBody.encoded(params.getBytes(StandardCharsets.UTF_8)));
  }

  /** Asks for what must fail, and gives the error's text. */
  String error(String method, String params) throws Exception {
    try {
      throw new AssertionError(method + " answered " + ask(method, params));
    } catch (RpcException e) {
      return e.code() + " " + e.text();
    }
  }

  /** The result, or the error's text. */
  String outcome(String method, String params) throws Exception {
    try {
      return peer.request(method, JsonBody.encoded(params.getBytes(StandardCharsets.UTF_8)))
          .toString();
    } catch (RpcException e) {
      return e.code() + " " + e.text();
    }
  }

  /** The next event of this type, events before it skipped; each is checked against the schema. */
  JsonNode await(String type) throws InterruptedException {
    while (true) {
      JsonNode event = unread.poll(20, TimeUnit.SECONDS);
      if (event == null) {
        throw new AssertionError("No " + type + " after " + events);
      }
      assertThat(SCHEMA.validateEvent(event)).as(event.toString()).isEmpty();
      if (event.path("type").asText().equals(type)) {
        return event;
      }
    }
  }

  /** Data of the next event of this type. */
  JsonNode awaitData(String type) throws InterruptedException {
    return await(type).path("data");
  }

  List<String> types() {
    return events.stream().map(event -> event.path("type").asText()).toList();
  }

  List<JsonNode> events() {
    return List.copyOf(events);
  }

  /** Types of the lifecycle notifications about a session. */
  List<String> lifecycle(String sessionId) {
    return lifecycle.stream()
        .filter(params -> params.path("sessionId").asText().equals(sessionId))
        .map(params -> params.path("type").asText())
        .toList();
  }

  JsonNode lastEvent() {
    return events.isEmpty() ? MissingNode.getInstance() : events.getLast();
  }

  static String json(String singleQuoted) {
    return singleQuoted.replace('\'', '"');
  }

  static String quoted(String text) {
    return new String(Json.write(out -> out.writeString(text)), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    peer.close();
  }
}
