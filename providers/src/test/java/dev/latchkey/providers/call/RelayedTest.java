package dev.latchkey.providers.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.net.ForwardProxy;
import dev.latchkey.providers.net.Network;
import dev.latchkey.providers.net.NetworkOptions;
import dev.latchkey.providers.net.SocksServer;
import dev.latchkey.providers.net.TestCertificate;
import dev.latchkey.providers.net.TinyServer;
import dev.latchkey.providers.net.TinyServer.Answer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proxies that Java's HTTP client does not speak to: SOCKS, and HTTP inside TLS. */
class RelayedTest {
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

  private static Harness harness(String baseUrl, String proxy) {
    Map<String, String> variables =
        Map.of("ALL_PROXY", proxy, "NODE_EXTRA_CA_CERTS", certificate.certificate().toString());
    return new Harness(ProviderConfig.builder(baseUrl).build(), ONCE, Network.of(variables));
  }

  @Test
  void reachesHttpThroughSocksAgainAndAgain() {
    try (TinyServer server = plain();
        SocksServer proxy = SocksServer.start(server.port(), "");
        Harness harness =
            harness("http://models.test:8000/v1?a=b", "socks5h://127.0.0.1:" + proxy.port())) {
      for (int i = 0; i < 3; i++) {
        assertThat(Harness.text(harness.call())).isEqualTo("ok");
      }
      assertThat(proxy.asked()).hasSize(3).containsOnly("name models.test:8000");
      assertThat(server.asked().getFirst().line())
          .isEqualTo("POST /v1/chat/completions?a=b HTTP/1.1");
      assertThat(server.asked().getFirst().headers())
          .containsEntry("host", "models.test:8000")
          .doesNotContainKey("proxy-authorization");
    }
  }

  @Test
  void reachesHttpsThroughSocksWithUserAndPassword() throws Exception {
    try (TinyServer server = secure();
        SocksServer proxy = SocksServer.start(server.port(), "me:s:cret");
        Harness harness =
            harness("https://models.test/v1", "socks5://me:s:cret@127.0.0.1:" + proxy.port());
        Harness named =
            harness("https://models.test/v1", "socks5h://me:s:cret@127.0.0.1:" + proxy.port())) {
      assertThat(Harness.text(named.call())).isEqualTo("ok");
      assertThat(proxy.asked()).containsExactly("name models.test:443");

      assertThat(harness.failure().failure().message())
          .contains("the name models.test is unknown here (socks5h:// lets the proxy look it up)");
    }
  }

  @Test
  void looksNamesUpItselfForSocks5() {
    try (TinyServer server = plain();
        SocksServer proxy = SocksServer.start(server.port(), "")) {
      NetworkOptions options =
          new NetworkOptions("socks5://127.0.0.1:" + proxy.port(), null, null, null);
      // a provider's own proxy is used for names of this machine too only if it is not this machine
      ProviderConfig config = ProviderConfig.builder("http://10.1.2.3/v1").network(options).build();
      try (Harness harness = new Harness(config, ONCE, Network.of(Map.of()))) {
        assertThat(Harness.text(harness.call())).isEqualTo("ok");
      }
      assertThat(proxy.asked()).containsExactly("address 10.1.2.3:80");
    }
  }

  @Test
  void saysWhatTheSocksProxySays() throws Exception {
    try (SocksServer closed = SocksServer.start(0, "");
        SocksServer strict = SocksServer.start(0, "me:secret")) {
      for (String scheme : new String[] {"http", "https"}) {
        String url = scheme + "://models.test/v1";
        assertThat(failure(url, "socks5h://127.0.0.1:" + closed.port()))
            .contains("SOCKS proxy 127.0.0.1:" + closed.port())
            .contains("no connection to models.test")
            .contains("connection refused");
        assertThat(failure(url, "socks5h://127.0.0.1:" + strict.port()))
            .contains("it wants a user and a password");
        assertThat(failure(url, "socks5h://me:wrong@127.0.0.1:" + strict.port()))
            .contains("does not accept the user and password")
            .doesNotContain("wrong");
        assertThat(failure(url, "socks5h://127.0.0.1:1")).contains("it cannot be reached");
      }
    }
  }

  private static String failure(String url, String proxy) {
    try (Harness harness = harness(url, proxy)) {
      ModelException failure = harness.failure();
      assertThat(failure).isInstanceOf(ModelException.Connection.class);
      assertThat(failure.nextStep()).startsWith("Check the proxy's address and user");
      return failure.failure().message();
    }
  }

  @Test
  void speaksToHttpProxiesInsideTls() throws Exception {
    try (TinyServer server = plain();
        ForwardProxy proxy =
            ForwardProxy.start(
                certificate.server().getServerSocketFactory(),
                server.port(),
                "Basic bWU6c2VjcmV0");
        Harness untrusted =
            new Harness(
                ProviderConfig.builder("http://models.test/v1").build(),
                ONCE,
                Network.of(Map.of("ALL_PROXY", "https://localhost:" + proxy.port())));
        Harness misnamed =
            harness("http://models.test/v1", "https://me:secret@127.0.0.1:" + proxy.port())) {
      assertThat(untrusted.failure().failure().message()).contains("The proxy localhost:");
      assertThat(misnamed.failure().failure().message()).contains("The proxy 127.0.0.1:");
      assertThat(proxy.lines()).isEmpty();
    }
    TestCertificate local = TestCertificate.create(directory, "localhost");
    Map<String, String> trusting = Map.of("NODE_EXTRA_CA_CERTS", local.certificate().toString());
    try (TinyServer server = plain();
        ForwardProxy proxy =
            ForwardProxy.start(
                local.server().getServerSocketFactory(), server.port(), "Basic bWU6c2VjcmV0")) {
      NetworkOptions options =
          new NetworkOptions("https://me:secret@localhost:" + proxy.port(), null, null, null);
      ProviderConfig config =
          ProviderConfig.builder("http://models.test/v1").network(options).build();
      try (Harness harness = new Harness(config, ONCE, Network.of(trusting))) {
        assertThat(Harness.text(harness.call())).isEqualTo("ok");
      }
      assertThat(proxy.lines()).containsExactly("CONNECT models.test:80 HTTP/1.1");
    }
  }
}
