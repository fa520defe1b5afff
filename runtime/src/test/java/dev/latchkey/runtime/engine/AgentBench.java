package dev.latchkey.runtime.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.Extension;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.Providers;
import dev.latchkey.runtime.AgentOptions;
import dev.latchkey.runtime.CustomAgent;
import dev.latchkey.runtime.Engine;
import dev.latchkey.runtime.EngineOptions;
import dev.latchkey.runtime.ModelRegistry;
import dev.latchkey.runtime.RegisteredModel;
import dev.latchkey.runtime.Session;
import dev.latchkey.runtime.SessionOptions;
import dev.latchkey.runtime.ToolReply;
import dev.latchkey.runtime.UserInput;
import dev.latchkey.runtime.store.MemoryStore;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.script.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An engine with two providers on different wires, and what tests of agents do with it. */
final class AgentBench implements AutoCloseable {
  final Simulator gpt = Simulator.start();
  final Simulator claude = Simulator.start();
  final Recorder told = new Recorder();
  final Providers providers = Providers.open(CallPolicy.DEFAULT);
  final Engine engine =
      LocalEngine.open(EngineOptions.builder(MemoryStore.create(), providers::connect).build());

  /** The provider {@code a}, which speaks Chat Completions. */
  ProviderConfig gptConfig(String latchkey) {
    return ProviderConfig.builder(gpt.baseUrl() + "/v1")
        .name("a")
        .extension(Extension.read(Bench.json(latchkey)))
        .build();
  }

  /** The provider {@code b}, which speaks Messages. */
  ProviderConfig claudeConfig() {
    return ProviderConfig.builder(claude.baseUrl()).name("b").type("anthropic").build();
  }

  /** {@code a/small} and {@code b/big}. */
  ModelRegistry registry(String latchkey) {
    return new ModelRegistry(
        List.of(gptConfig(latchkey), claudeConfig()),
        List.of(
            model("small", gptConfig(latchkey), "gpt-small"),
            model("big", claudeConfig(), "claude-big")));
  }

  static RegisteredModel model(String id, ProviderConfig at, @Nullable String wireModel) {
    return new RegisteredModel(
        id,
        id,
        at.withModel(null, wireModel == null ? id : wireModel, at.limits()),
        MissingNode.getInstance());
  }

  static AgentOptions agents(CustomAgent... agents) {
    return new AgentOptions(List.of(agents), null, List.of(), true);
  }

  static CustomAgent.Builder reviewer() {
    return CustomAgent.builder("reviewer", "You review code.")
        .displayName("The Reviewer")
        .description("Reviews code")
        .tools(List.of("look"));
  }

  SessionOptions.Builder options(CustomAgent... agents) {
    return SessionOptions.builder()
        .id("s-1")
        .model("a/small")
        .registry(registry("{}"))
        .tools(List.of(Bench.freeTool("look"), Bench.tool("write")))
        .agents(agents(agents));
  }

  Session create(SessionOptions.Builder options) {
    return engine.create(options.build(), told);
  }

  /** A model asks for a task. */
  static Reply task(String agent, String more) {
    return Reply.toolCall("task", arguments(agent, more));
  }

  static String arguments(String agent, String more) {
    return ("{'name':'rev1','description':'Review it','prompt':'Please review.','agent_type':'"
            + agent
            + "'"
            + more
            + "}")
        .replace('\'', '"');
  }

  /** Sends a prompt and waits until the session is idle for the {@code count}-th time. */
  void ask(Session session, String prompt, int count) {
    session.send(UserInput.of(prompt));
    told.await("session.idle", count);
  }

  /** Answers the {@code count}-th call of a client's tool. */
  void answer(Session session, int count, String text) {
    String request = told.await("external_tool.requested", count).path("requestId").asText();
    session.completeToolCall(request, new ToolReply.Result(TextNode.valueOf(text)));
  }

  /** What the model read as the result of its last call of the task tool. */
  String taskResult() {
    JsonNode done =
        told.data("tool.execution_complete").stream()
            .filter(data -> !data.has("parentToolCallId"))
            .reduce((_, last) -> last)
            .orElseThrow();
    return done.path("success").asBoolean()
        ? done.path("result").path("content").asText()
        : "failed: " + done.path("error").path("message").asText();
  }

  @Override
  public void close() {
    engine.close();
    providers.close();
    told.checkAll();
    gpt.close();
    claude.close();
  }
}
