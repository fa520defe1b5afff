package dev.latchkey.providers.discovery;

import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.Providers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Looks for model servers on this machine, on the ports they are known for. */
public final class LocalServers {
  private static final int CONNECT_MILLIS = 200;
  private static final Duration LIMIT = Duration.ofSeconds(5);

  /** The order is the order of preference. */
  private static final List<Candidate> KNOWN =
      List.of(
          new Candidate("Ollama", () -> Optional.of("http://127.0.0.1:11434/v1")),
          new Candidate("LM Studio", () -> Optional.of("http://127.0.0.1:1234/v1")),
          new Candidate("Foundry Local", FoundryLocal::find),
          new Candidate("vLLM", () -> Optional.of("http://127.0.0.1:8000/v1")));

  private LocalServers() {}

  /** A server that may be running. */
  record Candidate(String name, Supplier<Optional<String>> baseUrl) {}

  /**
   * The servers that answer with at least one model, in order of preference. All are tried at once;
   * where nothing listens it takes a fraction of a second, and never more than about 5 s.
   */
  public static List<LocalServer> find(Providers providers) {
    return find(providers, KNOWN);
  }

  static List<LocalServer> find(Providers providers, List<Candidate> candidates) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Optional<LocalServer>>> asked =
          candidates.stream().map(c -> threads.submit(() -> ask(providers, c))).toList();
      long deadline = System.nanoTime() + LIMIT.toNanos();
      List<LocalServer> found =
          asked.stream().flatMap(server -> result(server, deadline).stream()).toList();
      threads.shutdownNow();
      return found;
    }
  }

  private static Optional<LocalServer> ask(Providers providers, Candidate candidate) {
    String baseUrl = candidate.baseUrl().get().orElse(null);
    if (baseUrl == null || !listens(URI.create(baseUrl).getPort())) {
      return Optional.empty();
    }
    try {
      List<DiscoveredModel> models =
          providers.models(ProviderConfig.builder(baseUrl).build()).stream()
              .filter(model -> model.facts().chats())
              .toList();
      return models.isEmpty()
          ? Optional.empty()
          : Optional.of(new LocalServer(candidate.name(), baseUrl, models));
    } catch (ModelException _) {
      // something else listens there
      return Optional.empty();
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private static Optional<LocalServer> result(Future<Optional<LocalServer>> asked, long deadline) {
    try {
      return asked.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      return Optional.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
