package dev.latchkey.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The least a client can be: asks, and hears when a session is idle. It looks into no other event,
 * so that its own cost stays small next to the server's.
 */
final class Client {
  static final ObjectMapper JSON = new ObjectMapper();

  private static final long PATIENCE_SECONDS = 120;
  private static final byte[] EVENT = utf8("\"session.event\"");
  private static final byte[] IDLE = utf8("\"session.idle\"");
  private static final byte[] FAILED = utf8("\"session.error\"");
  private static final int HEAD = 256;

  private final Frames frames;
  private final AtomicLong ids = new AtomicLong();
  private final Map<Long, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final Map<String, Semaphore> idle = new ConcurrentHashMap<>();

  Client(Frames frames) {
    this.frames = frames;
    Thread.ofPlatform().daemon().name("bench-reader").start(this::read);
  }

  /** Asks and waits for the answer. */
  JsonNode request(String method, ObjectNode params) throws IOException, InterruptedException {
    long id = ids.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    ObjectNode message = JSON.createObjectNode().put("jsonrpc", "2.0").put("id", id);
    message.put("method", method).set("params", params);
    frames.write(JSON.writeValueAsBytes(message));
    try {
      return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(method + " was not answered", e);
    }
  }

  /** Creates a streaming session and returns its id. */
  String session(ObjectNode provider) throws IOException, InterruptedException {
    ObjectNode params = JSON.createObjectNode().put("model", "bench").put("streaming", true);
    params.set("provider", provider);
    String id = request("session.create", params).path("sessionId").asText();
    idle.put(id, new Semaphore(0));
    return id;
  }

  /** Sends a prompt and waits until the session is idle again. */
  void turn(String session, String prompt) throws IOException, InterruptedException {
    request(
        "session.send", JSON.createObjectNode().put("sessionId", session).put("prompt", prompt));
    if (!idleOf(session).tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("session " + session + " never became idle");
    }
  }

  private Semaphore idleOf(String session) {
    return idle.computeIfAbsent(session, _ -> new Semaphore(0));
  }

  private void read() {
    try {
      for (byte[] body = frames.read(); body != null; body = frames.read()) {
        accept(body);
      }
      end(new IOException("the server closed the stream"));
    } catch (IOException e) {
      end(e);
    }
  }

  private void end(IOException cause) {
    waiting.values().forEach(answer -> answer.completeExceptionally(cause));
  }

  private void accept(byte[] body) throws IOException {
    if (!Frames.contains(body, EVENT, HEAD)) {
      answer(JSON.readTree(body));
    } else if (Frames.contains(body, IDLE, body.length)) {
      idleOf(JSON.readTree(body).path("params").path("sessionId").asText()).release();
    } else if (Frames.contains(body, FAILED, body.length)) {
      throw new IOException("a session failed: " + new String(body, StandardCharsets.UTF_8));
    }
  }

  private void answer(JsonNode message) throws IOException {
    if (message.has("method")) {
      if (message.has("id")) {
        refuse(message);
      }
      return;
    }
    CompletableFuture<JsonNode> answer = waiting.remove(message.path("id").asLong());
    if (answer == null) {
      return;
    }
    if (message.has("error")) {
      answer.completeExceptionally(new IOException(message.get("error").toString()));
    } else {
      answer.complete(message.path("result"));
    }
  }

  private void refuse(JsonNode question) throws IOException {
    ObjectNode refusal = JSON.createObjectNode().put("jsonrpc", "2.0");
    refusal.set("id", question.get("id"));
    refusal.putObject("error").put("code", -32601).put("message", "the bench answers nothing");
    frames.write(JSON.writeValueAsBytes(refusal));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
