package com.github.copilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.copilot.rpc.CopilotClientOptions;
import com.github.copilot.rpc.RuntimeConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A client with a real child process. */
class SpawnTest {

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private static List<String> arguments(String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                FakeRuntime.class.getName()));
    args.addAll(List.of(more));
    return args;
  }

  private static CopilotClientOptions options(String... more) {
    return new CopilotClientOptions()
        .setCliPath(JAVA)
        .setCliArgs(arguments(more).toArray(String[]::new));
  }

  @Test
  void talksOverStandardStreams() throws Exception {
    try (CopilotClient client = new CopilotClient(options("--yolo").setLogLevel("error"))) {
      String answer = client.ping("x").get(20, TimeUnit.SECONDS).message();
      assertThat(answer)
          .isEqualTo("--yolo --server --no-auto-update --log-level error --stdio token=null");
      long before = children();
      client.stop().get(15, TimeUnit.SECONDS);
      assertThat(children()).isLessThan(before);
    }
  }

  private static long children() {
    return ProcessHandle.current().children().filter(ProcessHandle::isAlive).count();
  }

  @Test
  void talksOverTheAnnouncedPort() throws Exception {
    CopilotClientOptions options =
        new CopilotClientOptions()
            .setConnection(
                RuntimeConnection.forTcp()
                    .setPath(JAVA)
                    .setArgs(arguments())
                    .setConnectionToken("tok"))
            .setEnvironment(Map.of("PATH", "/bin"));
    try (CopilotClient client = new CopilotClient(options)) {
      assertThat(client.ping("x").get(20, TimeUnit.SECONDS).message())
          .isEqualTo("--server --no-auto-update --log-level info token=tok");
    }
  }

  @Test
  void reportsTheLastWordsOfAProgramThatEndsEarly() throws Exception {
    for (CopilotClientOptions options :
        List.of(options("--crash"), options("--crash").setUseStdio(false))) {
      try (CopilotClient client = new CopilotClient(options)) {
        // The public SDK waits for its 30 s handshake limit here.
        assertThatThrownBy(() -> client.start().get(15, TimeUnit.SECONDS))
            .hasCauseInstanceOf(IOException.class)
            .hasMessageContaining("CLI process exited unexpectedly.")
            .hasMessageContaining("stderr: error: cannot go on");
        assertThat(client.getState()).isEqualTo(ConnectionState.ERROR);
      }
    }
  }

  @Test
  void killsAtOnceWhenForced() throws Exception {
    try (CopilotClient client = new CopilotClient(options("--stubborn"))) {
      client.start().get(20, TimeUnit.SECONDS);
      long before = children();
      client.forceStop().get(9, TimeUnit.SECONDS);
      assertThat(children()).isLessThan(before);
      assertThat(client.getState()).isEqualTo(ConnectionState.DISCONNECTED);
    }
  }

  @Test
  void saysThatAProgramDoesNotExist() {
    CopilotClient client =
        new CopilotClient(new CopilotClientOptions().setCliPath("/no/such/program"));
    assertThatThrownBy(() -> client.start().get(5, TimeUnit.SECONDS))
        .hasCauseInstanceOf(IOException.class)
        .hasMessageContaining("/no/such/program");
    client.close();
  }
}
