package dev.latchkey.providers.call;

import dev.latchkey.providers.courier.Inbox;
import dev.latchkey.providers.courier.MessageSocket;
import dev.latchkey.providers.courier.UpgradeRefused;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A WebSocket over a connection of this process. Pings are answered, also while nobody reads. */
final class HttpSocket implements MessageSocket, WebSocket.Listener {
  private static final int LIMIT = 64 * 1024 * 1024;
  private static final Duration PROBE = Duration.ofSeconds(2);

  private final Inbox<String> inbox = new Inbox<>();
  private final StringBuilder partial = new StringBuilder();
  private volatile @Nullable WebSocket socket;

  private HttpSocket() {}

  /** Opens a socket with the headers of {@code opening}; its URL begins with {@code http}. */
  static CompletableFuture<MessageSocket> open(
      HttpClient client, HttpRequest opening, Duration limit) {
    HttpSocket wrapped = new HttpSocket();
    WebSocket.Builder builder = client.newWebSocketBuilder().connectTimeout(limit);
    opening
        .headers()
        .map()
        .forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
    CompletableFuture<MessageSocket> open =
        builder
            .buildAsync(webSocket(opening.uri()), wrapped)
            .handle((_, failure) -> {
              if (failure != null) {
                throw new CompletionException(cause(failure));
              }
              return wrapped;
            });
    var _ =
        open.whenComplete((_, _) -> {
          if (open.isCancelled()) {
            // the handshake itself cannot be cut; its time is limited
            wrapped.close();
          }
        });
    return open;
  }

  private static URI webSocket(URI url) {
    return URI.create("ws" + url.toString().substring("http".length()));
  }

  private static Throwable cause(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof WebSocketHandshakeException refused && refused.getResponse() != null) {
      HttpResponse<?> answer = refused.getResponse();
      String body = answer.body() instanceof String text ? text : "";
      return new UpgradeRefused(answer.statusCode(), answer.headers(), body);
    }
    return cause;
  }

  @Override
  public void send(String message) throws IOException, InterruptedException {
    WebSocket connected = socket;
    if (connected == null) {
      throw new IOException("closed");
    }
    try {
      connected.sendText(message, true).get();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause() == null ? "closed" : e.getCause().getMessage(), e);
    }
  }

  @Override
  public @Nullable String receive() throws IOException, InterruptedException {
    while (!inbox.await(PROBE)) {
      probe();
    }
    return inbox.take();
  }

  /** Java's client does not always notice that a connection has ended while nothing is sent. */
  private void probe() {
    WebSocket connected = socket;
    if (connected == null || connected.isInputClosed()) {
      inbox.end(new IOException("the connection has ended"));
      return;
    }
    var _ =
        connected
            .sendPing(ByteBuffer.allocate(0))
            .whenComplete((_, failure) -> {
              if (failure instanceof IOException broken) {
                inbox.end(broken);
              }
            });
  }

  @Override
  public boolean open() {
    WebSocket connected = socket;
    return connected != null && !connected.isOutputClosed() && !inbox.ended();
  }

  @Override
  public void close() {
    inbox.discard();
    WebSocket connected = socket;
    if (connected == null) {
      return;
    }
    if (connected.isOutputClosed()) {
      connected.abort();
      return;
    }
    var _ =
        connected
            .sendClose(WebSocket.NORMAL_CLOSURE, "")
            .orTimeout(1, TimeUnit.SECONDS)
            .whenComplete((_, _) -> connected.abort());
  }

  @Override
  public void onOpen(WebSocket opened) {
    socket = opened;
    if (inbox.ended()) {
      opened.abort();
    } else {
      opened.request(1);
    }
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (partial.length() > LIMIT) {
      inbox.end(new IOException("a message of more than " + LIMIT + " characters came"));
      from.abort();
    } else if (!last || deliver()) {
      from.request(1);
    }
    return null;
  }

  /** Waits while nobody reads: nothing more is taken from the connection meanwhile. */
  private boolean deliver() {
    String message = partial.toString();
    partial.setLength(0);
    try {
      return inbox.put(message);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** No provider sends any. */
  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    boolean ordinary = code == WebSocket.NORMAL_CLOSURE || code == 1001 || code == 1005;
    inbox.end(
        ordinary ? null : new IOException("closed by the server with " + code + " " + reason));
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    inbox.end(new IOException(String.valueOf(error.getMessage()), error));
  }
}
