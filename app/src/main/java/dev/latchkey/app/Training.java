package dev.latchkey.app;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.protocol.JsonRpcPeer;
import dev.latchkey.protocol.RpcHandler;
import dev.latchkey.protocol.RpcRouter;
import dev.latchkey.protocol.StreamTransport;
import dev.latchkey.server.ServerCommand;
import dev.latchkey.simulator.Simulator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Exercises what a real process does, so that the AOT cache made from this run holds its classes:
 * the server over streams, all three wires against the simulator, streaming and not, and {@code
 * ask}. Run by the build on the jlink image, see app/src/assembly.
 */
final class Training implements RpcRouter {
  private static final int PIPE = 1 << 16;
  private static final long PATIENCE_SECONDS = 20;

  private final Semaphore idle = new Semaphore(0);

  static int run() {
    try (Simulator simulator = Simulator.start()) {
      Path home = Files.createTempDirectory("latchkey-training");
      try {
        new Training().serve(simulator, home);
        Commands.run(
            List.of("ask", "--base-url", simulator.baseUrl() + "/v1", "--model", "m", "2+2?"),
            Map.of("LATCHKEY_HOME", home.toString()));
        Commands.run(List.of("ask", "--simulate", "What is 2+2?"), Map.of());
      } finally {
        delete(home);
      }
      return 0;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("training broke off", e);
    }
  }

  private void serve(Simulator simulator, Path home) throws IOException, InterruptedException {
    PipedInputStream requests = new PipedInputStream(PIPE);
    OutputStream toServer = new PipedOutputStream(requests);
    PipedInputStream answers = new PipedInputStream(PIPE);
    OutputStream fromServer = new PipedOutputStream(answers);
    ServerCommand.Streams streams = new ServerCommand.Streams(requests, fromServer, System.err);
    Map<String, String> environment = Map.of("LATCHKEY_HOME", home.toString());
    Thread server =
        Thread.ofPlatform()
            .start(() -> ServerCommand.run(List.of("--headless", "--stdio"), environment, streams));
    try (JsonRpcPeer client =
        new JsonRpcPeer(
            StreamTransport.open(answers, toServer, toServer),
            Executors.newVirtualThreadPerTaskExecutor(),
            this)) {
      client.start(Thread.ofPlatform().daemon().factory());
      client.request("connect", out -> object(out, Map.of()));
      for (boolean streaming : new boolean[] {true, false}) {
        converse(client, provider("openai", "completions", simulator.baseUrl() + "/v1"), streaming);
        converse(client, provider("openai", "responses", simulator.baseUrl() + "/v1"), streaming);
        converse(client, provider("anthropic", "", simulator.baseUrl()), streaming);
        converse(client, provider("azure", "completions", simulator.baseUrl()), streaming);
      }
      client.request("runtime.shutdown", out -> object(out, Map.of()));
    }
    toServer.close();
    server.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
  }

  private void converse(JsonRpcPeer client, Map<String, Object> provider, boolean streaming)
      throws IOException, InterruptedException {
    JsonNode created =
        client.request(
            "session.create",
            out -> object(out, Map.of("model", "m", "streaming", streaming, "provider", provider)));
    String id = created.path("sessionId").asText();
    for (String prompt : List.of("What is 2+2?", "And 3+3?")) {
      client.request("session.send", out -> object(out, Map.of("sessionId", id, "prompt", prompt)));
      if (!idle.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("no session.idle for " + provider);
      }
    }
    client.request("session.getMessages", out -> object(out, Map.of("sessionId", id)));
    client.request("session.destroy", out -> object(out, Map.of("sessionId", id)));
  }

  @Override
  public RpcHandler handler(String method) {
    throw new IllegalStateException("the server asked for " + method);
  }

  @Override
  public void notification(String method, JsonNode params) {
    if (params.path("event").path("type").asText().equals("session.idle")) {
      idle.release();
    }
  }

  private static Map<String, Object> provider(String type, String wireApi, String baseUrl) {
    return wireApi.isEmpty()
        ? Map.of("type", type, "baseUrl", baseUrl, "apiKey", "training")
        : Map.of("type", type, "wireApi", wireApi, "baseUrl", baseUrl, "apiKey", "training");
  }

  private static void object(JsonGenerator out, Map<?, ?> fields) throws IOException {
    out.writeStartObject();
    for (Map.Entry<?, ?> field : fields.entrySet()) {
      out.writeFieldName((String) field.getKey());
      switch (field.getValue()) {
        case Map<?, ?> nested -> object(out, nested);
        case Boolean flag -> out.writeBoolean(flag);
        default -> out.writeString((String) field.getValue());
      }
    }
    out.writeEndObject();
  }

  private static void delete(Path tree) throws IOException {
    try (var paths = Files.walk(tree)) {
      paths
          .sorted(Comparator.reverseOrder())
          .forEach(path -> {
            try {
              Files.delete(path);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }
}
