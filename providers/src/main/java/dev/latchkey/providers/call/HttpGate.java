package dev.latchkey.providers.call;

import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.courier.Courier;
import dev.latchkey.providers.courier.CourierReply;
import dev.latchkey.providers.courier.MessageSocket;
import dev.latchkey.providers.credential.TokenCalls;
import dev.latchkey.providers.endpoint.Endpoint;
import dev.latchkey.providers.net.Connector;
import dev.latchkey.providers.net.EgressCounter;
import dev.latchkey.providers.net.Errand;
import dev.latchkey.providers.net.Network;
import dev.latchkey.providers.net.NetworkOptions;
import dev.latchkey.providers.net.Reach;
import dev.latchkey.providers.net.Relays;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLException;

/**
 * The one way out: every request to a provider or to whoever issues its tokens leaves here, through
 * the right proxy, counted, and refused where it may not go.
 */
public final class HttpGate implements AutoCloseable {
  private final CallPolicy policy;
  private final Pauses pauses;
  private final Network network;
  private final Watchdog watchdog;
  private final ExecutorService threads;
  private final EgressCounter counter;
  private final Relays relays;
  private final Clients clients;
  private final DirectCourier direct;
  private final Courier courier;

  /** A gate whose calls follow {@code policy} and leave as {@code network} says. */
  public HttpGate(CallPolicy policy, Pauses pauses, Network network) {
    this.policy = policy;
    this.pauses = pauses;
    this.network = network;
    this.watchdog = new Watchdog();
    this.threads = Executors.newVirtualThreadPerTaskExecutor();
    this.counter = new EgressCounter();
    this.relays = new Relays(network, policy.connect());
    this.clients = new Clients(network, relays, policy.connect(), threads);
    this.direct = new DirectCourier(clients, relays, new Connector(network), policy.connect());
    this.courier = direct;
  }

  private HttpGate(HttpGate of, Courier courier) {
    this.policy = of.policy;
    this.pauses = of.pauses;
    this.network = of.network;
    this.watchdog = of.watchdog;
    this.threads = of.threads;
    this.counter = of.counter;
    this.relays = of.relays;
    this.clients = of.clients;
    this.direct = of.direct;
    this.courier = courier;
  }

  /**
   * This gate, but requests to providers are carried by somebody else, who may hand them on to the
   * courier it is given: the usual one. What is counted and refused stays the same, and so do the
   * connections: closing either closes both.
   */
  public HttpGate via(UnaryOperator<Courier> other) {
    return new HttpGate(this, other.apply(direct));
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
  CompletableFuture<CourierReply> sendAsync(HttpRequest request, Errand errand)
      throws InterruptedException {
    network.admit(request.uri(), errand);
    EgressCounter.Receipt receipt = counted(request, errand);
    return Handover.of(
        courier.send(request, errand),
        reply -> reply.with(CountedBody.of(reply.body(), receipt)),
        reply -> Attempt.close(reply.body()));
  }

  /** Whether what this errand sends leaves over connections of this process. */
  public boolean carriesItself(Errand errand) {
    return courier.direct(errand);
  }

  /** Does this on a thread of its own, which ends with the gate. */
  public void inBackground(Runnable work) {
    if (!threads.isShutdown()) {
      threads.execute(work);
    }
  }

  /**
   * Opens a WebSocket.
   *
   * @throws dev.latchkey.providers.ModelException.Permission when it may not go there
   */
  CompletableFuture<MessageSocket> connectAsync(HttpRequest opening, Errand errand)
      throws InterruptedException {
    network.admit(opening.uri(), errand);
    EgressCounter.Receipt receipt = counted(opening, errand);
    return Handover.of(
        courier.connect(opening, errand),
        socket -> new CountedSocket(socket, receipt),
        MessageSocket::close);
  }

  /**
   * Sends a question to whoever issues tokens, always over a connection of this process, and waits
   * for the head of the reply; interruption cancels.
   */
  HttpResponse<InputStream> send(HttpRequest request, Errand errand)
      throws IOException, InterruptedException {
    network.admit(request.uri(), errand);
    return direct.ask(request, errand, CountedBody.on(counted(request, errand)));
  }

  private EgressCounter.Receipt counted(HttpRequest request, Errand errand) {
    return counter.count(request.uri(), errand, length(request));
  }

  private static long length(HttpRequest request) {
    return Math.max(0, request.bodyPublisher().map(BodyPublisher::contentLength).orElse(0L));
  }

  /** Whether a stranger chose the address of {@code endpoint}. */
  public boolean strangers(Endpoint endpoint) {
    return network.serves(endpoint.config().network());
  }

  /** Why there was no connection, where more is known than {@code failure} says. */
  Throwable explained(URI url, Errand errand, Throwable failure) {
    if (failure instanceof SSLException) {
      List<String> problems = network.trust().problems();
      return problems.isEmpty()
          ? failure
          : new SSLException(failure.getMessage() + ". " + String.join(" ", problems), failure);
    }
    return relays.explained(url, errand.options(), failure);
  }

  /** Tries the way to {@code url} step by step, as calls go. */
  public List<Reach.Step> reach(URI url, NetworkOptions options) {
    return Reach.test(network, options, url);
  }

  /** What left so far, and where it went. */
  public EgressCounter egress() {
    return counter;
  }

  /** The way to whoever issues tokens for this errand, in as long as {@code limit}. */
  TokenCalls tokenCalls(Errand errand, Duration limit) {
    return new TokenHttp(this, errand.forToken(), limit);
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
