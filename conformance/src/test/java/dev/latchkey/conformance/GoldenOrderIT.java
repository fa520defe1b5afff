package dev.latchkey.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.conformance.client.Golden;
import dev.latchkey.conformance.client.NeedsNode;
import dev.latchkey.conformance.client.ProviderRow;
import dev.latchkey.conformance.client.SessionSpec;
import dev.latchkey.conformance.client.ToolSpec;
import dev.latchkey.conformance.client.TypeScript;
import dev.latchkey.conformance.client.TypeScript.Transport;
import dev.latchkey.conformance.client.TypeScriptClient;
import dev.latchkey.conformance.client.TypeScriptSession;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.junit.SimulatorExtension;
import dev.latchkey.simulator.script.Fault;
import dev.latchkey.simulator.script.Reply;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same events in the same order with at least the same fields as the official runtime. */
@NeedsNode
@ExtendWith(SimulatorExtension.class)
class GoldenOrderIT {
  private static final Reply CALL = Reply.answer().toolCall("c1", "weather", "{\"city\":\"Oslo\"}");

  /** What only the vendor's service or catalogue can fill, its billing, and how it was built. */
  private static final Set<String> NOT_OURS =
      Set.of(
          "session.start contextTier",
          "session.resume contextTier",
          "session.resume sessionLimits",
          "session.model_change contextTier",
          "session.model_change reasoningEffort",
          "session.shutdown totalNanoAiu",
          "user.message parentAgentTaskId",
          "user.message supportedNativeDocumentMimeTypes",
          "assistant.usage cost",
          "assistant.usage quotaSnapshots",
          "assistant.usage rte",
          "assistant.message rte",
          "tool.execution_start rte",
          "tool.execution_complete rte",
          "model.call_failure rte",
          "model.call_failure errorType",
          "model.call_failure requestFingerprint");

  private static TypeScript sdk;
  private static TypeScriptClient client;

  @BeforeAll
  static void open() throws Exception {
    sdk = TypeScript.start(GoldenOrderIT.class);
    client = sdk.open(Transport.STDIO);
  }

  @AfterAll
  static void close() throws Exception {
    sdk.close();
  }

  private static SessionSpec spec(Simulator simulator) {
    return SessionSpec.of("gpt-4.1", ProviderRow.OPENAI_COMPLETIONS.config(simulator));
  }

  private static TypeScriptSession run(SessionSpec spec) throws IOException {
    TypeScriptSession session = client.create(spec);
    session.send("What is 2+2?");
    session.await("session.idle");
    return session;
  }

  private static void matches(String name, TypeScriptSession session) throws IOException {
    session.play("disconnect", Map.of());
    List<JsonNode> seen = session.seen();
    Golden ours = Golden.of(seen);
    Golden official = Golden.read(name);
    assertThat(ours.types()).containsExactlyElementsOf(official.types());
    assertThat(official.missingIn(ours, NOT_OURS)).isEmpty();
  }

  @Test
  void plain(Simulator simulator) throws IOException {
    simulator.enqueue(Reply.chunks("4", "!"));
    matches("plain", run(spec(simulator)));
  }

  @Test
  void plainStreamed(Simulator simulator) throws IOException {
    simulator.enqueue(Reply.chunks("4", "!"));
    matches("plain-streamed", run(spec(simulator).streaming(true)));
  }

  @Test
  void tool(Simulator simulator) throws IOException {
    simulator.enqueue(CALL, Reply.chunks("4", "!"));
    matches("tool", run(spec(simulator).tool(ToolSpec.weather())));
  }

  @Test
  void toolStreamed(Simulator simulator) throws IOException {
    Reply call = Reply.answer().toolCall("c1", "weather", "{\"city\":\"Oslo\"}").chunked(100);
    simulator.enqueue(call, Reply.chunks("4", "!"));
    matches("tool-streamed", run(spec(simulator).tool(ToolSpec.weather()).streaming(true)));
  }

  @Test
  void failedTool(Simulator simulator) throws IOException {
    simulator.enqueue(CALL, Reply.text("No idea."));
    matches("failed-tool", run(spec(simulator).tool(ToolSpec.weather().fails("broken"))));
  }

  @Test
  void rejectedTool(Simulator simulator) throws IOException {
    simulator.enqueue(CALL);
    SessionSpec spec = spec(simulator).tool(ToolSpec.weather());
    matches("rejected-tool", run(spec.permission(Map.of("kind", "reject"))));
  }

  @Test
  void providerError(Simulator simulator) throws IOException {
    simulator.enqueue(Reply.status(400, "bad", "bad thing"));
    matches("provider-error", run(spec(simulator)));
  }

  @Test
  void abort(Simulator simulator) throws IOException {
    simulator.enqueue(
        Reply.chunks("4", "5", "6").breaking(Fault.HANG_MID_STREAM, 2), Reply.chunks("4"));
    TypeScriptSession session = client.create(spec(simulator).streaming(true));
    session.send("go");
    session.await("assistant.message_delta");
    session.play("abort", Map.of());
    session.await("session.idle");
    session.send("again");
    session.await("session.idle", 2);
    matches("abort", session);
  }

  @Test
  void steering(Simulator simulator) throws IOException {
    simulator.enqueue(CALL, Reply.text("Sunny."));
    ToolSpec tool = ToolSpec.weather().sends("steer me", "immediate");
    matches("steering", run(spec(simulator).tool(tool)));
  }

  @Test
  void queue(Simulator simulator) throws IOException {
    simulator.enqueue(CALL, Reply.text("Sunny."), Reply.text("Second."));
    ToolSpec tool = ToolSpec.weather().sends("second one", "enqueue");
    matches("queue", run(spec(simulator).tool(tool)));
  }

  @Test
  void modelSwitch(Simulator simulator) throws IOException {
    simulator.enqueue(Reply.text("One."), Reply.text("Two."));
    TypeScriptSession session = run(spec(simulator));
    session.play("setModel", Map.of("model", "gpt-4o"));
    session.send("two");
    session.await("session.idle", 2);
    matches("model-switch", session);
  }

  @Test
  void resume(Simulator simulator) throws IOException {
    simulator.enqueue(Reply.text("One."), Reply.text("Two."));
    TypeScriptSession first = run(spec(simulator));
    first.play("disconnect", Map.of());
    TypeScriptSession second = client.resume(first.id(), spec(simulator));
    second.send("two");
    second.await("session.idle");
    matches("resume", second);
  }
}
