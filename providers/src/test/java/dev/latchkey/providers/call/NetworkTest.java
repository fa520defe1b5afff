package dev.latchkey.providers.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.Secret;
import dev.latchkey.providers.credential.ClientCredentials;
import dev.latchkey.providers.credential.Credential;
import dev.latchkey.providers.net.AllowedServers;
import dev.latchkey.providers.net.EgressCounter;
import dev.latchkey.providers.net.EgressGuard;
import dev.latchkey.providers.net.ForwardProxy;
import dev.latchkey.providers.net.FrameServer;
import dev.latchkey.providers.net.Network;
import dev.latchkey.providers.net.NetworkOptions;
import dev.latchkey.providers.net.Purpose;
import dev.latchkey.providers.net.SocksServer;
import dev.latchkey.providers.net.TestCertificate;
import dev.latchkey.providers.net.TinyServer;
import dev.latchkey.providers.net.TinyServer.Answer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proxies, trust and the guard, over real sockets. */
class NetworkTest {
  private static final String ANSWER =
      "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"ok\"},"
          + "\"finish_reason\":\"stop\"}]}";
  private static final CallPolicy ONCE = CallPolicy.DEFAULT.with().maxRetries(0).build();

  @TempDir private static Path directory;
  private static TestCertificate certificate;

  @BeforeAll
  static void makeCertificate() throws Exception {
    certificate = TestCertificate.create(directory, "models.test");
  }

  private static TinyServer plain() {
    return TinyServer.start(_ -> Answer.json(200, ANSWER));
  }

  private static TinyServer secure() throws Exception {
    return TinyServer.start(
        certificate.server().getServerSocketFactory(), _ -> Answer.json(200, ANSWER));
  }

  private static Harness harness(String baseUrl, Map<String, String> variables) {
    return new Harness(
        ProviderConfig.builder(baseUrl).build(), CallPolicy.DEFAULT, Network.of(variables));
  }

  @DisplayName("F3, weak 23: proxies with a user")
  @Test
  void goesThroughTheProxyWithItsUser() {
    try (TinyServer server = plain();
        ForwardProxy proxy = ForwardProxy.start(server.port(), "Basic bWU6c2VjcmV0");
        Harness harness =
            harness(
                "http://models.test/v1",
                Map.of("HTTP_PROXY", "http://me:secret@127.0.0.1:" + proxy.port()))) {
      assertThat(Harness.text(harness.call())).isEqualTo("ok");
      assertThat(proxy.lines())
          .containsExactly("POST http://models.test/v1/chat/completions HTTP/1.1");
      assertThat(server.asked().getFirst().headers()).doesNotContainKey("proxy-authorization");
      assertThat(harness.gate.egress().lines())
          .extracting(EgressCounter.Line::server, EgressCounter.Line::purpose)
          .containsExactly(tuple("models.test:80", Purpose.MODEL));
    }
  }

  @Test
  void tunnelsToHttpsWithTheUserOfTheProxyOnly() throws Exception {
    try (TinyServer server = secure();
        ForwardProxy proxy = ForwardProxy.start(server.port(), "Basic bWU6c2VjcmV0");
        Harness harness =
            harness(
                "https://models.test/v1",
                Map.of(
                    "ALL_PROXY",
                    "http://me:secret@127.0.0.1:" + proxy.port(),
                    "NODE_EXTRA_CA_CERTS",
                    certificate.certificate().toString()))) {
      assertThat(Harness.text(harness.call())).isEqualTo("ok");
      assertThat(proxy.lines()).containsExactly("CONNECT models.test:443 HTTP/1.1");
      assertThat(server.asked().getFirst().headers()).doesNotContainKey("proxy-authorization");
    }
  }

  @Test
  void saysAtOnceThatTheProxyWantsAUser() throws Exception {
    try (TinyServer server = secure();
        ForwardProxy proxy = ForwardProxy.start(server.port(), "Basic bWU6c2VjcmV0");
        Harness harness =
            harness(
                "https://models.test/v1",
                Map.of("HTTPS_PROXY", "http://127.0.0.1:" + proxy.port()))) {
      ModelException failure = harness.failure();

      assertThat(failure.failure().nextStep()).startsWith("Put the proxy's user name");
      assertThat(harness.waits).isEmpty();
    }
  }

  @DisplayName("weak 23: this machine is reached without the proxy")
  @Test
  void reachesThisMachineWithoutTheProxy() {
    try (TinyServer server = plain();
        Harness harness =
            harness(server.url() + "/v1", Map.of("HTTP_PROXY", "http://127.0.0.1:1"))) {
      assertThat(Harness.text(harness.call())).isEqualTo("ok");
    }
  }

  @Test
  void usesTheProxyOfTheProvider() {
    try (TinyServer server = plain();
        ForwardProxy proxy = ForwardProxy.start(server.port(), "")) {
      NetworkOptions options = new NetworkOptions("127.0.0.1:" + proxy.port(), null, null, null);
      ProviderConfig config =
          ProviderConfig.builder("http://models.test/v1").network(options).build();
      Network network = Network.of(Map.of("HTTP_PROXY", "http://127.0.0.1:1"));
      try (Harness harness = new Harness(config, CallPolicy.DEFAULT, network)) {
        assertThat(Harness.text(harness.call())).isEqualTo("ok");
      }
    }
  }

  @DisplayName("F3, weak 23: authorities of one provider, read anew when they change")
  @Test
  void trustsTheProvidersOwnAuthorityFromTheMomentItsFileIsRight() throws Exception {
    Path caFile = directory.resolve("ca.pem");
    TestCertificate other = TestCertificate.create(directory, "other.test");
    Files.copy(other.certificate(), caFile, StandardCopyOption.REPLACE_EXISTING);
    try (TinyServer server = secure();
        ForwardProxy proxy = ForwardProxy.start(server.port(), "")) {
      NetworkOptions options =
          new NetworkOptions("http://127.0.0.1:" + proxy.port(), caFile, null, null);
      ProviderConfig config =
          ProviderConfig.builder("https://models.test/v1").network(options).build();
      try (Harness harness = new Harness(config, ONCE, Network.of(Map.of()))) {
        assertThat(harness.failure().failure().message()).contains("\"models.test\"");

        Files.writeString(
            caFile,
            Files.readString(other.certificate()) + Files.readString(certificate.certificate()));
        assertThat(Harness.text(harness.call())).isEqualTo("ok");
      }
    }
  }

  @DisplayName("F3, weak 23: certificates of the client")
  @Test
  void showsTheProvidersClientCertificate() throws Exception {
    try (TinyServer server =
            TinyServer.start(
                new MutualTls(certificate.server().getServerSocketFactory()),
                _ -> Answer.json(200, ANSWER));
        ForwardProxy proxy = ForwardProxy.start(server.port(), "")) {
      String via = "http://127.0.0.1:" + proxy.port();
      NetworkOptions anonymous = new NetworkOptions(via, certificate.certificate(), null, null);
      NetworkOptions known =
          new NetworkOptions(
              via, certificate.certificate(), certificate.certificate(), certificate.key());

      assertThat(reached(anonymous)).isFalse();
      assertThat(reached(known)).isTrue();
    }
  }

  private static boolean reached(NetworkOptions options) {
    ProviderConfig config =
        ProviderConfig.builder("https://models.test/v1").network(options).build();
    try (Harness harness = new Harness(config, ONCE, Network.of(Map.of()))) {
      return Harness.text(harness.call()).equals("ok");
    } catch (ModelException.Connection _) {
      return false;
    }
  }

  @Test
  void namesTheFieldWhoseFileIsNoCertificate() throws Exception {
    Path wrong = directory.resolve("wrong.pem");
    Files.writeString(wrong, "sk-0123456789");
    ProviderConfig config =
        ProviderConfig.builder("https://models.test/v1")
            .network(new NetworkOptions(null, wrong, null, null))
            .build();
    try (Harness harness = new Harness(config, ONCE, Network.of(Map.of()))) {
      ModelException failure = harness.failure();
      assertThat(failure).isInstanceOf(ModelException.InvalidRequest.class);
      assertThat(failure.failure().message())
          .isEqualTo("network.caFile: the file " + wrong + " holds no certificate.");
    }
  }

  @Test
  void refusesToGoInsideForStrangersUnlessAllowed() {
    try (TinyServer server = plain()) {
      ProviderConfig config =
          ProviderConfig.builder("http://localhost:" + server.port() + "/v1").build();
      Network guarded = Network.of(Map.of()).with(EgressGuard.refusing(List.of()));
      try (Harness harness = new Harness(config, CallPolicy.DEFAULT, guarded)) {
        ModelException failure = harness.failure();
        assertThat(failure).isInstanceOf(ModelException.Permission.class);
        assertThat(failure.failure().nextStep()).contains("--allow-egress");
        assertThat(server.asked()).isEmpty();
        assertThat(harness.gate.egress().lines()).isEmpty();
      }
      Network allowed = guarded.with(EgressGuard.refusing(List.of("localhost:" + server.port())));
      try (Harness harness = new Harness(config, CallPolicy.DEFAULT, allowed)) {
        assertThat(Harness.text(harness.call())).isEqualTo("ok");
      }
    }
  }

  @Test
  void reachesWhatTheOperatorNamesForItself() {
    try (TinyServer server = plain()) {
      ProviderConfig config =
          ProviderConfig.builder(server.url() + "/v1")
              .network(NetworkOptions.DEFAULT.asTrusted())
              .build();
      Network guarded = Network.of(Map.of()).with(EgressGuard.refusing(List.of()));
      try (Harness harness = new Harness(config, CallPolicy.DEFAULT, guarded)) {
        assertThat(Harness.text(harness.call())).isEqualTo("ok");
      }
    }
  }

  @Test
  void reachesForStrangersWhatARangeAllows() throws Exception {
    TestCertificate local = TestCertificate.create(directory, "localhost");
    Network guarded =
        Network.of(Map.of("NODE_EXTRA_CA_CERTS", local.certificate().toString()))
            .with(EgressGuard.refusing(List.of("127.0.0.0/8", "::1")));
    try (TinyServer open = plain();
        TinyServer secret =
            TinyServer.start(
                local.server().getServerSocketFactory(), _ -> Answer.json(200, ANSWER))) {
      for (String url :
          List.of("http://localhost:" + open.port(), "https://localhost:" + secret.port())) {
        ProviderConfig config = ProviderConfig.builder(url + "/v1").build();
        try (Harness harness = new Harness(config, CallPolicy.DEFAULT, guarded)) {
          assertThat(Harness.text(harness.call())).isEqualTo("ok");
          assertThat(Harness.text(harness.call())).isEqualTo("ok");
        }
      }
      assertThat(open.asked().getFirst().headers())
          .containsEntry("host", "localhost:" + open.port());
    }
  }

  @Test
  void guardsTokenEndpointsOfStrangersToo() {
    try (TinyServer issuer = TinyServer.start(_ -> Answer.json(200, "{\"access_token\":\"t\"}"))) {
      ProviderConfig config =
          ProviderConfig.builder("https://models.test/v1")
              .credential(
                  Credential.clientCredentials(
                      URI.create(issuer.url() + "/token"),
                      new ClientCredentials.Client("me", Secret.of("s3cret"), null, null)))
              .build();
      Network guarded = Network.of(Map.of()).with(EgressGuard.refusing(List.of()));
      try (Harness harness = new Harness(config, ONCE, guarded)) {
        assertThat(harness.failure()).isInstanceOf(ModelException.Permission.class);
      }
      assertThat(issuer.asked()).isEmpty();
    }
  }

  @Test
  void leavesOnlyForServersOnTheListTokensIncluded() {
    try (TinyServer server = plain();
        TinyServer issuer = TinyServer.start(_ -> Answer.json(200, "{\"access_token\":\"t\"}"))) {
      Credential credential =
          Credential.clientCredentials(
              URI.create(issuer.url() + "/token"),
              new ClientCredentials.Client("me", Secret.of("s3cret"), null, null));
      ProviderConfig.Builder config =
          ProviderConfig.builder(server.url() + "/v1").credential(credential);
      String model = "127.0.0.1:" + server.port();
      String token = "127.0.0.1:" + issuer.port();

      assertThat(listed(config, Map.of(), model, token)).isEqualTo("ok");
      config.credential(credential);
      assertThat(listed(config, Map.of(), model))
          .isEqualTo("Nothing may leave for " + token + ": it is not on the list latchkey.egress.");
      assertThat(listed(config, Map.of(), token))
          .isEqualTo("Nothing may leave for " + model + ": it is not on the list latchkey.egress.");
      assertThat(listed(config, Map.of("LATCHKEY_EGRESS", token), model, token))
          .isEqualTo("Nothing may leave for " + model + ": it is not on the list LATCHKEY_EGRESS.");
      assertThat(server.asked()).hasSize(1);
    }
  }

  private static String listed(
      ProviderConfig.Builder config, Map<String, String> variables, String... servers) {
    AllowedServers list = AllowedServers.of("latchkey.egress", List.of(servers));
    ProviderConfig provider = config.network(NetworkOptions.DEFAULT.with(list)).build();
    try (Harness harness = new Harness(provider, ONCE, Network.of(variables))) {
      return Harness.text(harness.call());
    } catch (ModelException.Permission refused) {
      return refused.failure().message();
    }
  }

  @Test
  void showsTheCertificateThatIsInTheFileNow() throws Exception {
    TestCertificate other = TestCertificate.create(directory, "client.test");
    Path chain = directory.resolve("client.crt");
    Path key = directory.resolve("client.key");
    replace(other, chain, key);
    try (TinyServer server =
            TinyServer.start(
                new MutualTls(certificate.server().getServerSocketFactory()),
                _ -> Answer.json(200, ANSWER));
        ForwardProxy proxy = ForwardProxy.start(server.port(), "")) {
      NetworkOptions options =
          new NetworkOptions(
              "http://127.0.0.1:" + proxy.port(), certificate.certificate(), chain, key);
      ProviderConfig config =
          ProviderConfig.builder("https://models.test/v1").network(options).build();
      try (Harness harness = new Harness(config, ONCE, Network.of(Map.of()))) {
        assertThat(harness.failure()).isInstanceOf(ModelException.Connection.class);

        replace(certificate, chain, key);
        assertThat(Harness.text(harness.call())).isEqualTo("ok");
      }
    }
  }

  private static void replace(TestCertificate by, Path chain, Path key) throws Exception {
    Files.copy(by.certificate(), chain, StandardCopyOption.REPLACE_EXISTING);
    Files.copy(by.key(), key, StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void believesWhomTheEnvironmentAddsFromNowOnAndNamesTheFileThatIsWrong() throws Exception {
    Path extra = Files.writeString(directory.resolve("extra.pem"), "nothing");
    try (TinyServer server = secure();
        ForwardProxy proxy = ForwardProxy.start(server.port(), "");
        Harness harness =
            harness(
                "https://models.test/v1",
                Map.of(
                    "HTTPS_PROXY",
                    "http://127.0.0.1:" + proxy.port(),
                    "NODE_EXTRA_CA_CERTS",
                    extra.toString()))) {
      ModelException failure = harness.failure();
      assertThat(failure.failure().message())
          .contains("\"models.test\" is in none of the trust stores")
          .endsWith("NODE_EXTRA_CA_CERTS: the file " + extra + " holds no certificate.");
      assertThat(failure.nextStep()).contains("name the file in NODE_EXTRA_CA_CERTS");

      Files.copy(certificate.certificate(), extra, StandardCopyOption.REPLACE_EXISTING);
      assertThat(Harness.text(harness.call())).isEqualTo("ok");
    }
  }

  @Test
  void readsNoCertificateForPlainHttp() throws Exception {
    Path wrong = Files.writeString(directory.resolve("unread.pem"), "nothing");
    NetworkOptions options = new NetworkOptions(null, wrong, wrong, null);
    try (TinyServer server = plain();
        Harness harness =
            new Harness(
                ProviderConfig.builder(server.url() + "/v1").network(options).build(),
                ONCE,
                Network.of(Map.of("SSL_CERT_FILE", wrong.toString())))) {
      assertThat(Harness.text(harness.call())).isEqualTo("ok");
    }
  }

  @Test
  void speaksHttp2WhereTheServerDoesDirectlyAndThroughProxies() throws Exception {
    TestCertificate local = TestCertificate.create(directory, "localhost");
    String trusted = local.certificate().toString();
    try (FrameServer server = FrameServer.start(local.server(), ANSWER)) {
      ProviderConfig config =
          ProviderConfig.builder("https://localhost:" + server.port() + "/v1").build();
      try (Harness harness =
          new Harness(config, ONCE, Network.of(Map.of("SSL_CERT_FILE", trusted)))) {
        assertThat(Harness.text(harness.call())).isEqualTo("ok");
        assertThat(Harness.text(harness.call())).isEqualTo("ok");
      }
      assertThat(server.offered().getFirst()).contains("h2", "http/1.1");
      assertThat(server.streams()).as("on one connection").containsExactly(1, 3);
      assertThat(server.connections()).isEqualTo(1);
    }
    try (FrameServer server = FrameServer.start(certificate.server(), ANSWER);
        SocksServer socks = SocksServer.start(server.port(), "");
        Harness harness =
            harness(
                "https://models.test/v1",
                Map.of(
                    "ALL_PROXY",
                    "socks5h://127.0.0.1:" + socks.port(),
                    "SSL_CERT_FILE",
                    certificate.certificate().toString()))) {
      assertThat(Harness.text(harness.call())).isEqualTo("ok");
      assertThat(Harness.text(harness.call())).isEqualTo("ok");
      assertThat(server.streams()).containsExactly(1, 3);
    }
  }
}
