package dev.latchkey.conformance.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.latchkey.protocol.JsonBody;
import dev.latchkey.protocol.JsonRpcPeer;
import dev.latchkey.protocol.RpcHandler;
import dev.latchkey.protocol.RpcRouter;
import dev.latchkey.protocol.StreamTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A client of the bare protocol, for suites that need more sessions than an SDK would open. */
public final class RpcClient implements RpcRouter, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Consumer<JsonNode>> listeners = new ConcurrentHashMap<>();
  private final JsonRpcPeer peer;

  private RpcClient(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    peer =
        new JsonRpcPeer(
            StreamTransport.open(socket.getInputStream(), socket.getOutputStream(), socket),
            Thread::startVirtualThread,
            this);
    peer.start(Thread.ofVirtual().factory());
  }

  /** A client of the server that listens on {@code port}. */
  public static RpcClient connect(int port) throws IOException {
    return new RpcClient(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  /** Gives all events of a session to {@code listener}, in order, on the reader's thread. */
  public void listen(String sessionId, Consumer<JsonNode> listener) {
    listeners.put(sessionId, listener);
  }

  /** Asks and waits for the result. */
  public JsonNode ask(String method, Map<String, ?> params) throws Exception {
    return peer.request(method, JsonBody.encoded(JSON.writeValueAsBytes(params)));
  }

  @Override
  public @Nullable RpcHandler handler(String method) {
    return null;
  }

  @Override
  public void notification(String method, JsonNode params) {
    Consumer<JsonNode> listener = listeners.get(params.path("sessionId").asText());
    if (method.equals("session.event") && listener != null) {
      listener.accept(params.path("event"));
    }
  }

  @Override
  public void close() {
    peer.close();
  }
}
