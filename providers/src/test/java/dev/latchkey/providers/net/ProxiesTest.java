package dev.latchkey.providers.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.providers.ModelException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxiesTest {
  private static String via(Map<String, String> variables, String url) {
    return Proxies.of(variables).select(URI.create(url)).getFirst().toString();
  }

  @ParameterizedTest
  @CsvSource({
    "http://a.example.com, HTTP @ plain/<unresolved>:3128",
    "https://a.example.com, HTTP @ secure/<unresolved>:80",
    "http://localhost:11434, DIRECT",
    "http://127.0.0.1:8000, DIRECT",
    "http://[::1]:8000, DIRECT",
    "http://169.254.169.254/metadata, DIRECT",
    "https://api.internal.example.org, DIRECT",
    "https://internal.example.org, DIRECT",
    "https://notinternal.example.org, HTTP @ secure/<unresolved>:80",
    "https://x.corp, DIRECT",
    "https://box:8443, DIRECT",
    "https://box:9443, HTTP @ secure/<unresolved>:80",
    "https://std, DIRECT",
    "http://10.1.2.3:8000, DIRECT",
    "http://11.1.2.3:8000, HTTP @ plain/<unresolved>:3128",
    "http://[fd00::1], DIRECT",
  })
  void choosesByScheme(String url, String expected) {
    Map<String, String> variables =
        Map.of(
            "HTTP_PROXY", "http://user:pass@plain:3128/",
            "https_proxy", "secure",
            "NO_PROXY", "internal.example.org, .corp,box:8443 std:443 10.0.0.0/8,fc00::/7");
    assertThat(via(variables, url)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "socks4://p:1, socks4",
    "pac+http://p:1, pac+http",
  })
  void doesNotGoStraightWhenItCannotSpeakToTheProxy(String proxy, String scheme) {
    Network network = Network.of(Map.of("ALL_PROXY", proxy));
    try (Relays relays = new Relays(network, Duration.ofSeconds(1))) {
      assertThatThrownBy(
              () -> relays.authorization(URI.create("http://a.test"), NetworkOptions.DEFAULT))
          .isInstanceOf(ModelException.InvalidRequest.class)
          .hasMessageContaining("p:1 is of a kind that is not supported: " + scheme);
      assertThat(relays.authorization(URI.create("http://localhost"), NetworkOptions.DEFAULT))
          .isNull();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "*, https://a.test, DIRECT",
    "a.test, https://a.test, DIRECT",
    "a.test, https://b.a.test, DIRECT",
    ".a.test, https://a.test, DIRECT",
    "*.a.test, https://b.a.test, DIRECT",
    "a.test:8443, https://a.test, HTTP @ p/<unresolved>:1",
    "a.test:443, https://a.test, DIRECT",
    "10.1.2.3, http://10.1.2.3:9, DIRECT",
    "10.1.2.3:9, http://10.1.2.3:9, DIRECT",
    "[fd00::1], http://[fd00::1]:9, DIRECT",
    "fd00::1, http://[fd00::1]:9, DIRECT",
    "[fd00::1]:9, http://[fd00::1]:9, DIRECT",
    "[fd00::1]:8, http://[fd00::1]:9, HTTP @ p/<unresolved>:1",
    "fd00::/8, http://[fd00:1::2], DIRECT",
    "A.TEST, https://a.test, DIRECT",
    "a.test., https://a.test, DIRECT",
  })
  void knowsEveryFormOfException(String exceptions, String url, String expected) {
    assertThat(via(Map.of("HTTPS_PROXY", "http://p:1", "NO_PROXY", exceptions), url))
        .isEqualTo(expected);
  }

  @Test
  void letsOneVariableStandInForTheOthers() {
    assertThat(via(Map.of("HTTPS_PROXY", "http://p:1"), "http://a.example.com"))
        .isEqualTo("HTTP @ p/<unresolved>:1");
    assertThat(via(Map.of("all_proxy", "p:1"), "https://a.example.com"))
        .isEqualTo("HTTP @ p/<unresolved>:1");
    assertThat(via(Map.of("HTTP_PROXY", "p:1", "NO_PROXY", "*"), "https://a.example.com"))
        .isEqualTo("DIRECT");
    assertThat(via(Map.of("HTTP_PROXY", "http://a b"), "https://a.example.com"))
        .isEqualTo("DIRECT");
  }

  @Test
  void showsTheUserToTheProxyThatIsUsed() {
    Network network = Network.of(Map.of("HTTP_PROXY", "http://us%40er:p%3Aw@p:1"));
    try (Relays relays = new Relays(network, Duration.ofSeconds(1))) {
      assertThat(relays.authorization(URI.create("http://a.test"), NetworkOptions.DEFAULT))
          .isEqualTo("Basic dXNAZXI6cDp3");
      assertThat(relays.authorization(URI.create("http://localhost"), NetworkOptions.DEFAULT))
          .isNull();
      NetworkOptions direct = new NetworkOptions("direct", null, null, null);
      assertThat(relays.authorization(URI.create("http://a.test"), direct)).isNull();
    }
    assertThat(new NetworkOptions("http://u:secret@p:1", null, null, null).toString())
        .doesNotContain("secret");
  }
}
