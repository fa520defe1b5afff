package dev.latchkey.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.protocol.host.HostOptions;
import dev.latchkey.protocol.host.InProcessHost;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.script.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.DisplayName;
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

  @DisplayName("A4: the same file for the server inside a Java process")
  @Test
  void readsTheFilesOfItsHostAndNothingElse() throws Exception {
    try (Simulator model = Simulator.start()) {
      Path project = Files.createDirectory(home.resolve("project"));
      Path named = file(home.resolve("named.yaml"), model, "of-option");
      file(home.resolve("latchkey.yaml"), model, "of-home");
      assertThat(answeredBy(model, project)).isEqualTo("of-home");
      file(project.resolve("latchkey.yaml"), model, "of-project");
      assertThat(answeredBy(model, project)).isEqualTo("of-project");
      assertThat(answeredBy(model, project, "--config", "../named.yaml")).isEqualTo("of-option");
      assertThat(answeredBy(model, project, "--config", named.toString())).isEqualTo("of-option");
    }
  }

  private static Path file(Path path, Simulator model, String name) throws IOException {
    String provider = "provider: {baseUrl: '" + model.baseUrl() + "/v1'}\n";
    return Files.writeString(path, "model: " + name + "\n" + provider);
  }

  private String answeredBy(Simulator model, Path directory, String... args) throws Exception {
    HostOptions options =
        new HostOptions(List.of(args), Map.of("LATCHKEY_HOME", home.toString()), directory);
    model.enqueue(Reply.text("Hi."));
    try (TestClient client = TestClient.over(new InProcessServer().connect(options))) {
      client.ask("session.create", TestClient.json("{'sessionId':'s1'}"));
      client.ask("session.send", TestClient.json("{'sessionId':'s1','prompt':'x'}"));
      client.await("session.idle");
      client.ask("session.delete", TestClient.json("{'sessionId':'s1'}"));
    }
    return model.lastRequest().model();
  }

  private HostOptions options(String... args) {
    return new HostOptions(List.of(args), Map.of("LATCHKEY_HOME", home.toString()), home);
  }
}
