package com.github.copilot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.copilot.rpc.CopilotClientOptions;
import com.github.copilot.rpc.PermissionHandler;
import com.github.copilot.rpc.SessionConfig;
import dev.latchkey.protocol.Json;
import dev.latchkey.protocol.JsonBody;
import dev.latchkey.protocol.JsonRpcPeer;
import dev.latchkey.protocol.RpcException;
import dev.latchkey.protocol.RpcHandler;
import dev.latchkey.protocol.RpcRouter;
import dev.latchkey.protocol.StreamTransport;
import dev.latchkey.protocol.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A server that speaks the real protocol over a real socket and answers as a test tells it. */
final class ScriptedServer implements AutoCloseable, RpcRouter {

  static final ObjectMapper JSON = new ObjectMapper();

  /** A request of the client. */
  record Call(String method, JsonNode params) {}

  private final ServerSocket listener;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "scripted-server");
        thread.setDaemon(true);
        return thread;
      });
  private final Map<String, Function<JsonNode, JsonNode>> answers = new ConcurrentHashMap<>();
  private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
  private final CompletableFuture<JsonRpcPeer> peer = new CompletableFuture<>();

  private ScriptedServer(ServerSocket listener) {
    this.listener = listener;
    answer("connect", params -> json("{'ok':true,'protocolVersion':3,'version':'test'}"));
    answer("session.create", params -> opened(params));
    answer("session.resume", params -> opened(params));
    answer("session.send", params -> json("{'messageId':'m1'}"));
  }

  static ScriptedServer start() throws IOException {
    ScriptedServer server =
        new ScriptedServer(new ServerSocket(0, 8, InetAddress.getLoopbackAddress()));
    server.threads.execute(server::accept);
    return server;
  }

  /** A server without a socket, at the end of a transport. */
  static ScriptedServer over(Transport transport) throws IOException {
    ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    ScriptedServer server = new ScriptedServer(unused);
    unused.close();
    server.serve(transport);
    return server;
  }

  private static JsonNode opened(JsonNode params) {
    return Json.object().put("sessionId", params.path("sessionId").asText());
  }

  private void accept() {
    try {
      Socket socket = listener.accept();
      serve(StreamTransport.open(socket.getInputStream(), socket.getOutputStream(), socket));
    } catch (IOException e) {
      peer.completeExceptionally(e);
    }
  }

  private void serve(Transport transport) {
    JsonRpcPeer created = new JsonRpcPeer(transport, threads, this);
    created.start(task -> new Thread(task, "scripted-reader"));
    peer.complete(created);
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  ScriptedServer answer(String method, Function<JsonNode, JsonNode> answer) {
    answers.put(method, answer);
    return this;
  }

  ScriptedServer fail(String method, int code, String message) {
    return answer(
        method,
        params -> {
          throw new RpcException(code, message);
        });
  }

  @Override
  public RpcHandler handler(String method) {
    return call -> {
      calls.add(new Call(method, call.params()));
      Function<JsonNode, JsonNode> answer = answers.get(method);
      return JsonBody.of(answer == null ? Json.object() : answer.apply(call.params()));
    };
  }

  String url() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  CopilotClientOptions options() {
    return new CopilotClientOptions().setCliUrl(url());
  }

  CopilotClient client() {
    return new CopilotClient(options());
  }

  static SessionConfig config() {
    return new SessionConfig().setOnPermissionRequest(PermissionHandler.APPROVE_ALL);
  }

  JsonRpcPeer peer() {
    return peer.join();
  }

  /** Waits for the next request of that name and skips others. */
  JsonNode next(String method) throws InterruptedException {
    for (Call call = calls.poll(5, TimeUnit.SECONDS);
        call != null;
        call = calls.poll(5, TimeUnit.SECONDS)) {
      if (call.method().equals(method)) {
        return call.params();
      }
    }
    throw new AssertionError("no " + method + " within 5 s");
  }

  /** The names of the requests that have come since the last look. */
  List<String> methods() {
    List<Call> seen = new ArrayList<>();
    calls.drainTo(seen);
    return seen.stream().map(Call::method).toList();
  }

  /** Asks the client and waits for its answer. */
  JsonNode ask(String method, String params) throws Exception {
    return peer().requestAsync(method, JsonBody.of(json(params))).get(5, TimeUnit.SECONDS);
  }

  /** Sends an event of a session. */
  void event(CopilotSession session, String type, String data) throws IOException {
    event(session.getSessionId(), type, data);
  }

  private void event(String sessionId, String type, String data) throws IOException {
    ObjectNode event =
        Json.object()
            .put("id", UUID.randomUUID().toString())
            .put("timestamp", "2026-01-02T03:04:05.678Z")
            .put("type", type);
    event.set("data", json(data));
    ObjectNode params = Json.object().put("sessionId", sessionId);
    params.set("event", event);
    peer().notify("session.event", JsonBody.of(params));
  }

  /** Sends the events of a turn that answers with a text. */
  void turn(CopilotSession session, String text) throws IOException {
    turn(session.getSessionId(), text);
  }

  /** Sends the events of a turn that answers with a text. */
  void turn(String sessionId, String text) throws IOException {
    event(sessionId, "assistant.message", "{'messageId':'a1','content':'" + text + "'}");
    event(sessionId, "session.idle", "{}");
  }

  @Override
  public void close() throws IOException {
    listener.close();
    if (peer.isDone() && !peer.isCompletedExceptionally()) {
      peer.join().close();
    }
    threads.shutdownNow();
  }
}
