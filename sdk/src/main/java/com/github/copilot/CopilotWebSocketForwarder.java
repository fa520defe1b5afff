package com.github.copilot;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Passes the messages of a WebSocket on to the address of its request. */
public class CopilotWebSocketForwarder extends CopilotWebSocketHandler {

  private static final int PROBE_SECONDS = 2;

  private volatile @Nullable WebSocket socket;

  /** Creates a forwarder that is not connected yet. */
  public CopilotWebSocketForwarder(CopilotRequestContext context) {
    super(context);
  }

  @Override
  void open() throws Exception {
    WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
    context
        .headers()
        .forEach((name, values) -> {
          if (!RequestHeaders.forbidden(name)) {
            values.forEach(value -> builder.header(name, value));
          }
        });
    String address = context.url().replaceFirst("^http", "ws");
    Listener listener = new Listener();
    socket = Futures.await(builder.buildAsync(URI.create(address), listener));
    listener.watch();
  }

  @Override
  public void sendRequestMessage(CopilotWebSocketMessage message) throws Exception {
    WebSocket connected = socket;
    if (connected == null) {
      throw new IllegalStateException("the WebSocket is not open");
    }
    Futures.await(
        message.binary()
            ? connected.sendBinary(ByteBuffer.wrap(message.data()), true)
            : connected.sendText(message.text(), true));
  }

  @Override
  public void close(CopilotWebSocketCloseStatus status) throws Exception {
    WebSocket connected = socket;
    if (connected != null && !connected.isOutputClosed()) {
      connected.sendClose(WebSocket.NORMAL_CLOSURE, "").exceptionally(error -> connected);
    }
    super.close(status);
  }

  private final class Listener implements WebSocket.Listener {

    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        CopilotWebSocketMessage message = CopilotWebSocketMessage.fromText(text.toString());
        text.setLength(0);
        return pass(from, message);
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
      byte[] part = new byte[data.remaining()];
      data.get(part);
      bytes.writeBytes(part);
      if (last) {
        CopilotWebSocketMessage message = new CopilotWebSocketMessage(bytes.toByteArray(), true);
        bytes.reset();
        return pass(from, message);
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      end(CopilotWebSocketCloseStatus.NORMAL_CLOSURE);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      end(new CopilotWebSocketCloseStatus(Futures.message(error), null, error));
    }

    /**
     * Java's client forgets the end of a connection that comes while no message is asked for; a
     * ping into it fails.
     */
    void watch() {
      CompletableFuture.delayedExecutor(PROBE_SECONDS, TimeUnit.SECONDS, ClientThreads.shared())
          .execute(this::probe);
    }

    private void probe() {
      WebSocket connected = socket;
      if (connected == null || connected.isOutputClosed()) {
        return;
      }
      Futures.whenDone(
          connected.sendPing(ByteBuffer.allocate(0)),
          (done, failure) -> {
            if (failure == null) {
              watch();
            } else {
              end(new CopilotWebSocketCloseStatus(Futures.message(failure), null, failure));
            }
          });
    }

    /** The next message is asked for when the runtime has this one. */
    private CompletionStage<?> pass(WebSocket from, CopilotWebSocketMessage message) {
      return CompletableFuture.runAsync(
          () -> {
            try {
              sendResponseMessage(message);
              from.request(1);
            } catch (Exception e) {
              end(new CopilotWebSocketCloseStatus(Futures.message(e), null, e));
            }
          },
          ClientThreads.shared());
    }

    private void end(CopilotWebSocketCloseStatus status) {
      Futures.run(
          ClientThreads.shared(),
          () -> {
            try {
              close(status);
            } catch (Exception e) {
              completion().completeExceptionally(e);
            }
          });
    }
  }
}
