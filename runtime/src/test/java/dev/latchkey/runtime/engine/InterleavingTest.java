package dev.latchkey.runtime.engine;

import static dev.latchkey.runtime.engine.Bench.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.latchkey.providers.CallFailure;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.FinishReason;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ModelRequest;
import dev.latchkey.runtime.PermissionDecision;
import dev.latchkey.runtime.Session;
import dev.latchkey.runtime.ToolReply;
import dev.latchkey.runtime.UserInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever users and models do at whatever moment, every busy time ends in one idle event, the
 * journal stays one chain, and every request to the model is valid.
 */
class InterleavingTest {
  private static final int STEPS = 60;
  private static final int ANSWERS = 400;

  @DisplayName("D4: every busy time ends in exactly one way")
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void everyBusyTimeEndsOnce(long seed) {
    RandomGenerator random = new Random(seed);
    try (Bench bench = new Bench()) {
      script(bench.model, new Random(seed));
      Session session =
          bench.create(
              options()
                  .streaming(random.nextBoolean())
                  .tools(List.of(Bench.tool("asks"), Bench.freeTool("works"))));
      for (int step = 0; step < STEPS; step++) {
        act(session, bench.told, random);
      }
      settle(session, bench.told);
      check(bench, seed);
    }
  }

  private static void script(ScriptedModel model, Random random) {
    for (int i = 0; i < ANSWERS; i++) {
      switch (random.nextInt(6)) {
        case 0, 1 -> model.says("Answer " + i);
        case 2 -> model.calls(call(i, "works"), call(i + 10_000, "asks"));
        case 3 -> model.calls(call(i, "asks"), call(i + 10_000, "unknown"));
        case 4 -> model.fails(new ModelException.NotFound(CallFailure.of("Not here.", "")));
        default ->
            model.events(
                ScriptedModel.text(0, "Half an ans"),
                new ModelEvent.Finished(
                    random.nextBoolean() ? FinishReason.LENGTH : FinishReason.STOP));
      }
    }
  }

  private static Content.ToolCall call(int id, String name) {
    return Content.ToolCall.of("call-" + id, name, "{}");
  }

  private static void act(Session session, Recorder told, RandomGenerator random) {
    switch (random.nextInt(10)) {
      case 0, 1 -> session.send(UserInput.of("ask"));
      case 2 ->
          session.send(UserInput.builder("steer").delivery(UserInput.Delivery.IMMEDIATE).build());
      case 3 -> session.abort("user_initiated");
      case 4 -> session.interruptMainTurn();
      case 5 -> session.suspend();
      case 6 -> session.removeMostRecentQueued();
      default -> answerAll(session, told, random);
    }
    if (random.nextInt(3) == 0) {
      LockSupport.parkNanos(20_000);
    }
  }

  private static void answerAll(Session session, Recorder told, RandomGenerator random) {
    for (JsonNode asked : told.data("permission.requested")) {
      PermissionDecision decision =
          switch (random.nextInt(3)) {
            case 0 -> new PermissionDecision.Reject(null);
            case 1 -> new PermissionDecision.Reject("because");
            default -> new PermissionDecision.ApproveOnce();
          };
      session.answerPermission(asked.path("requestId").asText(), decision);
    }
    for (JsonNode asked : told.data("external_tool.requested")) {
      session.completeToolCall(
          asked.path("requestId").asText(), new ToolReply.Result(TextNode.valueOf("done")));
    }
  }

  private static void settle(Session session, Recorder told) {
    RandomGenerator approving = new Random(0);
    long end = System.nanoTime() + 20_000_000_000L;
    while (session.processing()) {
      assertThat(System.nanoTime()).as("still busy: " + told.types()).isLessThan(end);
      answerAll(session, told, approving);
      Thread.onSpinWait();
    }
  }

  private static void check(Bench bench, long seed) {
    List<String> types = bench.told.types();
    String clue = "seed " + seed + ": " + types;
    boolean busy = false;
    int idle = 0;
    JsonNode last = Bench.json("null");
    for (JsonNode event : bench.told.trees()) {
      String type = event.path("type").asText();
      assertThat(event.path("parentId")).as(clue).isEqualTo(last);
      last = event.has("ephemeral") ? last : event.path("id");
      if (type.equals("system.message")) {
        busy = true;
      } else if (type.equals("session.idle")) {
        idle++;
        busy = false;
      } else if (type.startsWith("assistant.turn") || type.startsWith("tool.execution")) {
        assertThat(busy).as(clue).isTrue();
      }
    }
    assertThat(busy).as(clue).isFalse();
    assertThat(types.stream().filter("assistant.idle~"::equals).count()).as(clue).isEqualTo(idle);
    bench.model.requests().forEach(request -> paired(request, clue));
  }

  /** Every call has its result in the message after it. */
  private static void paired(ModelRequest request, String clue) {
    List<String> open = new ArrayList<>();
    for (var message : request.messages()) {
      List<String> calls = new ArrayList<>();
      for (Content block : message.content()) {
        if (block instanceof Content.ToolCall call) {
          calls.add(call.id());
        } else if (block instanceof Content.ToolResult result) {
          assertThat(open.remove(result.callId())).as(clue).isTrue();
        }
      }
      assertThat(open).as(clue).isEmpty();
      open.addAll(calls);
    }
    assertThat(open).as(clue).isEmpty();
  }
}
