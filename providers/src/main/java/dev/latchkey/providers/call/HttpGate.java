package dev.latchkey.providers.call;

import dev.latchkey.providers.CallPolicy;
import java.net.http.HttpClient;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * The one HTTP client of all providers. Building it costs about 90 ms, so that begins in the
 * background as soon as anybody may need it.
 */
public final class HttpGate implements AutoCloseable {
  private final CallPolicy policy;
  private final Pauses pauses;
  private final Watchdog watchdog = new Watchdog();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final FutureTask<HttpClient> client = new FutureTask<>(this::build);

  /** A gate whose calls follow {@code policy}. */
  public HttpGate(CallPolicy policy, Pauses pauses) {
    this.policy = policy;
    this.pauses = pauses;
  }

  private HttpClient build() {
    return HttpClient.newBuilder()
        .executor(threads)
        .proxy(EnvironmentProxies.of(System.getenv()))
        .connectTimeout(policy.connect())
        .followRedirects(HttpClient.Redirect.NEVER)
        .build();
  }

  /** Begins to build the client in the background. */
  public void warmUp() {
    Thread.ofVirtual().name("latchkey-http-client").start(client);
  }

  /** The client; builds it, or waits for whoever is building it. */
  HttpClient client() throws InterruptedException {
    client.run();
    try {
      return client.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("No HTTP client could be built", e.getCause());
    }
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
    if (client.cancel(false)) {
      threads.shutdownNow();
      return;
    }
    if (client.state() == Future.State.SUCCESS) {
      client.resultNow().shutdownNow();
    }
    threads.shutdownNow();
  }
}
