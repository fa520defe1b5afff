package dev.latchkey.runtime.engine;

import static dev.latchkey.runtime.engine.Bench.call;
import static dev.latchkey.runtime.engine.Bench.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.latchkey.providers.Message;
import dev.latchkey.runtime.EmittedEvent;
import dev.latchkey.runtime.ResumeMode;
import dev.latchkey.runtime.Session;
import dev.latchkey.runtime.SessionOptions;
import dev.latchkey.runtime.ToolReply;
import dev.latchkey.runtime.UserInput;
import dev.latchkey.runtime.store.FileStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process killed in the middle of a turn: what it told is there, and the session goes on. */
class KilledEngineTest {
  private @TempDir Path home;

  @DisplayName("D5: a session outlives its process")
  @ParameterizedTest
  @ValueSource(strings = {"external_tool.requested", "user.message", "assistant.message"})
  void whatWasToldIsThereAndTheSessionGoesOn(String killedAt) throws Exception {
    List<String> told = tellUntilKilled(killedAt);
    try (Bench bench = new Bench(FileStore.at(home))) {
      bench.model.says("Where were we?");
      Session session = bench.resume(ResumeMode.PLAIN);
      assertThat(session.history()).extracting(EmittedEvent::id).containsAll(told);
      session.send(UserInput.of("Hello?"));
      bench.told.awaitIdle();
      assertThat(bench.told.only("assistant.message").path("content").asText())
          .isEqualTo("Where were we?");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"subagent.started", "assistant.message 2", "external_tool.requested"})
  void aSubAgentThatDiedWithItsProcessLeavesAnInterruptedCall(String killedAt) throws Exception {
    tellUntilKilled(killedAt, "agent");
    try (Bench bench = new Bench(FileStore.at(home))) {
      bench.model.says("Where were we?");
      Session session =
          bench.engine.resume("s-1", withAgent().build(), new ResumeMode(true, false), bench.told);
      session.send(UserInput.of("Hello?"));
      bench.told.awaitIdle();
      List<Message> history = bench.model.lastRequest().messages();
      JsonNode closed = bench.told.only("subagent.failed");
      assertThat(closed.path("toolCallId").asText()).isEqualTo("t1");
      assertThat(closed.path("agentName").asText()).isEqualTo("reviewer");
      assertThat(closed.path("error").asText()).contains("process of the session ended");
      assertThat(ids(session, "subagent.failed")).isEqualTo(ids(session, "subagent.started"));
      assertThat(history)
          .extracting(Message::role)
          .containsExactly(
              Message.Role.USER, Message.Role.ASSISTANT, Message.Role.TOOL, Message.Role.USER);
      assertThat(history.get(2).toString()).contains("interrupted");
      assertThat(bench.told.only("assistant.message").path("content").asText())
          .isEqualTo("Where were we?");
    }
  }

  @DisplayName("C5: a process that dies while it compacts leaves the whole conversation")
  @Test
  void aCompactionThatDiedWithItsProcessChangesNothing() throws Exception {
    tellUntilKilled("session.compaction_start", "compaction");
    try (Bench bench = new Bench(FileStore.at(home))) {
      bench.model.says("Where were we?").says("SUMMARY");
      Session session = bench.resume(ResumeMode.PLAIN);
      session.send(UserInput.of("Hello?"));
      bench.told.awaitIdle();
      assertThat(bench.model.lastRequest().messages())
          .extracting(Message::role)
          .containsExactly(Message.Role.USER, Message.Role.ASSISTANT, Message.Role.USER);
      assertThat(session.compactions().compact(null, null).messages()).isEqualTo(1);
    }
  }

  private static List<String> ids(Session session, String type) {
    return session.history().stream()
        .filter(event -> event.type().equals(type))
        .map(event -> Recorder.tree(event.json()).path("agentId").asText())
        .toList();
  }

  private static SessionOptions.Builder withAgent() {
    return options()
        .tools(List.of(Bench.freeTool("look")))
        .agents(AgentBench.agents(AgentBench.reviewer().build()));
  }

  @Test
  void waitingClientCallIsAnsweredInTheNextProcess() throws Exception {
    tellUntilKilled("external_tool.requested");
    try (Bench bench = new Bench(FileStore.at(home))) {
      bench.model.says("Thanks.");
      Session session =
          bench.engine.resume(
              "s-1",
              options().tools(List.of(Bench.freeTool("look"))).build(),
              new ResumeMode(true, false),
              bench.told);
      JsonNode asked =
          session.history().stream()
              .filter(event -> event.type().equals("external_tool.requested"))
              .map(event -> Recorder.tree(event.json()).path("data"))
              .findFirst()
              .orElseThrow();
      assertThat(
              session.completeToolCall(
                  asked.path("requestId").asText(), new ToolReply.Result(TextNode.valueOf("seen"))))
          .isTrue();
      bench.told.awaitIdle();
      assertThat(bench.told.only("assistant.message").path("content").asText())
          .isEqualTo("Thanks.");
    }
  }

  private List<String> tellUntilKilled(String killedAt) throws IOException, InterruptedException {
    return tellUntilKilled(killedAt, "main");
  }

  /**
   * Runs a turn in a process of its own, kills it at an event (the first of its type unless another
   * number is given), returns the ids it had told.
   */
  private List<String> tellUntilKilled(String killedAt, String who)
      throws IOException, InterruptedException {
    String type = killedAt.split(" ", -1)[0];
    int left = killedAt.equals(type) ? 1 : Integer.parseInt(killedAt.split(" ", -1)[1]);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Victim.class.getName(),
                home.toString(),
                who)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> told = new ArrayList<>();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        told.add(line.substring(line.indexOf(' ') + 1));
        if (line.startsWith(type + " ") && --left == 0) {
          process.toHandle().destroyForcibly();
        }
      }
    } finally {
      process.toHandle().destroyForcibly();
    }
    process.waitFor();
    return told;
  }

  /** Begins a turn that waits for a client's tool, and prints every persisted event. */
  static final class Victim {
    private Victim() {}

    public static void main(String[] arguments) throws InterruptedException {
      Bench bench = new Bench(FileStore.at(Path.of(arguments[0])));
      if (arguments[1].equals("agent")) {
        bench.model.calls(call("t1", "task", AgentBench.arguments("reviewer", "")));
      }
      boolean compacts = arguments[1].equals("compaction");
      if (compacts) {
        bench.model.says("Seen.").hangs();
      }
      bench.model.calls(call("c1", "look", "{}"));
      Session session = bench.create(withAgent());
      session.subscribe(event -> {
        if (!event.ephemeral()) {
          System.out.println(event.type() + " " + event.id());
        }
      });
      session.send(UserInput.of("Look"));
      if (compacts) {
        bench.told.awaitIdle();
        session.compactions().compact(null, null);
      }
      Thread.sleep(Long.MAX_VALUE);
    }
  }
}
