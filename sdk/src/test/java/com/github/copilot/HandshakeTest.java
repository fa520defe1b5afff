package com.github.copilot;

import static com.github.copilot.ScriptedServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.copilot.rpc.CopilotClientOptions;
import com.github.copilot.rpc.RuntimeConnection;
import dev.latchkey.protocol.RpcException;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HandshakeTest {

  @Test
  void presentsTheTokenFirst() throws Exception {
    try (ScriptedServer server = ScriptedServer.start();
        CopilotClient client =
            new CopilotClient(
                new CopilotClientOptions()
                    .setConnection(
                        RuntimeConnection.forUri(server.url()).setConnectionToken("t0k")))) {
      assertThat(client.getState()).isEqualTo(ConnectionState.DISCONNECTED);
      client.start().get(5, TimeUnit.SECONDS);
      assertThat(client.getState()).isEqualTo(ConnectionState.CONNECTED);
      assertThat(server.next("connect")).isEqualTo(json("{'token':'t0k'}"));
    }
  }

  @Test
  void announcesWhatTheOptionsAskFor() throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      CopilotClientOptions options =
          server
              .options()
              .setBuiltinPluginDirectories(List.of(Path.of("/plugins")))
              .setRequestHandler(new CopilotRequestHandler())
              .setOnGitHubTelemetry(event -> CompletableFuture.completedFuture(null));
      try (CopilotClient client = new CopilotClient(options)) {
        client.start().get(5, TimeUnit.SECONDS);
        assertThat(server.next("connect"))
            .isEqualTo(json("{'enableGitHubTelemetryForwarding':true}"));
        assertThat(server.next("plugins.builtin.set")).isEqualTo(json("{'paths':['/plugins']}"));
        assertThat(server.next("llmInference.setProvider")).isEqualTo(json("{}"));
      }
    }
  }

  @Test
  void fallsBackToPing() throws Exception {
    try (ScriptedServer server = ScriptedServer.start();
        CopilotClient client = server.client()) {
      server.fail("connect", RpcException.METHOD_NOT_FOUND, "no such method");
      server.answer("ping", params -> json("{'message':'pong','protocolVersion':2}"));
      client.start().get(5, TimeUnit.SECONDS);
      assertThat(server.next("ping")).isEqualTo(json("{'message':null}"));
    }
  }

  @Test
  void refusesOtherVersionsAndKeepsTheFailureUntilStopped() throws Exception {
    try (ScriptedServer server = ScriptedServer.start();
        CopilotClient client = server.client()) {
      server.answer("connect", params -> json("{'protocolVersion':9}"));
      assertThatThrownBy(() -> client.start().get(5, TimeUnit.SECONDS))
          .hasRootCauseInstanceOf(RuntimeException.class)
          .hasMessageContaining("SDK protocol version mismatch")
          .hasMessageContaining("reports version 9");
      assertThat(client.getState()).isEqualTo(ConnectionState.ERROR);
      assertThat(client.start()).isCompletedExceptionally();
      client.stop().get(5, TimeUnit.SECONDS);
      assertThat(client.getState()).isEqualTo(ConnectionState.DISCONNECTED);
    }
  }

  @Test
  void refusesServersWithoutVersion() throws Exception {
    try (ScriptedServer server = ScriptedServer.start();
        CopilotClient client = server.client()) {
      server.answer("connect", params -> json("{'ok':true}"));
      assertThatThrownBy(() -> client.start().get(5, TimeUnit.SECONDS))
          .hasMessageContaining("does not report a protocol version");
    }
  }

  @Test
  void saysWhereNobodyListens() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    try (CopilotClient client =
        new CopilotClient(new CopilotClientOptions().setCliUrl("localhost:" + port))) {
      assertThatThrownBy(() -> client.start().get(15, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(IOException.class)
          .hasMessageContaining("localhost:" + port);
    }
  }

  @Test
  void doesNotStartByItselfWhenForbidden() throws Exception {
    try (ScriptedServer server = ScriptedServer.start();
        CopilotClient client = new CopilotClient(server.options().setAutoStart(false))) {
      assertThatThrownBy(() -> client.ping("x"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("start()");
      assertThatThrownBy(client::getRpc).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void startsAgainAfterStop() throws Exception {
    try (ScriptedServer first = ScriptedServer.start();
        CopilotClient client = first.client()) {
      client.start().get(5, TimeUnit.SECONDS);
      client.stop().get(5, TimeUnit.SECONDS);
      assertThat(client.getState()).isEqualTo(ConnectionState.DISCONNECTED);
      assertThat(first.methods()).containsExactly("connect");
    }
  }

  @Test
  void losesTheStateWithTheConnection() throws Exception {
    try (ScriptedServer server = ScriptedServer.start();
        CopilotClient client = server.client()) {
      CopilotSession session =
          client.createSession(ScriptedServer.config()).get(5, TimeUnit.SECONDS);
      CompletableFuture<?> turn = session.sendAndWait("hello");
      server.next("session.send");
      server.peer().close();
      assertThatThrownBy(() -> turn.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
      assertThat(client.getState()).isEqualTo(ConnectionState.ERROR);
      assertThatThrownBy(() -> client.ping("x").get(5, TimeUnit.SECONDS))
          .hasCauseInstanceOf(IOException.class);
    }
  }
}
