package dev.latchkey.providers.call;

import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.Message;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ModelProvider;
import dev.latchkey.providers.ModelRequest;
import dev.latchkey.providers.ModelStream;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.RetryListener;
import dev.latchkey.providers.endpoint.Endpoint;
import dev.latchkey.providers.net.Network;
import dev.latchkey.providers.wire.completions.CompletionsWire;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A provider whose waits take no time and are written down. */
final class Harness implements AutoCloseable, Pauses {
  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  final List<Duration> waits = new ArrayList<>();
  final List<String> retries = new ArrayList<>();
  final HttpGate gate;
  private final Endpoint endpoint;
  double luck = 1;
  Instant now = NOW;
  Runnable onWait = () -> {};

  Harness(String baseUrl, CallPolicy policy) {
    this(ProviderConfig.builder(baseUrl).build(), policy);
  }

  Harness(ProviderConfig config, CallPolicy policy) {
    this(config, policy, Network.of(Map.of()));
  }

  Harness(ProviderConfig config, CallPolicy policy, Network network) {
    gate = new HttpGate(policy, this, network);
    endpoint = Endpoint.of(config);
  }

  @Override
  public void sleep(Duration time) {
    waits.add(time);
    onWait.run();
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public double random() {
    return luck;
  }

  ModelProvider provider() {
    return providerThrough(gate);
  }

  ModelProvider providerThrough(HttpGate other) {
    return new HttpModelProvider(other, endpoint, new CompletionsWire(), endpoint.quirks());
  }

  RetryListener listener() {
    return (cause, attempt, wait) ->
        retries.add(attempt + " " + cause.getClass().getSimpleName() + " " + wait);
  }

  static ModelRequest request() {
    return ModelRequest.builder("m").messages(List.of(Message.user("Hi"))).build();
  }

  ModelStream open() {
    return provider().stream(request(), listener());
  }

  /** All events of one call. */
  List<ModelEvent> call() {
    try (ModelStream stream = open()) {
      return drain(stream);
    }
  }

  /** What a call that must fail at its start fails with. */
  ModelException failure() {
    try (ModelStream stream = open()) {
      throw new AssertionError("expected a failure, got " + drain(stream));
    } catch (ModelException failure) {
      return failure;
    }
  }

  /** What opening a call throws. */
  static Throwable thrown(Supplier<ModelStream> open) {
    try (ModelStream stream = open.get()) {
      throw new AssertionError("expected a failure, got " + drain(stream));
    } catch (ModelException failure) {
      return failure;
    }
  }

  static List<ModelEvent> drain(ModelStream stream) {
    List<ModelEvent> events = new ArrayList<>();
    do {
      events.add(stream.next());
    } while (!events.getLast().terminal());
    return events;
  }

  static String text(List<ModelEvent> events) {
    StringBuilder text = new StringBuilder();
    for (ModelEvent event : events) {
      if (event instanceof ModelEvent.BlockDone(_, Content.Text block)) {
        text.append(block.text());
      }
    }
    return text.toString();
  }

  @Override
  public void close() {
    gate.close();
  }
}
