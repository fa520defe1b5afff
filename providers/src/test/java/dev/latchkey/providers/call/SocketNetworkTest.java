package dev.latchkey.providers.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.Message;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.Secret;
import dev.latchkey.providers.Transport;
import dev.latchkey.providers.credential.Credential;
import dev.latchkey.providers.net.EgressGuard;
import dev.latchkey.providers.net.ForwardProxy;
import dev.latchkey.providers.net.Listening;
import dev.latchkey.providers.net.Network;
import dev.latchkey.providers.net.SocksServer;
import dev.latchkey.providers.net.TestCertificate;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.SimulatorOptions;
import dev.latchkey.simulator.script.Reply;
import dev.latchkey.simulator.traffic.RecordedRequest;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sockets leave as requests do: with the same credentials, headers, proxies and guards. */
class SocketNetworkTest {
  private final Simulator sim = Simulator.start();
  @TempDir private Path directory;

  @AfterEach
  void close() {
    sim.close();
  }

  @Test
  void opensWithTheHeadersOfARequest() {
    ProviderConfig config =
        SocketHarness.config(sim.baseUrl() + "/v1?tenant=t")
            .apiKey(Secret.of("sk-1"))
            .headers(Map.of("x-team", "search"))
            .build();
    try (SocketHarness session =
        new SocketHarness(config, CallPolicy.DEFAULT, Network.of(Map.of()))) {
      session.ask("First?");

      RecordedRequest opening = sim.requests().getFirst();
      assertThat(opening.path()).isEqualTo("/v1/responses");
      assertThat(opening.query()).isEqualTo("tenant=t");
      assertThat(opening.headers().all("authorization")).containsExactly("Bearer sk-1");
      assertThat(opening.headers().all("x-team")).containsExactly("search");
      assertThat(opening.headers().all("user-agent")).containsExactly(UserAgent.VALUE);
      assertThat(opening.headers().contains("content-type")).isFalse();
    }
  }

  @Test
  void asksForATokenOncePerSocketAndForAnotherWhenItIsRefused() {
    AtomicInteger asked = new AtomicInteger();
    Simulator picky = Simulator.start(SimulatorOptions.defaults().key("token-2"));
    ProviderConfig config =
        SocketHarness.config(picky.baseUrl() + "/v1")
            .credential(Credential.callback("p", () -> "token-" + asked.incrementAndGet()))
            .build();
    try (picky;
        SocketHarness session =
            new SocketHarness(config, CallPolicy.DEFAULT, Network.of(Map.of()))) {
      session.ask("First?");
      session.ask("Second?");

      assertThat(session.transport()).isEqualTo(Transport.WEBSOCKETS);
      assertThat(asked).hasValue(2);
      assertThat(session.notices).isEmpty();
    }
  }

  private static ProviderConfig withTokens(Simulator at, AtomicInteger asked) {
    return SocketHarness.config(at.baseUrl() + "/v1")
        .credential(Credential.callback("p", () -> "token-" + asked.incrementAndGet()))
        .build();
  }

  @Test
  void renewsTheCredentialOnceWhenAnOpenSocketNoLongerTakesIt() {
    AtomicInteger asked = new AtomicInteger();
    Reply refused = Reply.status(401, "token_expired", "The token has expired.");
    sim.enqueue(Reply.text("One."), refused, Reply.text("Two."));
    try (SocketHarness session =
        new SocketHarness(withTokens(sim, asked), CallPolicy.DEFAULT, Network.of(Map.of()))) {
      session.ask("First?");

      assertThat(session.ask("Second?")).isEqualTo("Two.");

      assertThat(sim.requests().stream().map(SocketHarness::shape))
          .containsExactly("GET", "socket 1", "socket +1", "GET", "socket 3");
      assertThat(sim.requests().stream().flatMap(r -> r.headers().first("authorization").stream()))
          .startsWith("Bearer token-1")
          .endsWith("Bearer token-2");
      assertThat(asked).hasValue(2);
      assertThat(session.waits.retries).isEmpty();
    }
  }

  @Test
  void saysSoWhenAnotherCredentialIsRefusedToo() {
    AtomicInteger asked = new AtomicInteger();
    sim.enqueue(Reply.text("One."));
    try (SocketHarness session =
        new SocketHarness(withTokens(sim, asked), CallPolicy.DEFAULT, Network.of(Map.of()))) {
      session.ask("First?");
      sim.enqueue(9, Reply.status(401, "token_expired", "The token has expired."));
      session.conversation.add(Message.user("Second?"));

      assertThat(Harness.thrown(session::open)).isInstanceOf(ModelException.Authentication.class);

      // one for the socket, one for the new socket, and the one more that every refusal is worth
      assertThat(asked).hasValue(3);
      assertThat(session.waits.retries).isEmpty();
    }
  }

  @Test
  void opensAnotherSocketForOtherHeaders() {
    ProviderConfig config =
        SocketHarness.config(sim.baseUrl() + "/v1").headers(Map.of("x-turn", "${turn.id}")).build();
    try (SocketHarness session =
        new SocketHarness(config, CallPolicy.DEFAULT, Network.of(Map.of()))) {
      session.ask("First?");
      session.variables = Map.of("turn.id", "2");
      session.ask("Second?");

      assertThat(sim.requests().stream().map(SocketHarness::shape))
          .containsExactly("GET", "socket 1", "GET", "socket 3");
    }
  }

  @Test
  void refusesWhereStrangersMayNotGo() {
    Network guarded = Network.of(Map.of()).with(EgressGuard.refusing(List.of()));
    try (SocketHarness session =
        new SocketHarness(
            SocketHarness.config(sim.baseUrl() + "/v1").build(), CallPolicy.DEFAULT, guarded)) {
      assertThat(Harness.thrown(session::open)).isInstanceOf(ModelException.Permission.class);
      assertThat(sim.requestCount()).isZero();
    }
  }

  @Test
  void goesThroughAProxyAndTlsWithItsOwnCertificates() throws Exception {
    TestCertificate certificate = TestCertificate.create(directory, "models.test");
    try (Listening secure = decrypting(certificate);
        ForwardProxy proxy = ForwardProxy.start(secure.port(), "Basic bWU6c2VjcmV0");
        SocketHarness session =
            new SocketHarness(
                SocketHarness.config("https://models.test/v1").build(),
                CallPolicy.DEFAULT,
                Network.of(
                    Map.of(
                        "HTTPS_PROXY",
                        "http://me:secret@127.0.0.1:" + proxy.port(),
                        "NODE_EXTRA_CA_CERTS",
                        certificate.certificate().toString())))) {
      session.ask("First?");

      assertThat(session.transport()).isEqualTo(Transport.WEBSOCKETS);
      assertThat(proxy.lines()).containsExactly("CONNECT models.test:443 HTTP/1.1");
      assertThat(sim.requests().getFirst().headers().contains("proxy-authorization")).isFalse();
    }
  }

  private Listening decrypting(TestCertificate certificate) throws GeneralSecurityException {
    return Listening.start(
        certificate.server().getServerSocketFactory(),
        client -> {
          try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), sim.port())) {
            Listening.pass(client, plain);
          }
        });
  }

  @Test
  void goesThroughSocksProxies() {
    try (SocksServer proxy = SocksServer.start(sim.port(), "me:secret");
        SocketHarness session =
            new SocketHarness(
                SocketHarness.config("http://models.test:8000/v1").build(),
                CallPolicy.DEFAULT,
                Network.of(Map.of("ALL_PROXY", "socks5h://me:secret@127.0.0.1:" + proxy.port())))) {
      session.ask("First?");

      assertThat(session.transport()).isEqualTo(Transport.WEBSOCKETS);
      assertThat(proxy.asked()).containsExactly("name models.test:8000");
    }
  }

  @Test
  void goesThroughProxiesInsideTls() throws Exception {
    TestCertificate certificate = TestCertificate.create(directory, "localhost");
    try (ForwardProxy proxy =
            ForwardProxy.start(
                certificate.server().getServerSocketFactory(), sim.port(), "Basic bWU6c2VjcmV0");
        SocketHarness session =
            new SocketHarness(
                SocketHarness.config("http://models.test/v1").build(),
                CallPolicy.DEFAULT,
                Network.of(
                    Map.of(
                        "ALL_PROXY",
                        "https://me:secret@localhost:" + proxy.port(),
                        "NODE_EXTRA_CA_CERTS",
                        certificate.certificate().toString())))) {
      session.ask("First?");

      assertThat(session.transport()).isEqualTo(Transport.WEBSOCKETS);
      assertThat(proxy.lines()).containsExactly("CONNECT models.test:80 HTTP/1.1");
    }
  }

  @Test
  void saysWhyACertificateIsNotBelieved() throws Exception {
    TestCertificate certificate = TestCertificate.create(directory, "localhost");
    try (Listening secure = decrypting(certificate);
        SocketHarness session =
            new SocketHarness(
                SocketHarness.config("https://localhost:" + secure.port() + "/v1").build(),
                CallPolicy.DEFAULT,
                Network.of(Map.of()))) {
      ModelException failure = (ModelException) Harness.thrown(session::open);

      assertThat(failure.failure().message()).contains("in none of the trust stores");
      assertThat(failure.nextStep()).contains("NODE_EXTRA_CA_CERTS");
    }
  }

  @Test
  void reachesForStrangersWhatARangeAllows() {
    Network guarded =
        Network.of(Map.of()).with(EgressGuard.refusing(List.of("127.0.0.0/8", "::1")));
    try (SocketHarness session =
        new SocketHarness(
            SocketHarness.config("http://localhost:" + sim.port() + "/v1").build(),
            CallPolicy.DEFAULT,
            guarded)) {
      session.ask("First?");

      assertThat(session.transport()).isEqualTo(Transport.WEBSOCKETS);
    }
  }
}
