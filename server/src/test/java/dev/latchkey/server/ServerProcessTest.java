package dev.latchkey.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.protocol.Json;
import dev.latchkey.protocol.JsonBody;
import dev.latchkey.protocol.JsonRpcPeer;
import dev.latchkey.protocol.RpcException;
import dev.latchkey.protocol.RpcRouter;
import dev.latchkey.protocol.StreamTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server as clients meet it: a process with standard streams or a port. */
@Timeout(60)
class ServerProcessTest {
  @TempDir Path home;

  @Test
  void speaksOverStandardStreamsUntilTheClientGoes() throws Exception {
    try (ServerProcess server =
        ServerProcess.start(
            home, Map.of(), "--server", "--no-auto-update", "--log-level", "none", "--stdio")) {
      JsonRpcPeer client = server.connect();

      assertThat(client.request("ping", JsonBody.EMPTY).path("timestamp").isNumber()).isTrue();
      assertThat(client.request("connect", JsonBody.EMPTY).path("protocolVersion").intValue())
          .isEqualTo(3);
      assertThat(client.request("ping", JsonBody.EMPTY).path("timestamp").isTextual()).isTrue();
      assertThat(
              client
                  .request("ping", JsonBody.of(Json.object().put("message", "hi")))
                  .path("message")
                  .textValue())
          .isEqualTo("pong: hi");
      assertThat(client.request("runtime.shutdown", JsonBody.EMPTY).isNull()).isTrue();
      assertThatThrownBy(() -> client.request("ping", JsonBody.EMPTY))
          .isInstanceOfSatisfying(
              RpcException.class,
              e -> {
                assertThat(e.code()).isEqualTo(-32000);
                assertThat(e.text()).isEqualTo("SERVER_SHUTTING_DOWN");
              });
      assertThat(client.request("status.get", JsonBody.EMPTY).path("version").textValue())
          .isEqualTo(Server.VERSION);

      client.close();
      assertThat(server.exitCode()).isZero();
      assertThat(server.stderr()).isEmpty();
    }
  }

  @Test
  void announcesItsPortAndAsksForTheToken() throws Exception {
    try (ServerProcess server =
        ServerProcess.start(
            home, Map.of("COPILOT_CONNECTION_TOKEN", "secret"), "--headless", "--port", "0")) {
      String line = server.firstLine();
      assertThat(line).matches("CLI server listening on port \\d+");
      int port = Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1));
      JsonRpcPeer client = tcp(port);

      assertError(client, "ping", "{}", -32001, "AUTHENTICATION_REQUIRED");
      assertError(client, "no.such", "{}", -32001, "AUTHENTICATION_REQUIRED");
      assertError(client, "connect", "{}", -32002, "AUTHENTICATION_FAILED");
      assertError(client, "connect", "{\"token\":\"wrong\"}", -32002, "AUTHENTICATION_FAILED");
      client.request("connect", body("{\"token\":\"secret\"}"));
      assertThat(client.request("ping", JsonBody.EMPTY).path("message").textValue())
          .isEqualTo("pong");
      assertError(client, "no.such", "{}", -32601, "Unhandled method no.such");

      server.process().toHandle().destroy();
      assertThat(server.exitCode()).isZero();
      assertThat(server.stderr()).isEmpty();
    }
  }

  @Test
  void refusesATokenNobodyAskedFor() throws Exception {
    try (ServerProcess server = ServerProcess.start(home, Map.of(), "--server", "--stdio")) {
      JsonRpcPeer client = server.connect();

      assertError(client, "connect", "{\"token\":\"x\"}", -32003, "AUTHENTICATION_NOT_CONFIGURED");
      assertThat(client.request("ping", JsonBody.NULL).path("message").textValue())
          .isEqualTo("pong");
      assertThat(client.request("ping", body("[1]")).path("message").textValue()).isEqualTo("pong");
    }
  }

  @Test
  void namesTheOptionItDoesNotKnow() throws Exception {
    try (ServerProcess server = ServerProcess.start(home, Map.of(), "--server", "--nonsense")) {
      assertThat(server.exitCode()).isEqualTo(1);
      assertThat(server.stderr()).isEqualTo("error: unknown option '--nonsense'\n");
    }
  }

  @Test
  void letsOthersInOnlyWithATokenAndOnlyAsStrangers() throws Exception {
    try (ServerProcess server = ServerProcess.start(home, Map.of(), "--host", "0.0.0.0")) {
      assertThat(server.exitCode()).isEqualTo(1);
      assertThat(server.stderr())
          .startsWith("error: --host 0.0.0.0 lets others reach this server")
          .contains("COPILOT_CONNECTION_TOKEN");
    }
    Map<String, String> token = Map.of("COPILOT_CONNECTION_TOKEN", "secret");
    try (ServerProcess server = ServerProcess.start(home, token, "--host", "0.0.0.0")) {
      String line = server.firstLine();
      JsonRpcPeer client = tcp(Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1)));
      assertError(client, "ping", "{}", -32001, "AUTHENTICATION_REQUIRED");
      client.request("connect", body("{\"token\":\"secret\"}"));

      String command =
          "{\"provider\":{\"baseUrl\":\"https://a.test\",\"latchkey\":{\"credential\":{}}}}";
      assertThatThrownBy(() -> client.request("session.create", body(command)))
          .hasMessageContaining("it serves untrusted clients");
    }
  }

  @Test
  void listensOnAnotherAddressOfThisMachineAsItDoesOnTheUsualOne() throws Exception {
    try (ServerProcess server = ServerProcess.start(home, Map.of(), "--host", "localhost")) {
      assertThat(server.firstLine()).matches("CLI server listening on port \\d+");
    }
    try (ServerProcess server = ServerProcess.start(home, Map.of(), "--host", "no.such.invalid")) {
      assertThat(server.exitCode()).isEqualTo(1);
      assertThat(server.stderr()).contains("'no.such.invalid' is no address of this machine");
    }
  }

  private static void assertError(
      JsonRpcPeer client, String method, String params, int code, String text) {
    assertThatThrownBy(() -> client.request(method, body(params)))
        .isInstanceOfSatisfying(
            RpcException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.text()).isEqualTo(text);
            });
  }

  private static JsonBody body(String json) {
    return JsonBody.encoded(json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static JsonRpcPeer tcp(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    JsonRpcPeer peer =
        new JsonRpcPeer(
            StreamTransport.open(socket.getInputStream(), socket.getOutputStream(), socket),
            Thread::startVirtualThread,
            RpcRouter.NONE);
    peer.start(Thread.ofVirtual().factory());
    return peer;
  }
}
