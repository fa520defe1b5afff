package dev.latchkey.providers.courier;

import dev.latchkey.providers.net.Errand;
import java.net.http.HttpRequest;
import java.util.concurrent.CompletableFuture;

/**
 * Carries requests to providers: over connections of this process, or by asking somebody else. Its
 * methods may be called from any thread.
 */
public interface Courier {
  /**
   * Sends a request. The future completes when the head of the reply is here; it fails with an
   * {@link java.io.IOException} when the connection did. Cancelling it gives the request up, and so
   * does closing the body.
   *
   * @throws dev.latchkey.providers.ModelException when nobody can carry it, now or later
   * @throws InterruptedException when interrupted while getting ready
   */
  CompletableFuture<CourierReply> send(HttpRequest request, Errand errand)
      throws InterruptedException;

  /** Whether what this errand sends leaves over connections of this process. */
  default boolean direct(Errand errand) {
    return false;
  }

  /**
   * Opens a WebSocket; the future fails with {@link UpgradeRefused} when the server answers
   * otherwise, with another {@link java.io.IOException} when the connection failed. Cancelling it
   * gives the socket up.
   *
   * @throws dev.latchkey.providers.ModelException when nobody can carry it, now or later
   * @throws InterruptedException when interrupted while getting ready
   */
  CompletableFuture<MessageSocket> connect(HttpRequest opening, Errand errand)
      throws InterruptedException;
}
