package dev.latchkey.providers.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.providers.CallNotice;
import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.Message;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ModelProvider;
import dev.latchkey.providers.ModelRequest;
import dev.latchkey.providers.ModelStream;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.RetryListener;
import dev.latchkey.providers.call.HttpGate;
import dev.latchkey.providers.call.HttpModelProvider;
import dev.latchkey.providers.call.Pauses;
import dev.latchkey.providers.endpoint.Endpoint;
import dev.latchkey.providers.net.Network;
import dev.latchkey.providers.wire.Wire;
import dev.latchkey.providers.wire.anthropic.AnthropicWire;
import dev.latchkey.providers.wire.completions.CompletionsWire;
import dev.latchkey.providers.wire.responses.ResponsesWire;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.SimulatorOptions;
import dev.latchkey.simulator.script.Script;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A simulator that poses as the servers of one row, and providers whose waits take no time. */
final class Bench implements AutoCloseable, Pauses, RetryListener {
  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  static final Duration PATIENCE = Duration.ofSeconds(10);

  final Row row;
  final Simulator sim;
  final List<Duration> waits = new ArrayList<>();
  final List<ModelException> retried = new ArrayList<>();
  private final Way way;
  private final HttpGate gate;
  private final List<ModelProvider> providers = new CopyOnWriteArrayList<>();

  Bench(Row row) {
    this.row = row;
    SimulatorOptions options = SimulatorOptions.defaults().errorShape(row.errorShape());
    sim = Simulator.start(row.authHeader().isEmpty() ? options : options.key(Row.KEY));
    way = Way.to(row, sim);
    gate = gate(CallPolicy.DEFAULT);
  }

  private HttpGate gate(CallPolicy policy) {
    return new HttpGate(policy, this, Network.of(way.variables()));
  }

  private static ModelProvider connect(HttpGate gate, ProviderConfig config) {
    Endpoint endpoint = Endpoint.of(config);
    Wire wire =
        switch (endpoint.wireApi()) {
          case COMPLETIONS -> new CompletionsWire();
          case RESPONSES -> new ResponsesWire();
          case MESSAGES -> new AnthropicWire();
        };
    return new HttpModelProvider(gate, endpoint, wire, endpoint.quirks());
  }

  void reset() {
    sim.acceptConnections();
    sim.script(Script.EMPTY);
    sim.forget();
    waits.clear();
    retried.clear();
    providers.forEach(ModelProvider::close);
    providers.clear();
  }

  /** Waits until the server has a call, which over a socket comes after the opening. */
  boolean awaitCall() throws InterruptedException {
    return sim.awaitRequests(row.socket() ? 2 : 1, PATIENCE);
  }

  ProviderConfig.Builder config() {
    return row.config(sim);
  }

  ModelProvider provider() {
    return provider(config().build());
  }

  ModelProvider provider(ProviderConfig config) {
    ModelProvider provider = connect(gate, config);
    providers.add(provider);
    return provider;
  }

  /** Asks with other limits than the usual ones, once and without a retry. */
  Exchange callWithin(CallPolicy.Builder limits) {
    try (HttpGate hasty = gate(limits.maxRetries(0).build())) {
      ModelProvider provider = connect(hasty, config().build());
      return Exchange.of(() -> provider.stream(hi().build(), this));
    }
  }

  ModelRequest.Builder hi() {
    return ModelRequest.builder(row.model()).messages(List.of(Message.user("Hi")));
  }

  ModelStream open(ModelRequest request) {
    return provider().stream(request, this);
  }

  Exchange call(ModelRequest.Builder request) {
    return call(provider(), request);
  }

  Exchange call(ModelProvider provider, ModelRequest.Builder request) {
    return Exchange.of(() -> provider.stream(request.build(), this));
  }

  Exchange call() {
    return call(hi());
  }

  /** What people read of a failure has all they need, and no key. */
  void assertTold(ModelException failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString() + failure.failure()).doesNotContain(Row.KEY);
    assertThat(failure.nextStep()).isNotBlank();
    // what breaks over a socket is tried again over HTTP
    assertThat(failure.failure().url()).isIn(row.shown(sim, row.socket()), row.shown(sim, false));
  }

  @Override
  public void retrying(ModelException cause, int attempt, Duration wait) {
    assertTold(cause);
    retried.add(cause);
  }

  @Override
  public void noticed(CallNotice notice) {
    assertThat(notice.message()).doesNotContain(Row.KEY);
  }

  @Override
  public void sleep(Duration time) {
    waits.add(time);
  }

  @Override
  public Instant now() {
    return NOW;
  }

  @Override
  public double random() {
    return 0;
  }

  @Override
  public void close() {
    gate.close();
    way.close();
    sim.close();
  }
}
