package dev.latchkey.providers.call;

import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.credential.TokenCalls;
import dev.latchkey.providers.net.EgressCounter;
import dev.latchkey.providers.net.Network;
import dev.latchkey.providers.net.NetworkOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
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
  private final Clients clients;

  /** A gate whose calls follow {@code policy} and leave as {@code network} says. */
  public HttpGate(CallPolicy policy, Pauses pauses, Network network) {
    this.policy = policy;
    this.pauses = pauses;
    this.network = network;
    this.clients = new Clients(network, policy.connect(), threads);
  }

  /** Begins to build the client for {@code url} in the background. */
  public void warmUp(URI url, NetworkOptions options) {
    clients.warmUp(url, options);
  }

  /**
   * Sends a request to a provider.
   *
   * @throws dev.latchkey.providers.ModelException.Permission when it may not go there
   */
  <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, HttpResponse.BodyHandler<T> handler, NetworkOptions options)
      throws InterruptedException {
    HttpClient client = clients.client(request.uri(), options);
    network.guard().check(request.uri());
    counter.count(request.uri());
    return client.sendAsync(
        withProxyUser(request, network.proxies().authorization(request.uri(), options)), handler);
  }

  /**
   * Sends a question to whoever issues tokens, whom only people who run this can name, and waits
   * for the head of the reply; interruption cancels.
   */
  <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
      throws IOException, InterruptedException {
    NetworkOptions options = NetworkOptions.DEFAULT;
    HttpClient client = clients.client(request.uri(), options);
    counter.count(request.uri());
    return client.send(
        withProxyUser(request, network.proxies().authorization(request.uri(), options)), handler);
  }

  private static HttpRequest withProxyUser(HttpRequest request, @Nullable String user) {
    return user == null
        ? request
        : HttpRequest.newBuilder(request, (_, _) -> true)
            .setHeader("proxy-authorization", user)
            .build();
  }

  /** How many requests left for each {@code host:port}. */
  public Map<String, Long> egress() {
    return counter.counts();
  }

  /** The way to whoever issues tokens. */
  TokenCalls tokenCalls() {
    return new TokenHttp(this);
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
    threads.shutdownNow();
  }
}
