package dev.latchkey.providers.call;

import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.credential.TokenCalls;
import dev.latchkey.providers.endpoint.Endpoint;
import dev.latchkey.providers.net.EgressCounter;
import dev.latchkey.providers.net.Errand;
import dev.latchkey.providers.net.Network;
import dev.latchkey.providers.net.NetworkOptions;
import dev.latchkey.providers.net.Relays;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The one way out: every request to a provider or to whoever issues its tokens leaves here, through
 * the right proxy, counted, and refused where it may not go.
 */
public final class HttpGate implements AutoCloseable {
  private final CallPolicy policy;
  private final Pauses pauses;
  private final Network network;
  private final Watchdog watchdog = new Watchdog();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final EgressCounter counter = new EgressCounter();
  private final Relays relays;
  private final Clients clients;

  /** A gate whose calls follow {@code policy} and leave as {@code network} says. */
  public HttpGate(CallPolicy policy, Pauses pauses, Network network) {
    this.policy = policy;
    this.pauses = pauses;
    this.network = network;
    this.relays = new Relays(network, policy.connect());
    this.clients = new Clients(network, relays, policy.connect(), threads);
  }

  /** Begins to build the client for {@code url} in the background. */
  public void warmUp(URI url, NetworkOptions options) {
    clients.warmUp(url, options);
  }

  /**
   * Sends a request; the body of the reply is read as it comes.
   *
   * @throws dev.latchkey.providers.ModelException.Permission when it may not go there
   */
  CompletableFuture<HttpResponse<InputStream>> sendAsync(HttpRequest request, Errand errand)
      throws InterruptedException {
    HttpRequest ready = admitted(request, errand);
    HttpClient client = clients.client(request.uri(), errand.options());
    return client.sendAsync(ready, CountedBody.on(counted(request, errand)));
  }

  /** Sends a request and waits for the head of the reply; interruption cancels. */
  HttpResponse<InputStream> send(HttpRequest request, Errand errand)
      throws IOException, InterruptedException {
    HttpRequest ready = admitted(request, errand);
    HttpClient client = clients.client(request.uri(), errand.options());
    return client.send(ready, CountedBody.on(counted(request, errand)));
  }

  /** The request as it may leave, with what its proxy wants to see. */
  private HttpRequest admitted(HttpRequest request, Errand errand) {
    network.admit(request.uri(), errand);
    return withProxyUser(request, relays.authorization(request.uri(), errand.options()));
  }

  private EgressCounter.Receipt counted(HttpRequest request, Errand errand) {
    return counter.count(request.uri(), errand, length(request));
  }

  private static long length(HttpRequest request) {
    return Math.max(0, request.bodyPublisher().map(BodyPublisher::contentLength).orElse(0L));
  }

  /** Whether a stranger chose the address of {@code endpoint}. */
  boolean strangers(Endpoint endpoint) {
    return network.serves(endpoint.config().network());
  }

  /** Why there was no connection, where more is known than the failure says; null otherwise. */
  @Nullable String reason(URI url, Errand errand) {
    return relays.failure(url, errand.options());
  }

  private static HttpRequest withProxyUser(HttpRequest request, @Nullable String user) {
    return user == null
        ? request
        : HttpRequest.newBuilder(request, (_, _) -> true)
            .setHeader("proxy-authorization", user)
            .build();
  }

  /** What left so far, and where it went. */
  public EgressCounter egress() {
    return counter;
  }

  /** The way to whoever issues tokens for this errand. */
  TokenCalls tokenCalls(Errand errand) {
    return new TokenHttp(this, errand.forToken());
  }

  CallPolicy policy() {
    return policy;
  }

  Pauses pauses() {
    return pauses;
  }

  Watchdog watchdog() {
    return watchdog;
  }

  /** Ends all calls and gives up the connections. */
  @Override
  public void close() {
    clients.close();
    relays.close();
    threads.shutdownNow();
  }
}
