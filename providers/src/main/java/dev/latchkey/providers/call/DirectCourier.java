package dev.latchkey.providers.call;

import dev.latchkey.providers.courier.Courier;
import dev.latchkey.providers.courier.CourierReply;
import dev.latchkey.providers.courier.MessageSocket;
import dev.latchkey.providers.net.Errand;
import dev.latchkey.providers.net.Relays;
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
  private final Duration handshake;

  DirectCourier(Clients clients, Relays relays, Duration handshake) {
    this.clients = clients;
    this.relays = relays;
    this.handshake = handshake;
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
  public CompletableFuture<MessageSocket> connect(HttpRequest opening, Errand errand)
      throws InterruptedException {
    HttpClient client = clients.client(opening.uri(), errand.options());
    return HttpSocket.open(client, withProxyUser(opening, errand), handshake);
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
