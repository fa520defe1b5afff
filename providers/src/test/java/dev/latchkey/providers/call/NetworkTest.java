package dev.latchkey.providers.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.net.EgressGuard;
import dev.latchkey.providers.net.ForwardProxy;
import dev.latchkey.providers.net.Network;
import dev.latchkey.providers.net.NetworkOptions;
import dev.latchkey.providers.net.TestCertificate;
import dev.latchkey.providers.net.TinyServer;
import dev.latchkey.providers.net.TinyServer.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
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
      assertThat(harness.gate.egress()).isEqualTo(Map.of("models.test:80", 1L));
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
        assertThat(harness.failure().failure().nextStep()).contains("certificate is trusted");

        Files.writeString(
            caFile,
            Files.readString(other.certificate()) + Files.readString(certificate.certificate()));
        assertThat(Harness.text(harness.call())).isEqualTo("ok");
      }
    }
  }

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
        assertThat(harness.gate.egress()).isEmpty();
      }
      Network allowed = guarded.with(EgressGuard.refusing(List.of("localhost:" + server.port())));
      try (Harness harness = new Harness(config, CallPolicy.DEFAULT, allowed)) {
        assertThat(Harness.text(harness.call())).isEqualTo("ok");
      }
    }
  }
}
