package dev.latchkey.providers.call;

import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.net.Network;
import dev.latchkey.providers.net.NetworkOptions;
import dev.latchkey.providers.net.Relays;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP clients: one for plain HTTP, one with the platform's certificates, and one for each
 * provider that is reached in its own way. Building them takes a while, most of it reading
 * certificates, so only what is needed is built, and anew when a certificate's file has changed.
 */
final class Clients implements AutoCloseable {
  private static final String TUNNEL_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

  static {
    // Java's client reads it once and else withholds a proxy's user name and password for https
    if (System.getProperty(TUNNEL_SCHEMES) == null) {
      System.setProperty(TUNNEL_SCHEMES, "");
    }
  }

  private final Network network;
  private final Relays relays;
  private final Duration connect;
  private final Executor threads;
  private final Map<Kind, Slot> slots = new ConcurrentHashMap<>();

  private record Kind(boolean secure, NetworkOptions options) {}

  private record Slot(String stamp, FutureTask<HttpClient> client) {}

  Clients(Network network, Relays relays, Duration connect, Executor threads) {
    this.network = network;
    this.relays = relays;
    this.connect = connect;
    this.threads = threads;
  }

  /** Begins to build the client for {@code url} in the background. */
  void warmUp(URI url, NetworkOptions options) {
    Thread.ofVirtual().name("latchkey-http-client").start(task(url, options));
  }

  /** The client for {@code url}; builds it, or waits for whoever is building it. */
  HttpClient client(URI url, NetworkOptions options) throws InterruptedException {
    FutureTask<HttpClient> client = task(url, options);
    client.run();
    try {
      return client.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ModelException known) {
        throw known;
      }
      throw new IllegalStateException("No HTTP client could be built", e.getCause());
    }
  }

  /** The context for TLS to the server of {@code url}; null when there is none. */
  @Nullable SSLContext context(URI url, NetworkOptions options) throws InterruptedException {
    return "https".equalsIgnoreCase(url.getScheme()) ? client(url, options).sslContext() : null;
  }

  private FutureTask<HttpClient> task(URI url, NetworkOptions options) {
    boolean secure = !"http".equalsIgnoreCase(url.getScheme());
    Kind kind = new Kind(secure, options.ofConnections(secure));
    String stamp = secure ? network.trust().stamp(options) : "";
    return slots.compute(kind, (_, old) -> current(kind, stamp, old)).client();
  }

  private Slot current(Kind kind, String stamp, @Nullable Slot old) {
    if (old != null && old.stamp().equals(stamp)) {
      return old;
    }
    if (old != null && old.client().state() == Future.State.SUCCESS) {
      // calls under way end in their own time
      old.client().resultNow().shutdown();
    }
    Callable<HttpClient> build = () -> build(kind);
    return new Slot(stamp, new FutureTask<>(build));
  }

  private HttpClient build(Kind kind) throws Exception {
    Duration own = kind.options().connect();
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .executor(threads)
            .proxy(relays.selector(kind.options()))
            .connectTimeout(own == null ? connect : own)
            .followRedirects(HttpClient.Redirect.NEVER);
    SSLContext context = kind.secure() ? network.trust().context(kind.options()) : trustingNobody();
    return builder.sslContext(context).build();
  }

  /** A client insists on a context; with this one no certificates are read, and none is trusted. */
  private static SSLContext trustingNobody() throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(new KeyManager[0], new TrustManager[0], null);
    return context;
  }

  @Override
  public void close() {
    slots
        .values()
        .forEach(slot -> {
          FutureTask<HttpClient> client = slot.client();
          if (!client.cancel(false) && client.state() == Future.State.SUCCESS) {
            client.resultNow().shutdownNow();
          }
        });
  }
}
