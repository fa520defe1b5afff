package com.github.copilot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.protocol.OrderedExecutor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One model request of the runtime, from its start to the end of the answer. Everything about it
 * runs in order; a plain request is sent when its body is complete.
 */
final class InferenceExchange {

  private static final Logger LOG = Logger.getLogger(InferenceExchange.class.getName());

  private final CopilotRequestHandler handler;
  private final Executor executor;
  private final OrderedExecutor order;
  private final ResponseBridge bridge;
  private final Runnable forget;
  private final CompletableFuture<Void> cancellation = new CompletableFuture<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final Deque<JsonNode> early = new ArrayDeque<>();
  private @Nullable CopilotRequestContext context;
  private String method = "POST";
  private @Nullable CopilotWebSocketHandler socket;

  InferenceExchange(
      CopilotRequestHandler handler, Executor executor, ResponseBridge bridge, Runnable forget) {
    this.handler = handler;
    this.executor = executor;
    this.order = new OrderedExecutor(executor);
    this.bridge = bridge;
    this.forget = forget;
  }

  void start(JsonNode params) {
    order.execute(() -> guarded(() -> begin(params)));
  }

  void chunk(JsonNode params) {
    if (params.path("cancel").asBoolean()) {
      // At once: the handler may be waiting inside the ordered part.
      cancellation.complete(null);
    }
    order.execute(() -> {
      if (context == null) {
        early.add(params);
      } else {
        guarded(() -> accept(params));
      }
    });
  }

  private void begin(JsonNode params) throws Exception {
    boolean webSocket = "websocket".equals(params.path("transport").asText());
    CopilotRequestContext created = context(params, webSocket);
    context = created;
    method = params.path("method").asText("POST");
    if (webSocket) {
      CopilotWebSocketHandler opened = handler.openWebSocket(created);
      opened.open();
      bridge.start(101, Map.of());
      socket = opened;
      Futures.whenDone(opened.completion(), (done, error) -> forget.run());
    }
    while (!early.isEmpty()) {
      accept(early.remove());
    }
  }

  private CopilotRequestContext context(JsonNode params, boolean webSocket) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    params
        .path("headers")
        .properties()
        .forEach(header -> {
          List<String> values = new ArrayList<>();
          header.getValue().forEach(value -> values.add(value.asText()));
          headers.put(header.getKey(), values);
        });
    return new CopilotRequestContext(
        new CopilotRequestContext.Origin(
            params.path("requestId").asText(),
            Wire.text(params, "sessionId"),
            Wire.text(params, "agentId"),
            Wire.text(params, "parentAgentId"),
            Wire.text(params, "interactionType")),
        webSocket ? CopilotRequestTransport.WEBSOCKET : CopilotRequestTransport.HTTP,
        params.path("url").asText(),
        headers,
        cancellation,
        bridge);
  }

  private void accept(JsonNode params) throws Exception {
    String data = params.path("data").asText("");
    boolean binary = params.path("binary").asBoolean();
    byte[] bytes =
        binary ? Base64.getDecoder().decode(data) : data.getBytes(StandardCharsets.UTF_8);
    CopilotWebSocketHandler open = socket;
    boolean end = params.path("end").asBoolean();
    if (open == null) {
      body.writeBytes(bytes);
      if (end && !cancellation.isDone()) {
        // Off the ordered part, so that a cancellation is seen while the answer streams.
        Futures.run(executor, () -> guarded(this::send));
      } else if (cancellation.isDone()) {
        bridge.fail("cancelled", "cancelled", true);
        forget.run();
      }
      return;
    }
    if (bytes.length > 0) {
      open.sendRequestMessage(new CopilotWebSocketMessage(bytes, binary));
    }
    if (end) {
      open.close(CopilotWebSocketCloseStatus.NORMAL_CLOSURE);
    }
  }

  private void send() throws Exception {
    CopilotRequestContext request = context;
    if (request == null) {
      return;
    }
    HttpResponse<InputStream> response = handler.sendRequest(httpRequest(request), request);
    InputStream content = response.body();
    Futures.whenDone(cancellation, (none, error) -> close(content));
    bridge.start(response.statusCode(), response.headers().map());
    bridge.body(content);
    forget.run();
  }

  private HttpRequest httpRequest(CopilotRequestContext request) {
    boolean bodiless = method.equals("GET") || method.equals("HEAD");
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(request.url()))
            .method(
                method,
                bodiless
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()));
    request
        .headers()
        .forEach((name, values) -> {
          if (!RequestHeaders.forbidden(name)) {
            values.forEach(value -> builder.header(name, value));
          }
        });
    return builder.build();
  }

  private interface Step {
    void run() throws Exception;
  }

  private void guarded(Step step) {
    try {
      step.run();
    } catch (Exception e) {
      boolean cancelled = cancellation.isDone();
      try {
        bridge.fail(
            cancelled ? "cancelled" : Futures.message(e),
            cancelled ? "cancelled" : null,
            cancelled);
      } catch (Exception late) {
        LOG.log(Level.FINE, "the runtime no longer takes the answer", late);
      }
      forget.run();
    }
  }

  private static void close(InputStream stream) {
    try {
      stream.close();
    } catch (IOException e) {
      LOG.log(Level.FINE, "closing a cancelled response", e);
    }
  }
}
