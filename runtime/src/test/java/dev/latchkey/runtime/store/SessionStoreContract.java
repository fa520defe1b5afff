package dev.latchkey.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link SessionStore} promises. Inherit it and give it a store of yours. */
public abstract class SessionStoreContract {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123Z");

  private SessionStore store;

  /** A new, empty store. */
  protected abstract SessionStore newStore();

  @BeforeEach
  void openStore() {
    store = newStore();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @Test
  void anUnknownSessionIsEmptyAndAbsent() {
    assertThat(store.exists("s")).isFalse();
    assertThat(store.position("s")).isZero();
    assertThat(store.readAll("s")).isEmpty();
    assertThat(store.facts("s")).isEmpty();
    assertThat(store.size("s")).isZero();
    assertThat(store.inUseElsewhere("s")).isFalse();
    assertThat(store.delete("s")).isFalse();
    assertThat(store.list(SessionFilter.ALL)).isEmpty();
  }

  @Test
  void aLeaseAloneLeavesNothingBehind() {
    Lease lease = store.acquire("s");
    store.sync(lease);
    store.release(lease);
    store.release(lease);

    assertThat(lease.shared()).isFalse();
    assertThat(store.exists("s")).isFalse();
    assertThat(store.list(SessionFilter.ALL)).isEmpty();
  }

  @Test
  void appendedEventsComeBackInOrder() {
    Lease lease = store.acquire("s");

    assertThat(store.append(lease, 0, events("a", "bü€😀"))).isEqualTo(2);
    assertThat(store.append(lease, 2, events("c"))).isEqualTo(3);
    assertThat(store.append(lease, 3, List.of())).isEqualTo(3);
    store.sync(lease);

    assertThat(store.exists("s")).isTrue();
    assertThat(store.position("s")).isEqualTo(3);
    assertThat(texts(store.readAll("s"))).isEqualTo(texts(events("a", "bü€😀", "c")));
    assertThat(store.size("s")).isPositive();
  }

  @Test
  void anyRangeCanBeRead() {
    Lease lease = store.acquire("s");
    List<byte[]> all = numbered(200);
    store.append(lease, 0, all);

    assertThat(texts(store.read("s", 0, 1))).isEqualTo(texts(all.subList(0, 1)));
    assertThat(texts(store.read("s", 63, 3))).isEqualTo(texts(all.subList(63, 66)));
    assertThat(texts(store.read("s", 190, 100))).isEqualTo(texts(all.subList(190, 200)));
    assertThat(store.read("s", 200, 1)).isEmpty();
    assertThat(store.read("s", 5, 0)).isEmpty();
    store.release(lease);
    assertThat(texts(store.read("s", 127, 2))).isEqualTo(texts(all.subList(127, 129)));
  }

  @Test
  void anotherPositionThanExpectedIsAConflict() {
    Lease lease = store.acquire("s");
    store.append(lease, 0, events("a", "b"));

    assertThatExceptionOfType(StoreException.Conflict.class)
        .isThrownBy(() -> store.append(lease, 1, events("c")))
        .satisfies(conflict -> assertThat(conflict.actual()).isEqualTo(2));
    assertThat(texts(store.readAll("s"))).isEqualTo(texts(events("a", "b")));
  }

  @Test
  void aNewLeaseFencesTheOldOneOff() {
    Lease old = store.acquire("s");
    store.append(old, 0, events("a"));
    Lease current = store.acquire("s");

    assertThat(current.fence()).isGreaterThan(old.fence());
    assertThatThrownBy(() -> store.append(old, 1, events("b")))
        .isInstanceOf(StoreException.Fenced.class);
    assertThatThrownBy(() -> store.truncate(old, 0)).isInstanceOf(StoreException.Fenced.class);
    assertThatThrownBy(() -> store.sync(old)).isInstanceOf(StoreException.Fenced.class);
    store.release(old);
    assertThat(store.append(current, 1, events("b"))).isEqualTo(2);
  }

  @Test
  void aReleasedLeaseCannotWrite() {
    Lease lease = store.acquire("s");
    store.append(lease, 0, events("a"));
    store.release(lease);

    assertThatThrownBy(() -> store.append(lease, 1, events("b")))
        .isInstanceOf(StoreException.Fenced.class);
    assertThat(store.append(store.acquire("s"), 1, events("b"))).isEqualTo(2);
  }

  @Test
  void truncatingRemovesTheTail() {
    Lease lease = store.acquire("s");
    List<byte[]> all = numbered(150);
    store.append(lease, 0, all);

    store.truncate(lease, 150);
    store.truncate(lease, 129);
    store.truncate(lease, 64);

    assertThat(texts(store.readAll("s"))).isEqualTo(texts(all.subList(0, 64)));
    assertThat(store.append(lease, 64, events("next"))).isEqualTo(65);
    assertThat(texts(store.read("s", 63, 9))).hasSize(2).last().isEqualTo(text(event("next")));
    assertThatThrownBy(() -> store.truncate(lease, 66)).isInstanceOf(StoreException.Conflict.class);
    store.truncate(lease, 0);
    assertThat(store.exists("s")).isFalse();
  }

  @Test
  void whatIsNotOneLineOfJsonIsRefused() {
    Lease lease = store.acquire("s");
    for (String bad : List.of("", "[]", "{\"a\":\n1}", "{\"a\":1}\n", "text")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> store.append(lease, 0, List.of(bytes(bad))));
    }
    assertThat(store.exists("s")).isFalse();
  }

  @Test
  void factsComeBackWhole() {
    SessionFacts facts =
        SessionFacts.builder("s", "/home/me/a b", NOON)
            .gitRoot("/home/me")
            .repository("me/it")
            .hostType("github")
            .branch("feature/x#1")
            .clientName("tests")
            .name("say: \"hi\"\n\n  # and 'more' \\ of it\tü😀 ")
            .userNamed(true)
            .summaryCount(3)
            .updatedAt(NOON.plusSeconds(60))
            .build();
    Lease lease = store.acquire("s");
    store.writeFacts(lease, facts);
    assertThat(store.facts("s")).contains(facts);

    SessionFacts changed = SessionFacts.builder("s", "/", NOON).name("true").build();
    store.writeFacts(lease, changed);
    assertThat(store.facts("s")).contains(changed);
  }

  @Test
  void onlySessionsWithEventsAreListed() {
    store.writeFacts(store.acquire("silent"), SessionFacts.builder("silent", "/", NOON).build());
    store.append(store.acquire("spoken"), 0, events("a"));

    assertThat(ids(SessionFilter.ALL)).containsExactly("spoken");
  }

  @Test
  void theListIsFilteredAndStartsWithTheNewest() {
    Instant future = Instant.now().plus(Duration.ofDays(1));
    for (int i = 0; i < 4; i++) {
      Lease lease = store.acquire("s" + i);
      store.append(lease, 0, events("a"));
      store.writeFacts(
          lease,
          SessionFacts.builder("s" + i, i < 2 ? "/a" : "/b", NOON)
              .branch(i % 2 == 0 ? "main" : "dev")
              .repository("o/r")
              .updatedAt(future.plusSeconds(i))
              .build());
    }
    Lease again = store.acquire("s1");
    store.writeFacts(
        again,
        store.facts("s1").orElseThrow().toBuilder().updatedAt(future.plusSeconds(9)).build());

    assertThat(ids(new SessionFilter("/b", null, null, null))).containsExactly("s3", "s2");
    assertThat(ids(new SessionFilter("/b", null, "o/r", "main"))).containsExactly("s2");
    assertThat(ids(new SessionFilter(null, "/", null, null))).isEmpty();
    assertThat(ids(new SessionFilter(null, null, null, "dev")))
        .containsExactlyInAnyOrder("s1", "s3");
    assertThat(store.list(SessionFilter.ALL))
        .allSatisfy(session -> assertThat(session.eventBytes()).isPositive());
  }

  @Test
  void aSessionWithoutFactsIsDescribedByItsFirstEvent() {
    String start =
        """
        {"type":"session.start","data":{"startTime":"2026-11-22T12:00:00.123Z",\
        "context":{"cwd":"/w","gitRoot":"/g","repository":"o/r","branch":"b"}}}\
        """;
    store.append(store.acquire("s"), 0, List.of(bytes(start)));

    SessionFacts facts = store.list(SessionFilter.ALL).getFirst().facts();

    assertThat(facts)
        .isEqualTo(
            SessionFacts.builder("s", "/w", NOON)
                .gitRoot("/g")
                .repository("o/r")
                .branch("b")
                .updatedAt(facts.updatedAt())
                .build());
  }

  @Test
  void deletingRemovesEverything() {
    Lease lease = store.acquire("s");
    store.append(lease, 0, events("a"));
    store.writeFacts(lease, SessionFacts.builder("s", "/", NOON).build());

    assertThat(store.delete("s")).isTrue();

    assertThat(store.exists("s")).isFalse();
    assertThat(store.facts("s")).isEmpty();
    assertThatThrownBy(() -> store.append(lease, 1, events("b")))
        .isInstanceOf(StoreException.class);
    assertThat(store.append(store.acquire("s"), 0, events("b"))).isEqualTo(1);
  }

  @Test
  void idsThatCouldLeaveTheStoreAreRefused() {
    for (String id :
        List.of("", " ", ".", "..", "../x", "a/b", "a\\b", ".hidden", "a\nb", "é".repeat(101))) {
      assertThatThrownBy(() -> store.acquire(id)).isInstanceOf(StoreException.InvalidId.class);
    }
    for (String id : List.of("user-1 task.2", "a@b", "é".repeat(100))) {
      assertThat(store.append(store.acquire(id), 0, events("a"))).isEqualTo(1);
    }
  }

  @Test
  void oneOfManyConcurrentWritersWinsEachPosition() throws Exception {
    Lease lease = store.acquire("s");
    Callable<Integer> writer =
        () -> {
          int won = 0;
          while (store.position("s") < 100) {
            try {
              store.append(lease, store.position("s"), events("x"));
              won++;
            } catch (StoreException.Conflict _) {
              Thread.onSpinWait();
            }
          }
          return won;
        };
    int total = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> won : threads.invokeAll(List.of(writer, writer, writer))) {
        total += won.get();
      }
    }
    assertThat(store.readAll("s")).hasSize(total);
  }

  @Test
  void anInterruptedThreadWritesAllTheSame() {
    Lease lease = store.acquire("s");
    Thread.currentThread().interrupt();

    store.append(lease, 0, events("a"));
    store.writeFacts(lease, SessionFacts.builder("s", "/", NOON).build());
    store.sync(lease);

    assertThat(store.readAll("s")).hasSize(1);
    assertThat(store.list(SessionFilter.ALL)).hasSize(1);
    assertThat(Thread.interrupted()).isTrue();
  }

  /** An event that carries {@code text}. */
  protected static byte[] event(String text) {
    return bytes("{\"type\":\"test\",\"data\":{\"text\":\"" + text + "\"}}");
  }

  /** Events that carry the texts. */
  protected static List<byte[]> events(String... texts) {
    List<byte[]> events = new ArrayList<>();
    for (String text : texts) {
      events.add(event(text));
    }
    return events;
  }

  /** Events that carry their positions. */
  protected static List<byte[]> numbered(int count) {
    List<byte[]> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(event(i + "x".repeat(i % 7)));
    }
    return events;
  }

  /** Comparable forms of the events. */
  protected static List<String> texts(List<byte[]> events) {
    return events.stream().map(SessionStoreContract::text).toList();
  }

  private static String text(byte[] event) {
    return new String(event, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private List<String> ids(SessionFilter filter) {
    return store.list(filter).stream().map(session -> session.facts().id()).toList();
  }
}
