package dev.latchkey.providers.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.Secret;
import dev.latchkey.providers.credential.Grant.Form;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialCacheTest {
  private final FakeCalls calls = new FakeCalls();
  private final AtomicInteger asked = new AtomicInteger();
  @TempDir private Path directory;

  /** Tokens t1, t2, … by way of a counter in a file, each good for the command's five minutes. */
  private Credential counting() {
    String file = directory.resolve("count").toString();
    return Credential.command(
        "echo x >> '" + file + "'; printf t%s $(wc -l < '" + file + "')",
        Map.of("PATH", "/usr/bin:/bin"),
        Form.BEARER);
  }

  private String next(CredentialCache cache) throws InterruptedException {
    return cache.grant(calls).secret().reveal();
  }

  @DisplayName("A1: tokens are renewed ahead of their expiry")
  @Test
  void keepsAGrantAndRenewsItInTheBackgroundBeforeItExpires() throws Exception {
    CredentialCache cache = CredentialCache.of(counting());

    assertThat(next(cache)).isEqualTo("t1");
    calls.pass(Duration.ofSeconds(239));
    assertThat(next(cache)).isEqualTo("t1");
    calls.pass(Duration.ofSeconds(2));
    assertThat(next(cache)).as("still good while the next is fetched").isEqualTo("t1");
    while (next(cache).equals("t1")) {
      Thread.sleep(5);
    }
    assertThat(next(cache)).isEqualTo("t2");
  }

  @Test
  void waitsForANewOneAfterExpiry() throws Exception {
    CredentialCache cache = CredentialCache.of(counting());

    assertThat(next(cache)).isEqualTo("t1");
    calls.pass(Duration.ofMinutes(6));
    assertThat(next(cache)).isEqualTo("t2");
  }

  @Test
  void asksTheSourceOnceForAllWhoWait() throws Exception {
    CountDownLatch all = new CountDownLatch(1);
    CredentialCache cache =
        CredentialCache.of(
            Credential.callback(
                "p",
                () -> {
                  all.await();
                  return "t" + asked.incrementAndGet();
                }));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CountDownLatch begun = new CountDownLatch(32);
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        answers.add(
            threads.submit(() -> {
              begun.countDown();
              return next(cache);
            }));
      }
      begun.await();
      Thread.sleep(50);
      all.countDown();
      for (Future<String> answer : answers) {
        assertThat(answer.get()).isEqualTo("t1");
      }
    }
    assertThat(next(cache)).as("a callback is asked before every call").isEqualTo("t2");
  }

  @Test
  void givesAnotherOneAfterARefusalOnlyIfThereIsAnother() throws Exception {
    CredentialCache fixed = CredentialCache.of(Credential.fixed(Secret.of("k"), Form.KEY));
    assertThat(fixed.after(fixed.grant(calls), calls)).isNull();

    CredentialCache stubborn = CredentialCache.of(Credential.callback("p", () -> "same"));
    assertThat(stubborn.after(stubborn.grant(calls), calls)).isNull();

    CredentialCache cache = CredentialCache.of(counting());
    Grant first = cache.grant(calls);
    Grant second = other(cache, first);
    assertThat(second.secret().reveal()).isEqualTo("t2");
    assertThat(other(cache, first)).as("somebody renewed it already").isSameAs(second);
  }

  private Grant other(CredentialCache cache, Grant refused) throws InterruptedException {
    @Nullable Grant other = cache.after(refused, calls);
    assertThat(other).isNotNull();
    return other == null ? refused : other;
  }

  @Test
  void readsAFileAnewForEveryCall() throws Exception {
    Path file = directory.resolve("key");
    CredentialCache cache = CredentialCache.of(Credential.file(file, Form.KEY));

    assertThatThrownBy(() -> next(cache)).hasMessageContaining("does not exist");
    Files.writeString(file, "one\n");
    assertThat(next(cache)).isEqualTo("one");
    Files.writeString(file, "two");
    assertThat(next(cache)).isEqualTo("two");
    Files.writeString(file, "two\nthree");
    assertThatThrownBy(() -> next(cache)).hasMessageContaining("more than one line");
    Files.writeString(file, " \n");
    assertThatThrownBy(() -> next(cache)).hasMessageContaining("is empty");
  }

  @DisplayName("A1: a credential is replaced while it is in use")
  @Test
  void isReplacedWhileInUse() throws Exception {
    CredentialCache cache = CredentialCache.of(Credential.fixed(Secret.of("old"), Form.KEY));
    assertThat(next(cache)).isEqualTo("old");

    cache.replace(Credential.fixed(Secret.of("new"), Form.BEARER));

    assertThat(cache.grant(calls))
        .extracting(grant -> grant.secret().reveal(), Grant::form, Grant::goodUntil)
        .containsExactly("new", Form.BEARER, null);
  }

  @DisplayName("weak 17: callbacks that fail, give nothing or hang")
  @Test
  void tellsOfACallbackThatFailsGivesNothingOrHangs() {
    assertThatThrownBy(() ->
            next(
                callback(() -> {
                  throw new IOException("login first");
                })))
        .isInstanceOf(ModelException.Authentication.class)
        .hasMessageContaining("The token callback of provider \"p\" failed: login first");
    assertThatThrownBy(() -> next(callback(() -> " "))).hasMessageContaining("gave an empty token");
    CredentialCache hanging =
        CredentialCache.of(
            Credential.callback(
                "p",
                () -> {
                  Thread.sleep(Duration.ofHours(1));
                  return "late";
                },
                Duration.ofMillis(50)));
    assertThatThrownBy(() -> next(hanging))
        .isInstanceOf(ModelException.Authentication.class)
        .hasMessageContaining("No key or token came within");
  }

  private static CredentialCache callback(TokenCallback.Question question) {
    return CredentialCache.of(Credential.callback("p", question));
  }

  @Test
  void namesTheVariableThatIsNotSet() {
    assertThatThrownBy(() -> Credential.environment("MY_KEY", Map.of(), Form.KEY))
        .isInstanceOf(ModelException.InvalidRequest.class)
        .hasMessageContaining("MY_KEY");
    assertThat(Credential.environment("MY_KEY", Map.of("MY_KEY", "v"), Form.KEY).toString())
        .doesNotContain("=v");
  }

  @Test
  void neverAsksAgainWhenAGrantLasts() throws Exception {
    CredentialCache cache = CredentialCache.of(Credential.fixed(Secret.of("k"), Form.KEY));
    next(cache);
    calls.pass(Duration.between(FakeCalls.START, Instant.parse("2099-01-01T00:00:00Z")));
    assertThat(next(cache)).isEqualTo("k");
  }
}
