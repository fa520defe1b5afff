package dev.latchkey.server;

import dev.latchkey.providers.courier.Courier;
import dev.latchkey.providers.courier.CourierReply;
import dev.latchkey.providers.courier.MessageSocket;
import dev.latchkey.providers.net.Errand;
import java.net.http.HttpRequest;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Has the requests of a session performed by its client, where that asked for it. */
final class SessionCourier implements Courier {
  private final SessionHubs hubs;
  private final Courier direct;

  /** {@code direct} carries what no client performs. */
  SessionCourier(SessionHubs hubs, Courier direct) {
    this.hubs = hubs;
    this.direct = direct;
  }

  @Override
  public CompletableFuture<CourierReply> send(HttpRequest request, Errand errand)
      throws InterruptedException {
    return carrier(errand).send(request, errand);
  }

  @Override
  public CompletableFuture<MessageSocket> connect(HttpRequest opening, Errand errand)
      throws InterruptedException {
    return carrier(errand).connect(opening, errand);
  }

  @Override
  public boolean direct(Errand errand) {
    return carrier(errand).direct(errand);
  }

  private Courier carrier(Errand errand) {
    return Optional.ofNullable(errand.session())
        .flatMap(hubs::hub)
        .map(hub -> hub.courier(direct))
        .orElse(direct);
  }
}
