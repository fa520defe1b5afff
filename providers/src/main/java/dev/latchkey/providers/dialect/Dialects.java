package dev.latchkey.providers.dialect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.providers.Quirks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What refusals taught about servers, by endpoint and model. Bounded (the longest unused goes
 * first) and forgotten after a while, because servers get better. All methods may be called from
 * any thread.
 */
public final class Dialects {
  /** How long something is remembered unless told otherwise: 12 hours. */
  public static final Duration LIFETIME = Duration.ofHours(12);

  private static final int CAPACITY = 1000;

  private final InstantSource clock;
  private final Duration lifetime;
  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final LinkedHashMap<Place, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

  /** Remembers up to {@code capacity} models for {@code lifetime} each after the last lesson. */
  public Dialects(InstantSource clock, Duration lifetime, int capacity) {
    this.clock = clock;
    this.lifetime = lifetime;
    this.capacity = capacity;
  }

  /** With the usual lifetime and capacity. */
  public static Dialects of(InstantSource clock) {
    return new Dialects(clock, LIFETIME, CAPACITY);
  }

  /**
   * One model of one endpoint.
   *
   * @param endpoint where its calls go, without query and secrets
   * @param model its name on the wire
   */
  public record Place(String endpoint, String model) {}

  private static final class Entry {
    private final ObjectNode quirks = JsonNodeFactory.instance.objectNode();
    private int contextWindow;
    private Instant learnt = Instant.EPOCH;
  }

  /** {@code own} with what was learned about {@code place}. */
  public Quirks at(Place place, Quirks own) {
    lock.lock();
    try {
      Entry entry = fresh(place);
      return entry == null ? own : QuirksJson.with(own, entry.quirks);
    } finally {
      lock.unlock();
    }
  }

  /** The context window a refusal named, in tokens; empty when none did. */
  public OptionalInt contextWindow(Place place) {
    lock.lock();
    try {
      Entry entry = fresh(place);
      return entry == null || entry.contextWindow == 0
          ? OptionalInt.empty()
          : OptionalInt.of(entry.contextWindow);
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Entry fresh(Place place) {
    Entry entry = entries.get(place);
    if (entry != null && !entry.learnt.plus(lifetime).isAfter(clock.instant())) {
      entries.remove(place);
      return null;
    }
    return entry;
  }

  void learn(Place place, List<Lesson> lessons) {
    change(place, entry -> lessons.forEach(lesson -> lesson.addTo(entry.quirks)));
  }

  void learnWindow(Place place, int tokens) {
    change(place, entry -> entry.contextWindow = tokens);
  }

  private void change(Place place, Consumer<Entry> change) {
    lock.lock();
    try {
      Entry known = fresh(place);
      Entry entry = known == null ? new Entry() : known;
      change.accept(entry);
      entry.learnt = clock.instant();
      entries.put(place, entry);
      if (entries.size() > capacity) {
        entries.remove(entries.firstEntry().getKey());
      }
    } finally {
      lock.unlock();
    }
  }

  /** Forgets everything. */
  public void forget() {
    lock.lock();
    try {
      entries.clear();
    } finally {
      lock.unlock();
    }
  }

  /**
   * What is known, to be kept as configuration: {@code {"dialects":[{"endpoint","model","quirks":
   * {...},"maxContextWindowTokens","learnedAt","expiresAt"}]}}. The {@code quirks} object is what
   * {@code latchkey.quirks} of a provider takes.
   */
  public ObjectNode export() {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    ArrayNode all = document.putArray("dialects");
    lock.lock();
    try {
      for (Map.Entry<Place, Entry> known : new ArrayList<>(entries.entrySet())) {
        Entry entry = known.getValue();
        if (entry.learnt.plus(lifetime).isAfter(clock.instant())) {
          all.add(written(known.getKey(), entry));
        }
      }
    } finally {
      lock.unlock();
    }
    return document;
  }

  private ObjectNode written(Place place, Entry entry) {
    ObjectNode one = JsonNodeFactory.instance.objectNode();
    one.put("endpoint", place.endpoint()).put("model", place.model());
    one.set("quirks", entry.quirks.deepCopy());
    if (entry.contextWindow > 0) {
      one.put("maxContextWindowTokens", entry.contextWindow);
    }
    return one.put("learnedAt", entry.learnt.toString())
        .put("expiresAt", entry.learnt.plus(lifetime).toString());
  }
}
