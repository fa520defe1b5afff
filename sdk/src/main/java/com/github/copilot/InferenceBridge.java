package com.github.copilot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.protocol.JsonBody;
import dev.latchkey.protocol.RpcCall;
import dev.latchkey.protocol.RpcHandler;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Hands the model requests of the runtime to a {@link CopilotRequestHandler}. */
final class InferenceBridge {

  private final CopilotRequestHandler handler;
  private final Executor executor;
  private final Supplier<Connection> connection;
  private final Map<String, InferenceExchange> exchanges = new ConcurrentHashMap<>();

  InferenceBridge(
      CopilotRequestHandler handler, Executor executor, Supplier<Connection> connection) {
    this.handler = handler;
    this.executor = executor;
    this.connection = connection;
  }

  Map<String, RpcHandler> table() {
    return Map.of(
        "llmInference.httpRequestStart", this::start,
        "llmInference.httpRequestChunk", this::chunk);
  }

  private JsonBody start(RpcCall call) {
    exchange(call.params()).start(call.params());
    return JsonBody.EMPTY;
  }

  /** A piece may overtake the start; the exchange keeps it until then. */
  private JsonBody chunk(RpcCall call) {
    exchange(call.params()).chunk(call.params());
    return JsonBody.EMPTY;
  }

  private InferenceExchange exchange(JsonNode params) {
    return exchanges.computeIfAbsent(
        params.path("requestId").asText(),
        id ->
            new InferenceExchange(
                handler, executor, new ResponseBridge(connection, id), () -> exchanges.remove(id)));
  }
}
