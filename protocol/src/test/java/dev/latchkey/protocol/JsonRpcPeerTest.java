package dev.latchkey.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class JsonRpcPeerTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final InProcessTransport.Pair pair = InProcessTransport.pair();
  private final LinkedBlockingQueue<String> notes = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    pair.client().close();
    pair.server().close();
    threads.shutdownNow();
  }

  @Test
  void malformedMessagesAreAnsweredAndSurvived() throws IOException {
    serve(Map.of("echo", call -> JsonBody.of(call.params())));
    String noise = "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":1,\"message\":\"m\"},\"id\":null}";

    assertThat(exchange("{nope"))
        .isEqualTo(
            "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32700,\"message\":\"Parse error: the message is not valid JSON\"}}");
    assertThat(exchange("[]")).contains("\"id\":null").contains("\"code\":-32600");
    assertThat(exchange("{\"jsonrpc\":\"2.0\",\"id\":1}")).contains("\"code\":-32600");
    assertThat(exchange("{\"id\":1,\"method\":\"echo\"}")).contains("\"id\":null,\"error\"");
    pair.client().send(Frame.of(noise));
    pair.client().send(Frame.of("{\"jsonrpc\":\"2.0\",\"id\":77,\"result\":1}"));
    pair.client().send(Frame.of("{\"jsonrpc\":\"2.0\",\"method\":\"$/whatever\"}"));
    pair.client().send(Frame.of("{\"jsonrpc\":\"2.0\",\"method\":\"unknown\"}"));
    assertThat(exchange("{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"echo\",\"params\":[1,null]}"))
        .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":0,\"result\":[1,null]}");
  }

  @Test
  void idsComeBackAsTheyWere() throws IOException {
    serve(Map.of("echo", call -> JsonBody.NULL));

    assertThat(exchange("{\"jsonrpc\":\"2.0\",\"id\":\"a-1\",\"method\":\"echo\"}"))
        .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":\"a-1\",\"result\":null}");
    assertThat(exchange("{\"jsonrpc\":\"2.0\",\"id\":9007199254740993,\"method\":\"nix\"}"))
        .isEqualTo(
            "{\"jsonrpc\":\"2.0\",\"id\":9007199254740993,\"error\":{\"code\":-32601,\"message\":\"Unhandled method nix\"}}");
  }

  @Test
  void failuresCarryTheMethodAndTheText() throws Exception {
    serve(
        Map.of(
            "broken",
            call -> {
              throw new IllegalStateException("Session not found: x");
            },
            "typed",
            call -> {
              throw new RpcException(-32602, "bad", Json.object().put("code", "c"));
            }));
    JsonRpcPeer client = client();

    assertThatThrownBy(() -> client.request("broken", JsonBody.EMPTY))
        .isInstanceOfSatisfying(
            RpcException.class,
            e -> {
              assertThat(e.code()).isEqualTo(-32603);
              assertThat(e.text())
                  .isEqualTo("Request broken failed with message: Session not found: x");
              assertThat(e.data()).isNull();
            });
    assertThatThrownBy(() -> client.request("typed", JsonBody.EMPTY))
        .isInstanceOfSatisfying(
            RpcException.class,
            e -> assertThat(e.data()).isEqualTo(Json.object().put("code", "c")));
  }

  @Test
  void answersComeInAnyOrderAndCallsNest() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    serve(
        Map.of(
            "slow",
            call -> {
              release.await();
              return JsonBody.of(call.peer().request("ask", JsonBody.of(call.params())));
            },
            "fast",
            call -> JsonBody.NULL));
    JsonRpcPeer client =
        client(Map.of("ask", call -> JsonBody.of(Json.object().set("asked", call.params()))));

    CompletableFuture<JsonNode> slow = client.requestAsync("slow", JsonBody.EMPTY);
    assertThat(client.request("fast", JsonBody.EMPTY).isNull()).isTrue();
    assertThat(slow).isNotDone();
    release.countDown();
    assertThat(slow.get()).isEqualTo(Json.object().set("asked", Json.object()));
  }

  @Test
  void whatIsSentAfterTheReplyFollowsIt() throws IOException {
    serve(
        Map.of(
            "create",
            call -> {
              call.peer().notify("before", JsonBody.EMPTY);
              call.afterReply(() -> send(call.peer(), "after"));
              return JsonBody.EMPTY;
            }));

    pair.client().send(Frame.of("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"create\"}"));

    List<String> order = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      order.add(String.valueOf(pair.client().receive()));
    }
    assertThat(order)
        .containsExactly(
            "{\"jsonrpc\":\"2.0\",\"method\":\"before\",\"params\":{}}",
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"after\",\"params\":{}}");
  }

  @Test
  void closingFailsRequestsAndInterruptsHandlers() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    serve(
        Map.of(
            "hang",
            call -> {
              entered.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.countDown();
              }
              return JsonBody.NULL;
            }));
    JsonRpcPeer client = client();
    CompletableFuture<JsonNode> hanging = client.requestAsync("hang", JsonBody.EMPTY);
    entered.await();

    client.close();

    assertThatThrownBy(hanging::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(ConnectionClosedException.class);
    assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    assertThatThrownBy(() -> client.request("hang", JsonBody.EMPTY))
        .isInstanceOf(ConnectionClosedException.class);
  }

  @Test
  void notificationsKeepTheirOrder() throws Exception {
    serve(Map.of());
    JsonRpcPeer client = client();
    for (int i = 0; i < 500; i++) {
      client.send(RpcFrames.notification("n", ("{\"i\":" + i + "}").getBytes(UTF_8)));
    }

    for (int i = 0; i < 500; i++) {
      assertThat(notes.poll(10, TimeUnit.SECONDS)).isEqualTo("n {\"i\":" + i + "}");
    }
  }

  private static void send(JsonRpcPeer peer, String method) {
    try {
      peer.notify(method, JsonBody.EMPTY);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private String exchange(String message) throws IOException {
    pair.client().send(Frame.of(message));
    return String.valueOf(pair.client().receive());
  }

  private void serve(Map<String, RpcHandler> handlers) {
    start(pair.server(), handlers);
  }

  private JsonRpcPeer client() {
    return client(Map.of());
  }

  private JsonRpcPeer client(Map<String, RpcHandler> handlers) {
    return start(pair.client(), handlers);
  }

  private JsonRpcPeer start(Transport transport, Map<String, RpcHandler> handlers) {
    RpcRouter router =
        new RpcRouter() {
          @Override
          public @Nullable RpcHandler handler(String method) {
            return handlers.get(method);
          }

          @Override
          public void notification(String method, JsonNode params) {
            notes.add(method + " " + params);
          }
        };
    JsonRpcPeer peer = new JsonRpcPeer(transport, threads, router);
    peer.start(Thread::new);
    return peer;
  }
}
