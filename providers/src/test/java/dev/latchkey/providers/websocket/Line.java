package dev.latchkey.providers.websocket;

import dev.latchkey.providers.courier.MessageSocket;
import dev.latchkey.providers.net.Connector;
import dev.latchkey.providers.net.Listening;
import dev.latchkey.providers.net.Network;
import dev.latchkey.providers.net.NetworkOptions;
import dev.latchkey.providers.net.TestCertificate;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A client's and a server's end on one machine; inside TLS when there is a certificate. */
final class Line implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Listening server;
  private final @Nullable SSLContext context;

  private Line(Listening server, @Nullable SSLContext context) {
    this.server = server;
    this.context = context;
  }

  static Line to(@Nullable TestCertificate certificate, Listening.Service service)
      throws GeneralSecurityException {
    SSLContext context = certificate == null ? null : certificate.server();
    ServerSocketFactory sockets =
        context == null ? ServerSocketFactory.getDefault() : context.getServerSocketFactory();
    return new Line(Listening.start(sockets, service), context);
  }

  static Line to(Listening.Service service) throws GeneralSecurityException {
    return to(null, service);
  }

  CompletableFuture<MessageSocket> opening() {
    URI url =
        URI.create(
            (context == null ? "http" : "https") + "://localhost:" + server.port() + "/v1?a=b");
    HttpRequest request = HttpRequest.newBuilder(url).header("x-team", "search").build();
    return new WebSockets(new Connector(Network.of(Map.of())))
        .open(request, NetworkOptions.DEFAULT, context, PATIENCE);
  }

  MessageSocket open() throws Exception {
    return opening().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  static @Nullable String receive(MessageSocket socket) throws Exception {
    byte[] message = socket.receive();
    return message == null ? null : new String(message, StandardCharsets.UTF_8);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.close();
  }
}
