package dev.latchkey.providers.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.Secret;
import dev.latchkey.providers.credential.ClientCredentials;
import dev.latchkey.providers.credential.Credential;
import dev.latchkey.providers.net.EgressCounter;
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
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Proxies and trust, over real sockets. */
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

  @DisplayName("weak 23: a proxy that does not answer is named, not the provider")
  @ParameterizedTest
  @CsvSource({
    "http, http://127.0.0.1:1, 127.0.0.1:1 cannot be reached: connection refused.",
    "https, http://127.0.0.1:1, 127.0.0.1:1 cannot be reached: connection refused.",
    "http, http://me:secret@proxy.invalid:3128, proxy.invalid:3128 cannot be reached: nobody here"
        + " knows its name.",
    "https, http://proxy.invalid:3128, proxy.invalid:3128 cannot be reached: nobody here knows its"
        + " name.",
    "http, socks5h://127.0.0.1:1, 127.0.0.1:1: it cannot be reached: Connection refused",
    "https, https://127.0.0.1:1, 127.0.0.1:1: Connection refused"
  })
  void namesTheProxyThatDoesNotAnswer(String scheme, String proxy, String said) {
    ProviderConfig config =
        ProviderConfig.builder(scheme + "://models.test/v1")
            .network(new NetworkOptions(proxy, null, null, null))
            .build();
    try (Harness harness = new Harness(config, ONCE, Network.of(Map.of()))) {
      ModelException failure = harness.failure();

      assertThat(failure).isInstanceOf(ModelException.Connection.class);
      assertThat(failure.failure().message())
          .contains(" proxy " + said)
          .doesNotContain("secret", "nothing answers at models.test", "models.test is unknown");
      assertThat(failure.nextStep()).startsWith("Check the proxy's address and user");
    }
  }

  @Test
  void namesTheProxyThatStandsBetweenItAndATokenEndpoint() {
    ProviderConfig config =
        ProviderConfig.builder("http://models.test/v1")
            .credential(
                Credential.clientCredentials(
                    URI.create("http://issuer.test/token"),
                    new ClientCredentials.Client("me", Secret.of("s3cret"), null, null)))
            .build();
    try (Harness harness =
        new Harness(config, ONCE, Network.of(Map.of("HTTP_PROXY", "127.0.0.1:1")))) {
      assertThat(harness.failure().failure().message())
          .isEqualTo(
              "The token endpoint at issuer.test cannot be reached: The proxy 127.0.0.1:1 cannot be"
                  + " reached: connection refused.");
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

  @DisplayName("F3: a trusted certificate counts for its own name only")
  @Test
  void believesNoTrustedCertificateUnderAnotherName() throws Exception {
    try (TinyServer server = secure();
        ForwardProxy proxy = ForwardProxy.start(server.port(), "")) {
      String via = "http://127.0.0.1:" + proxy.port();
      ProviderConfig config =
          ProviderConfig.builder("https://elsewhere.test/v1")
              .apiKey(Secret.of("never-sent"))
              .network(new NetworkOptions(via, certificate.certificate(), null, null))
              .build();
      try (Harness harness = new Harness(config, ONCE, Network.of(Map.of()))) {
        assertThat(harness.failure().failure().message())
            .startsWith("No secure connection to elsewhere.test")
            .contains("elsewhere.test");
      }
      assertThat(server.asked()).isEmpty();
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
