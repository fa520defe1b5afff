package dev.latchkey.providers.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.providers.net.Reach.Step;
import dev.latchkey.providers.net.TinyServer.Answer;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way to a server step by step. */
class ReachTest {
  @TempDir private static Path directory;
  private static TestCertificate certificate;

  @BeforeAll
  static void makeCertificate() throws Exception {
    certificate = TestCertificate.create(directory, "models.test");
  }

  private static List<Step> test(Map<String, String> variables, String url) {
    return Reach.test(Network.of(variables), NetworkOptions.DEFAULT, URI.create(url));
  }

  private static List<String> names(List<Step> steps) {
    return steps.stream().map(step -> step.name() + (step.passed() ? "" : "!")).toList();
  }

  private static TinyServer secure() throws Exception {
    return TinyServer.start(
        certificate.server().getServerSocketFactory(), _ -> Answer.json(200, "{}"));
  }

  @Test
  void looksTheNameUpOnlyWithoutAProxy() {
    try (TinyServer server = TinyServer.start(_ -> Answer.json(200, "{}"));
        ForwardProxy proxy = ForwardProxy.start(server.port(), "")) {
      assertThat(names(test(Map.of(), server.url()))).containsExactly("dns", "connect");
      assertThat(names(test(Map.of(), "http://models.test"))).containsExactly("dns!");
      assertThat(
              names(
                  test(
                      Map.of("HTTP_PROXY", "http://127.0.0.1:" + proxy.port()),
                      "http://models.test")))
          .containsExactly("proxy", "connect");
    }
  }

  @Test
  void shakesHandsThroughTheProxyAsCallsDo() throws Exception {
    String trusted = certificate.certificate().toString();
    try (TinyServer server = secure();
        ForwardProxy http = ForwardProxy.start(server.port(), "Basic bWU6c2VjcmV0");
        SocksServer socks = SocksServer.start(server.port(), "")) {
      for (String proxy :
          List.of(
              "http://me:secret@127.0.0.1:" + http.port(), "socks5h://127.0.0.1:" + socks.port())) {
        List<Step> steps =
            test(Map.of("ALL_PROXY", proxy, "SSL_CERT_FILE", trusted), "https://models.test/v1");
        assertThat(names(steps)).containsExactly("proxy", "connect", "tls");
        assertThat(steps.getLast().found())
            .startsWith("TLSv1.3")
            .contains("\"models.test\" (issued by \"models.test\", valid until ");
        assertThat(steps.toString()).doesNotContain("secret");
      }
      List<Step> refused =
          test(Map.of("ALL_PROXY", "http://127.0.0.1:" + http.port()), "https://models.test/v1");
      assertThat(names(refused)).containsExactly("proxy", "connect!");
      assertThat(refused.getLast().found()).contains("407");
      assertThat(refused.getLast().fix()).startsWith("Check the proxy's address and user");
    }
  }

  @Test
  void namesTheCertificateThatIsNotBelieved() throws Exception {
    try (TinyServer server = secure()) {
      List<Step> steps = test(Map.of(), "https://127.0.0.1:" + server.port());

      assertThat(names(steps)).containsExactly("dns", "connect", "tls!");
      assertThat(steps.getLast().found())
          .startsWith("The certificate \"models.test\" (issued by \"models.test\", valid until")
          .endsWith("is in none of the trust stores");
      assertThat(steps.getLast().fix()).contains("NODE_EXTRA_CA_CERTS");
    }
  }

  @Test
  void saysWhatIsNotAllowedBeforeItConnects() {
    List<Step> steps = test(Map.of("LATCHKEY_EGRESS", "a.test"), "https://b.test");
    assertThat(names(steps)).containsExactly("egress!");
    assertThat(steps.getFirst().found()).contains("not on the list LATCHKEY_EGRESS");
  }
}
