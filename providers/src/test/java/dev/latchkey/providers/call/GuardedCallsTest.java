package dev.latchkey.providers.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.Secret;
import dev.latchkey.providers.credential.ClientCredentials;
import dev.latchkey.providers.credential.Credential;
import dev.latchkey.providers.net.AllowedServers;
import dev.latchkey.providers.net.EgressGuard;
import dev.latchkey.providers.net.Network;
import dev.latchkey.providers.net.NetworkOptions;
import dev.latchkey.providers.net.TestCertificate;
import dev.latchkey.providers.net.TinyServer;
import dev.latchkey.providers.net.TinyServer.Answer;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where calls may go: the guard against strangers, and lists of servers. */
class GuardedCallsTest {
  private static final String ANSWER =
      "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"ok\"},"
          + "\"finish_reason\":\"stop\"}]}";
  private static final CallPolicy ONCE = CallPolicy.DEFAULT.with().maxRetries(0).build();

  @TempDir private static Path directory;

  private static TinyServer plain() {
    return TinyServer.start(_ -> Answer.json(200, ANSWER));
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

  @DisplayName("F2: an address inside is refused however a stranger spells it")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0177.0.0.1",
        "0177.1",
        "0x7f.0.0.1",
        "0x7f.1",
        "0x7f000001",
        "127.1",
        "127.0.1",
        "2130706433",
        "017700000001",
        "00000127.0.0.1",
        "127.0.0.1.",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[0:0:0:0:0:ffff:127.0.0.1]",
        "[::127.0.0.1]",
        "[64:ff9b::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "[::ffff:0:127.0.0.1]",
        "[::1]",
        "[::]",
        "0",
        "0.0.0.0",
        "127.0.0.1%00.models.invalid",
        "localhost.",
        "LOCALHOST",
        "%6cocalhost",
        "\u2460\u2461\u2466.0.0.1",
        "\uff11\uff12\uff17.0.0.1",
        "127\u30020\u30020\u30021",
        "models.invalid@127.0.0.1",
        "models.invalid#@127.0.0.1",
        "models.invalid\\@127.0.0.1"
      })
  void refusesAnAddressInsideHoweverItIsSpelled(String host) {
    try (TinyServer server = plain()) {
      Network guarded = Network.of(Map.of()).with(EgressGuard.refusing(List.of()));
      String url = "http://" + host + ":" + server.port() + "/v1";
      assertThat(outcome(url, guarded)).isInstanceOf(ModelException.class);
      assertThat(server.asked()).isEmpty();
      assertThat(server.accepted()).as("no connection at all").isZero();
    }
  }

  private static Object outcome(String url, Network network) {
    ProviderConfig config = ProviderConfig.builder(url).build();
    try (Harness harness = new Harness(config, ONCE, network)) {
      return Harness.text(harness.call());
    } catch (ModelException refused) {
      return refused;
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
}
