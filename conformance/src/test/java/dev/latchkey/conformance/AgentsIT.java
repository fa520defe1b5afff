package dev.latchkey.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.conformance.client.Example;
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
import dev.latchkey.simulator.script.Reply;
import dev.latchkey.simulator.traffic.RecordedRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Custom agents and sub-agents, as clients use and see them. */
@ExtendWith(SimulatorExtension.class)
class AgentsIT {
  private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  private static Reply task(String agent) {
    return Reply.toolCall(
        "task",
        "{\"name\":\"r1\",\"description\":\"Review\",\"prompt\":\"Review it.\",\"agent_type\":\"%s\"}"
            .formatted(agent));
  }

  @Test
  void thePagesJavaSampleRunsInOneProcess(Simulator simulator) throws Exception {
    simulator.enqueue(task("reviewer"), Reply.text("Fine."), Reply.text("It is fine."));
    Matcher block = JAVA_BLOCK.matcher(Files.readString(Path.of("../docs/agents.md")));
    assertThat(block.find()).isTrue();
    String program =
        """
        import com.github.copilot.CopilotClient;
        import com.github.copilot.rpc.*;
        import java.util.List;

        public class Agents {
          public static void main(String[] args) throws Exception {
        %s  }
        }
        """
            .formatted(block.group(1))
            .replace("http://localhost:11434/v1", simulator.baseUrl() + "/v1");

    String output =
        Example.named("Agents").file("Agents.java", program).java("Agents.java", _ -> true);

    assertThat(output).isEqualTo("It is fine.\n");
    assertThat(simulator.modelCalls().get(1).systemText()).startsWith("You review code.");
    assertThat(simulator.lastRequest().toolResults()).containsExactly("Fine.");
  }

  /** What the official TypeScript SDK does with them. */
  @Nested
  @NeedsNode
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class WithTypeScript {
    private TypeScript sdk;
    private TypeScriptClient client;

    @BeforeAll
    void open() throws Exception {
      sdk = TypeScript.start(AgentsIT.class);
      client = sdk.open(Transport.TCP);
    }

    @AfterAll
    void close() throws Exception {
      sdk.close();
    }

    private static Map<String, Object> agent(String name, String prompt) {
      Map<String, Object> agent = new HashMap<>();
      agent.put("name", name);
      agent.put("prompt", prompt);
      agent.put("description", "Does " + name);
      agent.put("tools", List.of("weather"));
      return agent;
    }

    private static SessionSpec spec(Simulator simulator) {
      return SessionSpec.of("gpt-4.1", ProviderRow.OPENAI_COMPLETIONS.config(simulator))
          .tool(ToolSpec.weather())
          .without("availableTools")
          .with(
              "customAgents",
              List.of(agent("reviewer", "You review."), agent("other", "You are other.")));
    }

    @ParameterizedTest
    @CsvSource({"false, true", "true, true", "true, false"})
    void aTaskIsDoneByASubAgent(boolean streaming, boolean deltas, Simulator simulator)
        throws Exception {
      simulator.enqueue(
          task("reviewer"),
          Reply.toolCall("weather", "{\"city\":\"Oslo\"}"),
          Reply.text("It is sunny."),
          Reply.text("Reviewed: sunny."));
      TypeScriptSession session =
          client.create(
              spec(simulator).streaming(streaming).with("includeSubAgentStreamingEvents", deltas));

      assertThat(session.ask("Review it")).isEqualTo("Reviewed: sunny.");

      String agentId = session.seen("subagent.started").getFirst().path("agentId").asText();
      assertThat(agentId).isNotBlank();
      assertThat(session.seen("subagent.completed")).hasSize(1);
      assertThat(session.calls()).hasSize(1);
      List<JsonNode> pieces =
          session.seen("assistant.message_delta").stream()
              .filter(event -> event.path("agentId").asText().equals(agentId))
              .toList();
      assertThat(pieces.isEmpty()).isEqualTo(!(streaming && deltas));
      assertThat(simulator.modelCalls())
          .extracting(RecordedRequest::toolNames)
          .containsExactly(
              List.of("task", "weather"),
              List.of("weather"),
              List.of("weather"),
              List.of("task", "weather"));
      assertThat(simulator.violations()).isEmpty();
    }

    @Test
    void agentsAreListedAndSelected(Simulator simulator) throws Exception {
      simulator.enqueue(3, Reply.text("Ok."));
      TypeScriptSession session = client.create(spec(simulator).with("agent", "other"));
      session.ask("One");
      assertThat(simulator.lastRequest().systemText()).contains("You are other.");
      assertThat(rpc(session, "agent.list", Map.of()).path("agents").findValuesAsText("name"))
          .containsExactly("reviewer", "other");
      rpc(session, "agent.select", Map.of("name", "reviewer"));
      assertThat(rpc(session, "agent.getCurrent", Map.of()).at("/agent/name").asText())
          .isEqualTo("reviewer");
      session.ask("Two");
      assertThat(simulator.lastRequest().systemText())
          .contains("You review.")
          .doesNotContain("You are other.");
      rpc(session, "agent.deselect", Map.of());
      session.ask("Three");
      assertThat(simulator.lastRequest().systemText()).doesNotContain("You review.");
      assertThat(session.seen("subagent.selected")).hasSize(2);
      assertThat(session.seen("subagent.deselected")).hasSize(1);
    }

    @Test
    void anAgentWorksAtASecondProvider(Simulator simulator) throws Exception {
      try (Simulator claude = Simulator.start()) {
        simulator.enqueue(task("reviewer"), Reply.text("Reviewed."));
        claude.enqueue(Reply.text("Looks fine."));
        Map<String, Object> reviewer = agent("reviewer", "You review.");
        reviewer.put("model", "claude/big");
        TypeScriptSession session =
            client.create(
                spec(simulator)
                    .without("provider")
                    .with("model", "gpt/small")
                    .with(
                        "providers",
                        List.of(
                            named("gpt", ProviderRow.OPENAI_COMPLETIONS.config(simulator)),
                            named("claude", ProviderRow.ANTHROPIC.config(claude))))
                    .with("models", List.of(Map.of("id", "big", "provider", "claude")))
                    .with("customAgents", List.of(reviewer)));

        assertThat(session.ask("Review it")).isEqualTo("Reviewed.");

        assertThat(claude.lastRequest().model()).isEqualTo("big");
        assertThat(simulator.lastRequest().toolResults()).containsExactly("Looks fine.");
        assertThat(session.seen("subagent.started").getFirst().at("/data/model").asText())
            .isEqualTo("claude/big");
      }
    }

    private static Map<String, Object> named(String name, Map<String, Object> provider) {
      Map<String, Object> named = new HashMap<>(provider);
      named.put("name", name);
      return named;
    }

    private static JsonNode rpc(TypeScriptSession session, String method, Map<String, ?> params)
        throws Exception {
      return session.play("rpc", Map.of("method", method, "params", params));
    }

    @Test
    void anAgentWithAnUnknownModelIsAFailedCallAndNothingElse(Simulator simulator)
        throws Exception {
      simulator.enqueue(task("reviewer"), Reply.text("Then I do it."));
      Map<String, Object> reviewer = agent("reviewer", "You review.");
      reviewer.put("model", "sonnet");
      TypeScriptSession session =
          client.create(spec(simulator).with("customAgents", List.of(reviewer)));

      assertThat(session.ask("Review it")).isEqualTo("Then I do it.");

      assertThat(simulator.lastRequest().toolResults().getFirst())
          .contains("Model 'sonnet' is not available");
      assertThat(session.seen("subagent.started")).isEmpty();
      assertThat(simulator.requests()).hasSize(2);
    }
  }
}
