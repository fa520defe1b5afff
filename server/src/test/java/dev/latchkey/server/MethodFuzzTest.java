package dev.latchkey.server;

import static dev.latchkey.server.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.protocol.Json;
import dev.latchkey.protocol.JsonBody;
import dev.latchkey.protocol.schema.ProtocolSchema;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Params of any shape: every method answers or refuses for a reason, and the server lives on. */
@Timeout(120)
class MethodFuzzTest {
  private static final Set<String> ENDING =
      Set.of("runtime.shutdown", "session.eventLog.read", "session.metadata.setWorkingDirectory");
  private static final List<String> FIELDS =
      List.of(
          "prompt",
          "mode",
          "message",
          "level",
          "name",
          "summary",
          "modelId",
          "reasoningEffort",
          "requestId",
          "result",
          "error",
          "eventType",
          "handle",
          "filter",
          "provider",
          "providers",
          "models",
          "tools",
          "systemMessage",
          "attachments",
          "requestHeaders",
          "infiniteSessions",
          "model",
          "max",
          "types",
          "cursor",
          "prefix",
          "sessionIds",
          "token",
          "streaming",
          "enabled",
          "availableTools",
          "excludedTools",
          "source",
          "agentMode",
          "metadataLimit");

  @TempDir Path home;
  private TestServer server;
  private TestClient client;

  @BeforeEach
  void start() throws Exception {
    server = TestServer.start(home);
    client = server.client();
    client.ask("connect", "{}");
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void nothingIsAnInternalError() throws Exception {
    List<String> methods =
        ProtocolSchema.published().methods().stream()
            .filter(method -> Methods.find(method) != null && !ENDING.contains(method))
            .sorted()
            .toList();
    for (long seed = 0; seed < 1500; seed++) {
      Random random = new Random(seed);
      if (seed % 50 == 0) {
        client.ask("session.create", json("{'sessionId':'s1'}"));
      }
      String method = methods.get(random.nextInt(methods.size()));
      String params = params(random);
      assertThat(client.outcome(method, params))
          .as("seed %d: %s %s", seed, method, params)
          .doesNotContain("Internal error")
          .doesNotContain("Exception");
    }
    assertThat(client.ask("ping", "{}").path("message").asText()).isEqualTo("pong");
  }

  private static String params(Random random) {
    if (random.nextInt(20) == 0) {
      return random.nextBoolean() ? "null" : "[1]";
    }
    ObjectNode params = Json.object();
    if (random.nextInt(10) > 0) {
      params.put("sessionId", random.nextInt(8) == 0 ? "../s" + random.nextInt(3) : "s1");
    }
    for (int i = random.nextInt(5); i > 0; i--) {
      params.set(FIELDS.get(random.nextInt(FIELDS.size())), value(random, 2));
    }
    return new String(Json.write(JsonBody.of(params)), StandardCharsets.UTF_8);
  }

  private static JsonNode value(Random random, int depth) {
    ObjectNode nodes = Json.object();
    return switch (random.nextInt(depth > 0 ? 8 : 6)) {
      case 0 -> nodes.nullNode();
      case 1 -> nodes.booleanNode(random.nextBoolean());
      case 2 -> nodes.numberNode(random.nextInt());
      case 3 -> nodes.numberNode(random.nextDouble());
      case 4 -> nodes.textNode("");
      case 5 -> nodes.textNode("t" + random.nextInt(3));
      case 6 -> nodes.arrayNode().add(value(random, depth - 1));
      default -> {
        nodes.set(FIELDS.get(random.nextInt(FIELDS.size())), value(random, depth - 1));
        yield nodes;
      }
    };
  }
}
