package dev.latchkey.providers.call;

import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.credential.TokenCalls;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * The HTTP clients of all providers: one for plain HTTP, one with the platform's certificates.
 * Building them takes a while, most of it reading certificates, so that begins in the background as
 * soon as anybody may need one, and only for the kind that is needed.
 */
public final class HttpGate implements AutoCloseable {
  private final CallPolicy policy;
  private final Pauses pauses;
  private final Watchdog watchdog = new Watchdog();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final FutureTask<HttpClient> secure = new FutureTask<>(() -> builder().build());
  private final FutureTask<HttpClient> plain =
      new FutureTask<>(() -> builder().sslContext(trustingNobody()).build());

  /** A gate whose calls follow {@code policy}. */
  public HttpGate(CallPolicy policy, Pauses pauses) {
    this.policy = policy;
    this.pauses = pauses;
  }

  private HttpClient.Builder builder() {
    return HttpClient.newBuilder()
        .executor(threads)
        .proxy(EnvironmentProxies.of(System.getenv()))
        .connectTimeout(policy.connect())
        .followRedirects(HttpClient.Redirect.NEVER);
  }

  /** A client insists on a context; with this one no certificates are read, and none is trusted. */
  private static SSLContext trustingNobody() throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(new KeyManager[0], new TrustManager[0], null);
    return context;
  }

  private FutureTask<HttpClient> task(URI url) {
    return "http".equalsIgnoreCase(url.getScheme()) ? plain : secure;
  }

  /** Begins to build the client for {@code url} in the background. */
  public void warmUp(URI url) {
    Thread.ofVirtual().name("latchkey-http-client").start(task(url));
  }

  /** The client for {@code url}; builds it, or waits for whoever is building it. */
  HttpClient client(URI url) throws InterruptedException {
    FutureTask<HttpClient> client = task(url);
    client.run();
    try {
      return client.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("No HTTP client could be built", e.getCause());
    }
  }

  /** Sends and waits for the head of the reply; interruption cancels. */
  <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
      throws IOException, InterruptedException {
    return client(request.uri()).send(request, handler);
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
    shutDown(plain);
    shutDown(secure);
    threads.shutdownNow();
  }

  private static void shutDown(FutureTask<HttpClient> client) {
    if (!client.cancel(false) && client.state() == Future.State.SUCCESS) {
      client.resultNow().shutdownNow();
    }
  }
}
