package dev.latchkey.providers.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.providers.Quirks;
import dev.latchkey.providers.catalogue.Known;
import dev.latchkey.providers.catalogue.ModelFacts;
import dev.latchkey.providers.catalogue.Origin;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What refusals taught about servers, by endpoint and model. Bounded (the longest unused goes
 * first) and forgotten after a while, because servers get better. What a {@link DialectStore} keeps
 * is read when it is first needed. All methods may be called from any thread.
 */
public final class Dialects {
  /** How long something is remembered unless told otherwise: 12 hours. */
  public static final Duration LIFETIME = Duration.ofHours(12);

  private static final int CAPACITY = 1000;

  private final InstantSource clock;
  private final Duration lifetime;
  private final int capacity;
  private final DialectStore store;
  private final ReentrantLock lock = new ReentrantLock();
  private final LinkedHashMap<Place, Dialect> known = new LinkedHashMap<>(16, 0.75f, true);
  private boolean loaded;

  /** Remembers up to {@code capacity} models for {@code lifetime} each after the last lesson. */
  public Dialects(InstantSource clock, Duration lifetime, int capacity, DialectStore store) {
    this.clock = clock;
    this.lifetime = lifetime;
    this.capacity = capacity;
    this.store = store;
  }

  /** With the usual lifetime and capacity, for this process only. */
  public static Dialects of(InstantSource clock) {
    return keptIn(DialectStore.NONE, clock);
  }

  /** With the usual lifetime and capacity; what is learned is kept in {@code store}. */
  public static Dialects keptIn(DialectStore store, InstantSource clock) {
    return new Dialects(clock, LIFETIME, CAPACITY, store);
  }

  /**
   * One model of one endpoint.
   *
   * @param endpoint where its calls go, without query and secrets
   * @param model its name on the wire
   */
  public record Place(String endpoint, String model) {}

  /** {@code own} with what was learned about {@code place}. */
  public Quirks at(Place place, Quirks own) {
    Dialect dialect = fresh(place);
    return dialect == null ? own : QuirksJson.with(own, dialect.quirks());
  }

  /** What was learned about the model at {@code place}; all of {@link Origin#LEARNED}. */
  public ModelFacts facts(Place place) {
    Dialect dialect = fresh(place);
    return dialect == null ? ModelFacts.UNKNOWN : dialect.facts();
  }

  /** The context window a refusal named, in tokens; empty when none did. */
  public OptionalInt contextWindow(Place place) {
    Dialect dialect = fresh(place);
    return dialect == null || dialect.contextWindow() == 0
        ? OptionalInt.empty()
        : OptionalInt.of(dialect.contextWindow());
  }

  private @Nullable Dialect fresh(Place place) {
    lock.lock();
    try {
      load();
      Dialect dialect = known.get(place);
      if (dialect != null && expired(dialect)) {
        known.remove(place);
        return null;
      }
      return dialect;
    } finally {
      lock.unlock();
    }
  }

  private boolean expired(Dialect dialect) {
    return !dialect.learnt().plus(lifetime).isAfter(clock.instant());
  }

  /** Held: the lock. */
  private void load() {
    if (!loaded) {
      loaded = true;
      DialectsJson.read(store.read()).forEach(known::putIfAbsent);
    }
  }

  void learn(Place place, List<Lesson> lessons) {
    change(place, before -> before.with(lessons, clock.instant()));
  }

  /** Whether this is news. */
  boolean learnWindow(Place place, int tokens) {
    Dialect before = fresh(place);
    boolean news = before == null || !Integer.valueOf(tokens).equals(before.window());
    if (news) {
      change(place, dialect -> dialect.withWindow(tokens, clock.instant()));
    }
    return news;
  }

  /**
   * A prompt was taken. When it was larger than the window was thought to be, the window is larger:
   * what a user said or a smaller prompt teaches nothing.
   *
   * @param believed what was known of the model
   * @return the prompt's tokens when that was news
   */
  public Optional<Integer> taken(Place place, long promptTokens, ModelFacts believed) {
    Known<Integer> window = believed.contextWindow();
    int most = window == null ? believed.promptLimit().value() : window.value();
    boolean sure =
        window == null
            ? believed.promptLimit().origin() == Origin.USER
            : window.origin() == Origin.USER;
    if (sure || promptTokens <= most || promptTokens > Integer.MAX_VALUE) {
      return Optional.empty();
    }
    int tokens = (int) promptTokens;
    change(place, dialect -> dialect.withPrompt(tokens, clock.instant()));
    return Optional.of(tokens);
  }

  private void change(Place place, UnaryOperator<Dialect> change) {
    Dialect changed;
    lock.lock();
    try {
      Dialect before = fresh(place);
      changed = change.apply(before == null ? Dialect.NONE : before);
      known.put(place, changed);
      if (known.size() > capacity) {
        known.remove(known.firstEntry().getKey());
      }
    } finally {
      lock.unlock();
    }
    store.update(text -> text(with(DialectsJson.read(text), place, changed)));
  }

  /** Only this lesson is added: others may have learned, or forgotten, meanwhile. */
  private static Map<Place, Dialect> with(Map<Place, Dialect> kept, Place place, Dialect changed) {
    kept.merge(place, changed, (old, now) -> now.and(old));
    return kept;
  }

  private @Nullable String text(Map<Place, Dialect> dialects) {
    return dialects.isEmpty() ? null : DialectsJson.write(newest(dialects), lifetime).toString();
  }

  private Map<Place, Dialect> newest(Map<Place, Dialect> dialects) {
    return dialects.entrySet().stream()
        .filter(entry -> !expired(entry.getValue()))
        .sorted(
            Comparator.comparing((Map.Entry<Place, Dialect> e) -> e.getValue().learnt()).reversed())
        .limit(capacity)
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, Map.Entry::getValue, (one, _) -> one, LinkedHashMap::new));
  }

  /** Forgets everything, also what is kept. */
  public void forget() {
    forget(_ -> true);
  }

  /**
   * Forgets what is known of these places, also what is kept.
   *
   * @return of how many
   */
  public int forget(Predicate<Place> places) {
    int before;
    lock.lock();
    try {
      load();
      before = known.size();
      known.keySet().removeIf(places);
      before -= known.size();
    } finally {
      lock.unlock();
    }
    store.update(text -> {
      Map<Place, Dialect> kept = DialectsJson.read(text);
      kept.keySet().removeIf(places);
      return text(kept);
    });
    return before;
  }

  /**
   * What is known, to be shown and to be kept as configuration: {@code
   * {"dialects":[{"endpoint","model","quirks":{...},"maxContextWindowTokens","largestPromptTokens",
   * "learnedAt","expiresAt"}]}}, the newest first. The {@code quirks} object is what {@code
   * latchkey.quirks} of a provider takes.
   */
  public ObjectNode export() {
    Map<Place, Dialect> now;
    lock.lock();
    try {
      load();
      now = new LinkedHashMap<>(known);
    } finally {
      lock.unlock();
    }
    return DialectsJson.write(newest(now), lifetime);
  }
}
