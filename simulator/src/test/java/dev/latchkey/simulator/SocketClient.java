package dev.latchkey.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client's WebSocket to a simulator. */
final class SocketClient implements WebSocket.Listener, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CLOSED = "{\"type\":\"closed\"}";

  private final HttpClient http = HttpClient.newHttpClient();
  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private final StringBuilder partial = new StringBuilder();
  private final WebSocket socket;

  SocketClient(Simulator simulator) throws Exception {
    socket =
        http.newWebSocketBuilder()
            .header("authorization", "Bearer k")
            .buildAsync(URI.create("ws://127.0.0.1:" + simulator.port() + "/v1/responses"), this)
            .get(5, TimeUnit.SECONDS);
  }

  void send(String singleQuoted) throws Exception {
    socket.sendText(singleQuoted.replace('\'', '"'), true).get(5, TimeUnit.SECONDS);
  }

  /** The next message; one of type {@code closed} when there will be none. */
  JsonNode next() throws Exception {
    String message = messages.poll(5, TimeUnit.SECONDS);
    return JSON.readTree(message == null ? "{\"type\":\"nothing\"}" : message);
  }

  /** The last message of a reply. */
  JsonNode last() throws Exception {
    while (true) {
      JsonNode message = next();
      String type = message.path("type").asText();
      if (type.matches("response.completed|error|closed|nothing")) {
        return message;
      }
    }
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean whole) {
    partial.append(data);
    if (whole) {
      messages.add(partial.toString());
      partial.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    messages.add(CLOSED);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    messages.add(CLOSED);
  }

  @Override
  public void close() {
    socket.abort();
    http.shutdownNow();
    http.close();
  }
}
