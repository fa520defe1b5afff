package dev.latchkey.runtime.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.latchkey.protocol.schema.ProtocolSchema;
import dev.latchkey.protocol.schema.Violation;
import dev.latchkey.runtime.EmittedEvent;
import dev.latchkey.runtime.EventListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Keeps what a session tells and waits for it. */
final class Recorder implements EventListener {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<EmittedEvent> events = new ArrayList<>();

  @Override
  public synchronized void onEvent(EmittedEvent event) {
    events.add(event);
    notifyAll();
  }

  synchronized List<EmittedEvent> events() {
    return List.copyOf(events);
  }

  synchronized void clear() {
    events.clear();
  }

  /** Event types in order; ephemeral ones end in {@code ~}. */
  List<String> types() {
    return events().stream().map(e -> e.type() + (e.ephemeral() ? "~" : "")).toList();
  }

  List<JsonNode> trees() {
    return events().stream().map(e -> tree(e.json())).toList();
  }

  /** The data of all events of a type. */
  List<JsonNode> data(String type) {
    return events().stream()
        .filter(e -> e.type().equals(type))
        .map(e -> tree(e.json()).path("data"))
        .toList();
  }

  JsonNode only(String type) {
    List<JsonNode> all = data(type);
    if (all.size() != 1) {
      throw new AssertionError(all.size() + " events of type " + type + " in " + types());
    }
    return all.getFirst();
  }

  /** Waits for the {@code count}-th event of a type and returns its data. */
  synchronized JsonNode await(String type, int count) {
    Predicate<EmittedEvent> wanted = e -> e.type().equals(type);
    Instant end = Instant.now().plus(PATIENCE);
    while (events.stream().filter(wanted).count() < count) {
      long left = Duration.between(Instant.now(), end).toMillis();
      if (left <= 0) {
        throw new AssertionError("No " + count + ". " + type + " came, only " + types());
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    return data(type).get(count - 1);
  }

  /** Fails for events that are not as the public protocol describes them. */
  void checkAll() {
    ProtocolSchema schema = ProtocolSchema.published();
    for (JsonNode event : trees()) {
      List<Violation> wrong = schema.validateEvent(event);
      if (!wrong.isEmpty()) {
        throw new AssertionError(wrong + " in " + event);
      }
    }
  }

  void awaitIdle() {
    await("session.idle", 1);
  }

  static JsonNode tree(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
