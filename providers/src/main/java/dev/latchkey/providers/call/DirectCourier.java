package dev.latchkey.providers.call;

import dev.latchkey.providers.courier.Courier;
import dev.latchkey.providers.courier.CourierReply;
import dev.latchkey.providers.courier.MessageSocket;
import dev.latchkey.providers.net.Connector;
import dev.latchkey.providers.net.Errand;
import dev.latchkey.providers.net.NetworkOptions;
import dev.latchkey.providers.net.Relays;
import dev.latchkey.providers.websocket.WebSockets;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Carries requests over connections of this process, through the right proxy. */
final class DirectCourier implements Courier {
  private final Clients clients;
  private final Relays relays;
  private final Connector connector;
  private final WebSockets sockets;
  private final Duration connect;

  DirectCourier(Clients clients, Relays relays, Connector connector, Duration connect) {
    this.clients = clients;
    this.relays = relays;
    this.connector = connector;
    this.sockets = new WebSockets(connector);
    this.connect = connect;
  }

  @Override
  public CompletableFuture<CourierReply> send(HttpRequest request, Errand errand)
      throws InterruptedException {
    HttpClient client = clients.client(request.uri(), errand.options());
    return Handover.of(
        client.sendAsync(withProxyUser(request, errand), BodyHandlers.ofInputStream()),
        reply -> new CourierReply(reply.uri(), reply.statusCode(), reply.headers(), reply.body()),
        late -> Attempt.close(late.body()));
  }

  @Override
  public boolean direct(Errand errand) {
    return true;
  }

  @Override
  public CompletableFuture<MessageSocket> connect(HttpRequest opening, Errand errand)
      throws InterruptedException {
    NetworkOptions options = errand.options();
    connector.check(opening.uri(), options);
    Duration own = options.connect();
    return sockets.open(
        opening, options, clients.context(opening.uri(), options), own == null ? connect : own);
  }

  /** Sends a request and waits for the head of the reply; interruption cancels. */
  HttpResponse<InputStream> ask(
      HttpRequest request, Errand errand, BodyHandler<InputStream> handler)
      throws IOException, InterruptedException {
    HttpClient client = clients.client(request.uri(), errand.options());
    return client.send(withProxyUser(request, errand), handler);
  }

  private HttpRequest withProxyUser(HttpRequest request, Errand errand) {
    String user = relays.authorization(request.uri(), errand.options());
    return user == null
        ? request
        : HttpRequest.newBuilder(request, (_, _) -> true)
            .setHeader("proxy-authorization", user)
            .build();
  }
}
