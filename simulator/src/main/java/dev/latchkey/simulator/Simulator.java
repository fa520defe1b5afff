package dev.latchkey.simulator;

import dev.latchkey.simulator.check.ErrorBodies;
import dev.latchkey.simulator.check.Verifier;
import dev.latchkey.simulator.http.HttpListener;
import dev.latchkey.simulator.script.Fault;
import dev.latchkey.simulator.script.Reply;
import dev.latchkey.simulator.script.Script;
import dev.latchkey.simulator.serve.Director;
import dev.latchkey.simulator.serve.ModelServer;
import dev.latchkey.simulator.serve.Recorder;
import dev.latchkey.simulator.traffic.RecordedRequest;
import dev.latchkey.simulator.traffic.Violation;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A fake model provider on a real socket of 127.0.0.1. It speaks Chat Completions, Responses and
 * Anthropic Messages under any path prefix, answers as scripted, fails as told, holds requests to
 * the rules of their wire and remembers what it was asked.
 *
 * <pre>{@code
 * try (Simulator sim = Simulator.start()) {
 *   sim.enqueue(Reply.text("Hello"), Reply.fault(Fault.RESET));
 *   // … point a client at sim.baseUrl() + "/v1" …
 *   assertThat(sim.violations()).isEmpty();
 * }
 * }</pre>
 *
 * All methods may be called from any thread.
 */
public final class Simulator implements AutoCloseable {
  private final HttpListener listener;
  private final Recorder recorder;
  private final Director director;
  private final ModelServer server;

  private Simulator(
      HttpListener listener, Recorder recorder, Director director, ModelServer server) {
    this.listener = listener;
    this.recorder = recorder;
    this.director = director;
    this.server = server;
  }

  /** Starts with the defaults on any free port. */
  public static Simulator start() {
    return start(SimulatorOptions.defaults());
  }

  /**
   * Starts and listens.
   *
   * @throws UncheckedIOException when the port is taken
   */
  public static Simulator start(SimulatorOptions options) {
    SimulatorOptions.Strictness strictness = options.strictness();
    ModelServer.Identity identity =
        new ModelServer.Identity(
            new Verifier(strictness.rules(), strictness.quirks(), strictness.key()),
            new ErrorBodies(options.errorShape()),
            options.models(),
            strictness.onlyListedModels());
    Recorder recorder = new Recorder(options.recordLimit());
    Director director = new Director(options.script());
    AtomicReference<@Nullable HttpListener> bound = new AtomicReference<>();
    ModelServer server =
        new ModelServer(
            identity,
            recorder,
            director,
            () -> {
              HttpListener listening = bound.get();
              if (listening != null) {
                listening.refuse();
              }
            });
    HttpListener listener = HttpListener.start(options.port(), server);
    bound.set(listener);
    return new Simulator(listener, recorder, director, server);
  }

  /** {@code http://127.0.0.1:<port>}, without a path; clients usually add {@code /v1}. */
  public String baseUrl() {
    return "http://127.0.0.1:" + port();
  }

  /** The port, also while connects are refused. */
  public int port() {
    return listener.port();
  }

  /** Starts this script from its beginning, in place of whatever was still waiting. */
  public void script(Script script) {
    director.follow(script);
  }

  /** Puts replies behind those that are still waiting. */
  public void enqueue(Reply... replies) {
    director.enqueue(List.of(replies));
  }

  /** Puts the same reply so many times behind those that are still waiting. */
  public void enqueue(int times, Reply reply) {
    director.enqueue(Collections.nCopies(times, reply));
  }

  /** Fails the next model call that no rule of the script answers. */
  public void fail(Fault fault) {
    enqueue(Reply.fault(fault));
  }

  /** How many enqueued replies have not been given. */
  public int waitingReplies() {
    return director.waiting();
  }

  /**
   * Asks this function about every request first, model calls and others, before any check. It runs
   * on the connection's thread and may block. Where it returns null, everything goes its usual way.
   */
  public void onRequest(Function<RecordedRequest, @Nullable Reply> function) {
    server.askFirst(function);
  }

  /** The requests that are remembered, oldest first, of every kind. */
  public List<RecordedRequest> requests() {
    return recorder.requests();
  }

  /** The model calls among {@link #requests()}. */
  public List<RecordedRequest> modelCalls() {
    return recorder.requests().stream().filter(RecordedRequest::isModelCall).toList();
  }

  /**
   * The latest request that is remembered.
   *
   * @throws IllegalStateException when there is none
   */
  public RecordedRequest lastRequest() {
    List<RecordedRequest> all = requests();
    if (all.isEmpty()) {
      throw new IllegalStateException(
          "No request was recorded; check that the client uses " + baseUrl() + ".");
    }
    return all.getLast();
  }

  /** How often a request broke the rules of its wire, oldest first. */
  public List<Violation> violations() {
    return recorder.violations();
  }

  /** Requests since the start or the last {@link #forget()}, remembered or not. */
  public int requestCount() {
    return recorder.seen();
  }

  /** How many clients left before their answer was complete. */
  public int abandonedCount() {
    return recorder.abandonedCount();
  }

  /**
   * Blocks until there were so many requests.
   *
   * @return false when the time was over first
   */
  public boolean awaitRequests(int count, Duration timeout) throws InterruptedException {
    return recorder.awaitSeen(count, timeout);
  }

  /**
   * Blocks until so many clients left before their answer was complete.
   *
   * @return false when the time was over first
   */
  public boolean awaitAbandoned(int count, Duration timeout) throws InterruptedException {
    return recorder.awaitAbandoned(count, timeout);
  }

  /** How many WebSockets are open. */
  public int openSockets() {
    return recorder.openSockets();
  }

  /**
   * Blocks until so many WebSockets are open.
   *
   * @return false when the time was over first
   */
  public boolean awaitOpenSockets(int count, Duration timeout) throws InterruptedException {
    return recorder.awaitSockets(count, timeout);
  }

  /** Forgets requests, violations and counts; the script goes on. */
  public void forget() {
    recorder.clear();
  }

  /** Refuses connects from now on; open connections stay. */
  public void refuseConnections() {
    listener.refuse();
  }

  /** Takes connects again, on the same port. */
  public void acceptConnections() {
    listener.accept();
  }

  /** Closes every open connection, as a restarting server would. */
  public void dropConnections() {
    listener.dropConnections();
  }

  /** Stops listening and closes every connection. */
  @Override
  public void close() {
    listener.close();
  }
}
