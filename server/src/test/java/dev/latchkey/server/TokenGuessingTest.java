package dev.latchkey.server;

import static dev.latchkey.server.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The token of a server cannot be guessed by trying. */
@Timeout(60)
class TokenGuessingTest {
  private static final String RIGHT = json("{'token':'right'}");
  private static final String WRONG = json("{'token':'wrong'}");
  private static final Duration SHORT = Duration.ofMillis(1);

  @TempDir private Path home;
  private TestServer server;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @BeforeEach
  void start() throws IOException {
    server = TestServer.start(home);
    server.variable("COPILOT_CONNECTION_TOKEN", "right");
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private void serve(int perConnection, int perAddress) throws IOException {
    server.rules(
        new Doorkeeper.Rules(
            perConnection, perAddress, SHORT, SHORT, false, Duration.ofMinutes(10)));
    server.restart();
  }

  @Test
  void closesAConnectionAtItsThirdWrongTokenAndLetsTheNextOneIn() throws Exception {
    server.restart();
    TestClient guessing = server.client();
    for (int i = 0; i < 3; i++) {
      assertThat(guessing.error("connect", WRONG)).isEqualTo("-32002 AUTHENTICATION_FAILED");
    }
    guessing.awaitEnd();

    TestClient late = server.client();
    assertThat(late.error("connect", WRONG)).contains("AUTHENTICATION_FAILED");
    assertThat(late.error("connect", "{}")).contains("AUTHENTICATION_FAILED");
    assertThat(late.ask("connect", RIGHT).path("ok").asBoolean()).isTrue();
    assertThat(late.error("connect", WRONG)).as("it is in").contains("AUTHENTICATION_FAILED");
    assertThat(late.ask("ping", "{}").path("message").asText()).isEqualTo("pong");
  }

  @Test
  void looksAtNoMoreTokensHoweverManyAreSentAtOnce() throws Exception {
    serve(3, 1000);
    TestClient guessing = server.client();
    List<CompletableFuture<?>> answers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      guessing.error("ping", "{}");
      answers.add(guessing.later("connect", WRONG));
    }
    for (int i = 0; i < 20; i++) {
      answers.add(guessing.later("connect", RIGHT));
    }
    guessing.awaitEnd();
    for (CompletableFuture<?> answer : answers.subList(0, 3)) {
      assertThat(answer.handle((_, failure) -> failure != null).get(5, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void doesNotListenToAnAddressThatTriesTooOften() throws Exception {
    serve(100, 4);
    TestClient first = server.client();
    first.ask("connect", RIGHT);
    TestClient guessing = server.client();
    for (int i = 0; i < 4; i++) {
      guessing.error("connect", WRONG);
    }

    assertThat(guessing.error("connect", RIGHT)).contains("AUTHENTICATION_FAILED");
    server.client().awaitEnd();
    assertThat(first.ask("ping", "{}").path("message").asText())
        .as("who is in stays in")
        .isEqualTo("pong");
  }

  private Doorkeeper standard() {
    return new Doorkeeper(Doorkeeper.Rules.STANDARD, () -> now);
  }

  private static InetAddress at(String address) throws UnknownHostException {
    return InetAddress.getByName(address);
  }

  @Test
  void answersLaterAndLaterUntilTheAddressIsForgotten() throws Exception {
    Doorkeeper doorkeeper = standard();
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      assertThat(doorkeeper.listensTo(at("192.0.2.1"))).isTrue();
      waits.add(doorkeeper.refused(at("192.0.2.1")).toMillis());
    }
    assertThat(waits.subList(0, 8))
        .containsExactly(100L, 200L, 400L, 800L, 1600L, 3200L, 5000L, 5000L);
    assertThat(doorkeeper.listensTo(at("192.0.2.1"))).isFalse();
    assertThat(doorkeeper.listensTo(at("192.0.2.2"))).isTrue();

    now = now.plus(Duration.ofMinutes(10));
    assertThat(doorkeeper.listensTo(at("192.0.2.1"))).isTrue();
    assertThat(doorkeeper.refused(at("192.0.2.1"))).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void onlySlowsDownThisMachineAndWhoCameOverNoNetwork() throws Exception {
    Doorkeeper doorkeeper = standard();
    for (int i = 0; i < 100; i++) {
      assertThat(doorkeeper.refused(at("::1")).toMillis()).isBetween(100L, 5000L);
      assertThat(doorkeeper.refused(null)).isZero();
    }
    assertThat(doorkeeper.listensTo(at("::1"))).isTrue();
    assertThat(doorkeeper.listensTo(null)).isTrue();
  }

  @Test
  void takesANetworkOfOneHouseholdForOneAddress() throws Exception {
    Doorkeeper doorkeeper = standard();
    for (int i = 0; i < 20; i++) {
      doorkeeper.refused(at("2001:db8:1:2::" + i));
    }
    assertThat(doorkeeper.listensTo(at("2001:db8:1:2:ffff::1"))).isFalse();
    assertThat(doorkeeper.listensTo(at("2001:db8:1:3::1"))).isTrue();
  }
}
