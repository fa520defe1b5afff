package dev.latchkey.providers.websocket;

import dev.latchkey.providers.courier.MessageSocket;
import dev.latchkey.providers.net.Connector;
import dev.latchkey.providers.net.NetworkOptions;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Opens WebSockets. */
public final class WebSockets {
  private static final int BUFFER = 16 * 1024;

  private final Connector connector;

  /** Sockets over connections of {@code connector}. */
  public WebSockets(Connector connector) {
    this.connector = connector;
  }

  /**
   * Opens a socket with the headers of {@code opening}; its URL begins with {@code http}.
   * Cancelling the future closes the connection at once, however far it got.
   *
   * @param context for TLS; null for none
   * @param limit for each step: the connection, TLS, the answer
   */
  public CompletableFuture<MessageSocket> open(
      HttpRequest opening, NetworkOptions options, @Nullable SSLContext context, Duration limit) {
    CompletableFuture<MessageSocket> open = new CompletableFuture<>();
    Thread opener =
        Thread.ofVirtual()
            .name("latchkey-websocket-open")
            .unstarted(() -> {
              try {
                WebSocket socket = opened(opening, options, context, limit);
                if (!open.complete(socket)) {
                  socket.close();
                }
              } catch (SocketTimeoutException slow) {
                open.completeExceptionally(new HttpConnectTimeoutException(slow.getMessage()));
              } catch (IOException | RuntimeException failure) {
                open.completeExceptionally(failure);
              }
            });
    var _ =
        open.whenComplete((_, _) -> {
          if (open.isCancelled()) {
            // a virtual thread that waits on a socket closes it when it is interrupted
            opener.interrupt();
          }
        });
    opener.start();
    return open;
  }

  private WebSocket opened(
      HttpRequest opening, NetworkOptions options, @Nullable SSLContext context, Duration limit)
      throws IOException {
    Connector.Connected connection = connector.connect(opening.uri(), options, context, limit);
    boolean stands = false;
    try {
      connection.below().setTcpNoDelay(true);
      connection.below().setSoTimeout(Math.toIntExact(limit.toMillis()));
      InputStream in = new BufferedInputStream(connection.socket().getInputStream(), BUFFER);
      new Handshake().perform(opening, in, connection.socket().getOutputStream());
      connection.below().setSoTimeout(0);
      stands = true;
      return WebSocket.on(connection, in);
    } finally {
      if (!stands) {
        connection.below().close();
      }
    }
  }
}
