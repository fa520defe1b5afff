package com.github.copilot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.copilot.rpc.CopilotClientOptions;
import dev.latchkey.protocol.Json;
import dev.latchkey.protocol.RpcException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The first words on a new connection (public protocol, "Handshake"). */
final class Handshake {

  private static final long SECONDS = 30;

  private final Connection connection;
  private final CopilotClientOptions options;

  Handshake(Connection connection, CopilotClientOptions options) {
    this.connection = connection;
    this.options = options;
  }

  /** Runs the handshake and waits for its end. */
  void run() throws Exception {
    checkVersion(connect());
    if (options.getBuiltinPluginDirectories() != null
        && !options.getBuiltinPluginDirectories().isEmpty()) {
      ObjectNode params = Json.object();
      for (Path path : options.getBuiltinPluginDirectories()) {
        params.withArray("paths").add(path.toString());
      }
      ask("plugins.builtin.set", params);
    }
    if (options.getRequestHandler() != null) {
      ask("llmInference.setProvider", Json.object());
    }
  }

  private JsonNode connect() throws Exception {
    ObjectNode params = Json.object();
    if (connection.token() != null) {
      params.put("token", connection.token());
    }
    if (options.getOnGitHubTelemetry() != null) {
      params.put("enableGitHubTelemetryForwarding", true);
    }
    try {
      return ask("connect", params);
    } catch (RpcException e) {
      // Servers of protocol version 2 have no connect.
      if (e.code() == RpcException.METHOD_NOT_FOUND
          || "Unhandled method connect".equals(e.getMessage())) {
        return ask("ping", Json.object().putNull("message"));
      }
      throw e;
    }
  }

  private JsonNode ask(String method, ObjectNode params) throws Exception {
    try {
      return connection.call(method, params).get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (Futures.cause(e) instanceof Exception cause) {
        throw cause;
      }
      throw e;
    } catch (TimeoutException e) {
      throw new IOException(
          "the runtime did not answer " + method + " within " + SECONDS + " s", e);
    }
  }

  private static void checkVersion(@Nullable JsonNode answer) {
    JsonNode version = answer == null ? null : answer.get("protocolVersion");
    String expected = SdkProtocolVersion.OLDEST_ACCEPTED + " to " + SdkProtocolVersion.get();
    if (version == null || !version.isNumber()) {
      throw new IllegalStateException(
          "SDK protocol version mismatch: this SDK speaks versions "
              + expected
              + ", the server does not report a protocol version. Update the server.");
    }
    int reported = version.asInt();
    if (reported < SdkProtocolVersion.OLDEST_ACCEPTED || reported > SdkProtocolVersion.get()) {
      throw new IllegalStateException(
          "SDK protocol version mismatch: this SDK speaks versions "
              + expected
              + ", the server reports version "
              + reported
              + ". Update the older of the two.");
    }
  }
}
