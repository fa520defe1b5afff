package com.github.copilot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.protocol.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sends the answer to one model request back to the runtime, piece by piece. */
final class ResponseBridge {

  private static final int CHUNK_BYTES = 32 * 1024;
  private static final int BAD_GATEWAY = 502;
  private static final int CANCELLED = 499;

  private final Supplier<Connection> connection;
  private final String requestId;
  private boolean started;
  private boolean finished;

  ResponseBridge(Supplier<Connection> connection, String requestId) {
    this.connection = connection;
    this.requestId = requestId;
  }

  synchronized void start(int status, Map<String, List<String>> headers) throws Exception {
    if (started) {
      return;
    }
    started = true;
    ObjectNode params = params().put("status", status);
    params.set("headers", Wire.tree(headers));
    Futures.await(connection.get().call("llmInference.httpResponseStart", params));
  }

  /** Sends a body to its end; every piece waits for the runtime. */
  void body(InputStream body) throws Exception {
    byte[] buffer = new byte[CHUNK_BYTES];
    try (body) {
      for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
        if (n > 0) {
          message(Arrays.copyOf(buffer, n), true);
        }
      }
    }
    end();
  }

  synchronized void message(byte[] data, boolean binary) throws Exception {
    if (finished) {
      throw new IOException("the response has ended");
    }
    String text =
        binary
            ? Base64.getEncoder().encodeToString(data)
            : new String(data, StandardCharsets.UTF_8);
    ObjectNode params = params().put("data", text).put("end", false);
    if (binary) {
      params.put("binary", true);
    }
    chunk(params);
  }

  synchronized void end() throws Exception {
    if (!finished) {
      finished = true;
      chunk(params().put("data", "").put("end", true));
    }
  }

  /** Ends with an error; the runtime treats it like a broken connection. */
  synchronized void fail(String message, @Nullable String code, boolean cancelled)
      throws Exception {
    if (finished) {
      return;
    }
    start(cancelled ? CANCELLED : BAD_GATEWAY, Map.of());
    finished = true;
    ObjectNode params = params().put("data", "").put("end", true);
    ObjectNode error = params.putObject("error").put("message", message);
    if (code != null) {
      error.put("code", code);
    }
    chunk(params);
  }

  synchronized boolean isFinished() {
    return finished;
  }

  private void chunk(ObjectNode params) throws Exception {
    Futures.await(connection.get().call("llmInference.httpResponseChunk", params));
  }

  private ObjectNode params() {
    return Json.object().put("requestId", requestId);
  }
}
