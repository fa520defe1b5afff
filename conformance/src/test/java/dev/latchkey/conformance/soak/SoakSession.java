package dev.latchkey.conformance.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.conformance.client.RpcClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A session that talks on and on, and holds every turn to exactly one end. */
final class SoakSession {
  private static final int PATIENCE_SECONDS = 120;
  private static final Map<String, Object> TOOL =
      Map.of(
          "name",
          "look",
          "description",
          "Looks.",
          "parameters",
          Map.of("type", "object", "properties", Map.of()),
          "skipPermission",
          true);

  private final RpcClient client;
  private final String id;
  private final int number;
  private final BlockingQueue<JsonNode> unread = new LinkedBlockingQueue<>();
  private final List<String> persisted = new ArrayList<>();
  private int turns;
  private int answered;
  private int failed;
  private int aborted;

  private SoakSession(RpcClient client, int number) {
    this.client = client;
    this.number = number;
    this.id = "soak-" + number;
  }

  static SoakSession create(RpcClient client, int number, Map<String, Object> provider)
      throws Exception {
    SoakSession session = new SoakSession(client, number);
    client.listen(session.id, session.unread::add);
    client.ask(
        "session.create",
        Map.of(
            "sessionId",
            session.id,
            "model",
            number % 3 == 1 ? "claude-sonnet-4-5" : "gpt-5",
            "streaming",
            number % 2 == 0,
            "tools",
            List.of(TOOL),
            "provider",
            provider));
    return session;
  }

  String id() {
    return id;
  }

  int answered() {
    return answered;
  }

  int failed() {
    return failed;
  }

  int aborted() {
    return aborted;
  }

  /** Identifiers of the delivered events that are kept, in order. */
  List<String> persisted() throws InterruptedException {
    for (JsonNode event = unread.poll(); event != null; event = unread.poll()) {
      assertThat(event.path("type").asText()).isNotIn("session.idle", "session.error");
      keep(event);
    }
    return List.copyOf(persisted);
  }

  private void keep(JsonNode event) {
    if (!event.path("ephemeral").asBoolean()) {
      persisted.add(event.path("id").asText());
    }
  }

  /** One turn from its message to idle: some use a tool, some meet a provider that is down. */
  void turn() throws Exception {
    String turn = number + "-" + ++turns;
    boolean stuck = turns % 17 == 5;
    String mark = turns % 13 == 7 ? " down" : stuck ? " stuck" : turns % 3 == 0 ? " tool" : "";
    client.ask("session.send", Map.of("sessionId", id, "prompt", Weather.prompt(turn, mark)));
    List<JsonNode> events = new ArrayList<>();
    boolean abort = stuck;
    do {
      JsonNode event = unread.poll(abort ? 1 : PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (event != null) {
        keep(event);
        events.add(event);
        answerTool(event);
      } else {
        assertThat(abort).as("turn %s never ended: %s", turn, types(events)).isTrue();
        abort = false;
        client.ask("session.abort", Map.of("sessionId", id));
      }
    } while (events.isEmpty() || !isIdle(events.getLast()));
    check(turn, events, mark);
  }

  private void answerTool(JsonNode event) throws Exception {
    if (event.path("type").asText().equals("external_tool.requested")) {
      String request = event.at("/data/requestId").asText();
      client.ask(
          "session.tools.handlePendingToolCall",
          Map.of("sessionId", id, "requestId", request, "result", "Nothing to see."));
    }
  }

  private static boolean isIdle(JsonNode event) {
    return event.path("type").asText().equals("session.idle");
  }

  private void check(String turn, List<JsonNode> events, String mark) {
    List<String> types = types(events);
    int errors = count(types, "session.error");
    boolean stopped = types.contains("abort");
    List<String> answers =
        events.stream()
            .filter(event -> event.path("type").asText().equals("assistant.message"))
            .map(event -> event.at("/data/content").asText())
            .filter(content -> !content.isEmpty())
            .toList();
    assertThat(count(types, "user.message")).as("turn %s: %s", turn, types).isEqualTo(1);
    assertThat(errors).as("turn %s: %s", turn, types).isBetween(0, 1);
    assertThat(count(types, "tool.execution_start"))
        .as("turn %s: %s", turn, types)
        .isEqualTo(count(types, "tool.execution_complete"));
    if (stopped) {
      assertThat(mark).isEqualTo(" stuck");
      assertThat(errors).isZero();
      aborted++;
    } else if (errors == 1) {
      failed++;
    } else {
      assertThat(mark).as("turn %s: %s", turn, types).isNotEqualTo(" down");
      assertThat(answers).as("turn %s: %s", turn, types).containsExactly(Weather.answer(turn));
      assertThat(types.contains("tool.execution_complete")).isEqualTo(mark.equals(" tool"));
      answered++;
    }
  }

  private static List<String> types(List<JsonNode> events) {
    return events.stream().map(event -> event.path("type").asText()).toList();
  }

  private static int count(List<String> types, String type) {
    return (int) types.stream().filter(type::equals).count();
  }
}
