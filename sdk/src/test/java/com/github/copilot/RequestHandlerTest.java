package com.github.copilot;

import static com.github.copilot.ScriptedServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.protocol.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Model requests that the runtime hands to the client. */
class RequestHandlerTest {

  private static final String START = "llmInference.httpResponseStart";
  private static final String CHUNK = "llmInference.httpResponseChunk";

  private ScriptedServer server;
  private EchoUpstream upstream;

  @BeforeEach
  void start() throws Exception {
    server = ScriptedServer.start();
    upstream = new EchoUpstream();
  }

  @AfterEach
  void stop() throws Exception {
    upstream.close();
    server.close();
  }

  private CopilotClient client(CopilotRequestHandler handler) throws Exception {
    CopilotClient client = new CopilotClient(server.options().setRequestHandler(handler));
    client.start().get(5, TimeUnit.SECONDS);
    return client;
  }

  private void request(String url, String transport) throws Exception {
    ObjectNode start =
        Json.object()
            .put("requestId", "q")
            .put("sessionId", "s")
            .put("method", "POST")
            .put("url", url)
            .put("transport", transport);
    start.set("headers", json("{'X-Ask':['a'],'Host':['evil'],'Content-Length':['9']}"));
    assertThat(server.ask("llmInference.httpRequestStart", start.toString())).isEqualTo(json("{}"));
  }

  private void send(String chunk) throws Exception {
    server.ask("llmInference.httpRequestChunk", chunk);
  }

  @Test
  void passesRequestsOn() throws Exception {
    try (CopilotClient client = client(new CopilotRequestHandler())) {
      request(upstream.url(), "http");
      send("{'requestId':'q','data':'hel'}");
      send("{'requestId':'q','data':'" + base64("lo") + "','binary':true,'end':true}");
      JsonNode start = server.next(START);
      assertThat(start.path("status").asInt()).isEqualTo(201);
      assertThat(start.path("headers").path("x-answer")).isEqualTo(json("['yes']"));
      assertThat(server.next(CHUNK))
          .isEqualTo(
              json("{'requestId':'q','data':'" + base64("hello") + "','end':false,'binary':true}"));
      assertThat(server.next(CHUNK)).isEqualTo(json("{'requestId':'q','data':'','end':true}"));
      assertThat(upstream.head().get(5, TimeUnit.SECONDS))
          .contains("post /echo", "x-ask: a", "content-length: 5")
          .doesNotContain("evil");
      assertThat(client.getState()).isEqualTo(ConnectionState.CONNECTED);
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void answersFailuresOfTheHandler() throws Exception {
    CopilotRequestHandler failing =
        new CopilotRequestHandler() {
          @Override
          protected HttpResponse<InputStream> sendRequest(
              HttpRequest request, CopilotRequestContext context) throws Exception {
            throw new IOException("not " + context.requestId());
          }
        };
    try (CopilotClient client = client(failing)) {
      request(upstream.url(), "http");
      send("{'requestId':'q','data':'','end':true}");
      assertThat(server.next(START).path("status").asInt()).isEqualTo(502);
      assertThat(server.next(CHUNK).path("error")).isEqualTo(json("{'message':'not q'}"));
      assertThat(client.getState()).isEqualTo(ConnectionState.CONNECTED);
    }
  }

  @Test
  void cancelsWhatTheRuntimeNoLongerWants() throws Exception {
    CompletableFuture<Void> waiting = new CompletableFuture<>();
    CopilotRequestHandler slow =
        new CopilotRequestHandler() {
          @Override
          protected HttpResponse<InputStream> sendRequest(
              HttpRequest request, CopilotRequestContext context) throws Exception {
            waiting.complete(null);
            context.cancellation().get(5, TimeUnit.SECONDS);
            throw new IOException("late");
          }
        };
    try (CopilotClient client = client(slow)) {
      request(upstream.url(), "http");
      send("{'requestId':'q','data':'','end':true}");
      waiting.get(5, TimeUnit.SECONDS);
      send("{'requestId':'q','data':'','cancel':true}");
      assertThat(server.next(START).path("status").asInt()).isEqualTo(499);
      assertThat(server.next(CHUNK).path("error").path("code").asText()).isEqualTo("cancelled");
      assertThat(client.getState()).isEqualTo(ConnectionState.CONNECTED);
    }
  }

  @Test
  void carriesMessagesOfWebSocketsBothWays() throws Exception {
    CopilotRequestHandler shouting =
        new CopilotRequestHandler() {
          @Override
          protected CopilotWebSocketHandler openWebSocket(CopilotRequestContext context) {
            return new Shouting(context.withUrl("ws://elsewhere"));
          }
        };
    try (CopilotClient client = client(shouting)) {
      request(upstream.url(), "websocket");
      assertThat(server.next(START).path("status").asInt()).isEqualTo(101);
      send("{'requestId':'q','data':'hi'}");
      assertThat(server.next(CHUNK))
          .isEqualTo(json("{'requestId':'q','data':'HI ws://elsewhere','end':false}"));
      send("{'requestId':'q','data':'','end':true}");
      assertThat(server.next(CHUNK)).isEqualTo(json("{'requestId':'q','data':'','end':true}"));
      assertThat(client.getState()).isEqualTo(ConnectionState.CONNECTED);
    }
  }

  private static final class Shouting extends CopilotWebSocketHandler {
    Shouting(CopilotRequestContext context) {
      super(context);
    }

    @Override
    public void sendRequestMessage(CopilotWebSocketMessage message) throws Exception {
      sendResponseMessage(
          CopilotWebSocketMessage.fromText(
              message.text().toUpperCase(Locale.ROOT) + " " + context.url()));
    }
  }
}
