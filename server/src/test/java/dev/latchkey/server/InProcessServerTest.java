package dev.latchkey.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.protocol.host.HostOptions;
import dev.latchkey.protocol.host.InProcessHost;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class InProcessServerTest {
  @TempDir Path home;

  @Test
  void isFoundAndAnswers() throws Exception {
    InProcessHost host = ServiceLoader.load(InProcessHost.class).findFirst().orElseThrow();

    try (TestClient client = TestClient.over(host.connect(options("--no-auto-update")))) {
      assertThat(client.ask("connect", "{}").path("protocolVersion").asInt()).isEqualTo(3);
      assertThat(client.ask("session.list", "{}").path("sessions")).isEmpty();
      assertThat(client.ask("runtime.shutdown", "{}").isNull()).isTrue();
    }
  }

  @Test
  void refusesUnknownArguments() {
    InProcessHost host = new InProcessServer();

    assertThatThrownBy(() -> host.connect(options("--what")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("error: unknown option '--what'");
  }

  private HostOptions options(String... args) {
    return new HostOptions(List.of(args), Map.of("LATCHKEY_HOME", home.toString()), home);
  }
}
