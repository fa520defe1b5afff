package dev.latchkey.providers.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.latchkey.providers.ModelException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedServersTest {
  /** A name service that knows two names. */
  private static InetAddress[] lookup(String host) throws UnknownHostException {
    return switch (host) {
      case "gpu.test" -> new InetAddress[] {InetAddress.ofLiteral("10.1.2.3")};
      case "both.test" ->
          new InetAddress[] {InetAddress.ofLiteral("10.1.2.3"), InetAddress.ofLiteral("8.8.8.8")};
      default -> throw new UnknownHostException(host);
    };
  }

  private static boolean allows(String list, String url) {
    try {
      AllowedServers.of("f", List.of(list.split(" ", -1)))
          .check(URI.create(url), AllowedServersTest::lookup);
      return true;
    } catch (ModelException.Permission _) {
      return false;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a.test, https://a.test/v1, true",
    "A.Test, https://a.TEST:8443/v1, true",
    "a.test, https://b.a.test, false",
    "a.test:443, https://a.test, true",
    "a.test:443, wss://a.test, true",
    "a.test:443, http://a.test, false",
    ".a.test, https://b.a.test, true",
    "*.a.test, https://b.a.test, true",
    "*.a.test:443, https://b.a.test, true",
    ".a.test, https://a.test, false",
    ".a.test, https://xa.test, false",
    "10.0.0.0/8, http://10.9.9.9, true",
    "10.0.0.0/8, http://gpu.test, true",
    "10.0.0.0/8, http://both.test, false",
    "10.0.0.0/8, http://unknown.test, false",
    "10.1.2.3, http://gpu.test:11434, true",
    "127.0.0.1:8000, http://127.0.0.1:8000, true",
    "127.0.0.1:8000, http://127.0.0.1:8001, false",
    "[::1]:8000, http://[::1]:8000, true",
    "fc00::/7, http://[fd00::1], true",
    "b.test a.test, http://a.test, true",
  })
  void knowsItsServers(String list, String url, boolean allowed) {
    assertThat(allows(list, url)).isEqualTo(allowed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://a.test", "a.test/v1", "a b", "10.0.0.0/33", "a:b", ""})
  void namesTheEntryThatIsNoServer(String entry) {
    assertThatThrownBy(() -> AllowedServers.of("latchkey.egress", List.of(entry)))
        .isInstanceOf(ModelException.InvalidRequest.class)
        .hasMessageContaining("latchkey.egress: \"" + entry + "\" is no server");
  }

  @Test
  void readsTheListOfAProvider() throws Exception {
    assertThat(AllowedServers.read(json("null"))).isEqualTo(AllowedServers.ANY);
    assertThat(AllowedServers.read(json("[\"a\"]")))
        .isEqualTo(AllowedServers.of("latchkey.egress", List.of("a")));
    for (String wrong : List.of("\"a\"", "{}", "[1]")) {
      assertThatThrownBy(() -> AllowedServers.read(json(wrong)))
          .hasMessageContaining("latchkey.egress: it must be an array of strings");
    }
  }

  @Test
  void anEmptyListAllowsNothing() {
    AllowedServers none = AllowedServers.of("latchkey.egress", List.of());
    assertThatThrownBy(() -> none.check(URI.create("http://a.test"), Lookup.SYSTEM))
        .hasMessageContaining("Nothing may leave for a.test:80: it is not on the list");
  }

  private static JsonNode json(String text) throws Exception {
    return new JsonMapper().readTree(text);
  }
}
