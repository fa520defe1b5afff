package dev.latchkey.runtime.engine;

import static dev.latchkey.runtime.engine.AgentBench.reviewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.copilot.generated.ShutdownType;
import dev.latchkey.runtime.AgentOptions;
import dev.latchkey.runtime.CustomAgent;
import dev.latchkey.runtime.ResumeMode;
import dev.latchkey.runtime.Session;
import dev.latchkey.runtime.SessionException;
import dev.latchkey.runtime.SessionOptions;
import dev.latchkey.runtime.SystemPrompt;
import dev.latchkey.runtime.ToolFilter;
import dev.latchkey.runtime.UserInput;
import dev.latchkey.simulator.script.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which agent works on what users ask. */
@Timeout(60)
class AgentSelectionTest {
  private final AgentBench bench = new AgentBench();
  private final CustomAgent other = CustomAgent.builder("other", "You are other.").build();

  @AfterEach
  void close() {
    bench.close();
  }

  private SessionOptions.Builder selecting(@Nullable String name) {
    return bench
        .options()
        .agents(new AgentOptions(List.of(reviewer().build(), other), name, List.of("write"), true));
  }

  private String system() {
    return bench.gpt.lastRequest().systemText();
  }

  private List<String> tools() {
    return bench.gpt.lastRequest().toolNames();
  }

  @Test
  void theSelectedAgentsPromptAndToolsAreUsedFromTheNextRunOn() {
    bench.gpt.enqueue(4, Reply.text("Ok."));
    Session session = bench.create(selecting(null));
    bench.ask(session, "One", 1);
    assertThat(system()).doesNotContain("You review code.");
    assertThat(tools()).containsExactly("task", "look");

    assertThat(session.agents().select("reviewer").displayName()).isEqualTo("The Reviewer");
    assertThat(session.agents().current().map(CustomAgent::name)).contains("reviewer");
    bench.ask(session, "Two", 2);
    assertThat(system()).contains("You review code.");
    assertThat(tools()).containsExactly("look");

    session.agents().select("other");
    bench.ask(session, "Three", 3);
    assertThat(system()).contains("You are other.").doesNotContain("You review code.");
    assertThat(tools()).containsExactly("task", "look", "write");

    session.agents().deselect();
    assertThat(session.agents().current()).isEmpty();
    bench.ask(session, "Four", 4);
    assertThat(system()).doesNotContain("You are other.");
    assertThat(bench.told.data("subagent.selected").stream().map(JsonNode::toString))
        .containsExactly(
            "{\"agentName\":\"reviewer\",\"agentDisplayName\":\"The Reviewer\",\"tools\":[\"look\"]}",
            "{\"agentName\":\"other\",\"agentDisplayName\":\"other\",\"tools\":null}");
    assertThat(bench.told.data("subagent.deselected")).hasSize(1);
  }

  @Test
  void aSessionBeginsWithTheAgentItsClientWants() {
    bench.gpt.enqueue(Reply.text("Ok."));
    Session session =
        bench.create(selecting("reviewer").systemPrompt(new SystemPrompt.Replace("Only this.")));
    bench.ask(session, "One", 1);
    assertThat(system()).startsWith("Only this.").contains("You review code.");
    assertThat(bench.told.types())
        .startsWith("session.start", "session.custom_agents_updated~", "subagent.selected");
  }

  @Test
  void theSelectionOutlivesTheProcess() {
    bench.gpt.enqueue(2, Reply.text("Ok."));
    Session session = bench.create(selecting("reviewer"));
    bench.ask(session, "One", 1);
    session.close(ShutdownType.ROUTINE, null);
    Session again =
        bench.engine.resume("s-1", selecting(null).build(), ResumeMode.PLAIN, bench.told);
    assertThat(again.agents().current().map(CustomAgent::name)).contains("reviewer");
    again.send(UserInput.of("Two"));
    bench.told.await("session.idle", 2);
    assertThat(system()).contains("You review code.");
  }

  @Test
  void anAgentThatIsNotThereIsAnError() {
    assertThatThrownBy(() -> bench.create(selecting("nope")))
        .isInstanceOf(SessionException.InvalidOptions.class)
        .hasMessage("Custom agent 'nope' not found");
    assertThat(bench.engine.live()).isEmpty();
    Session session = bench.create(selecting(null));
    assertThatThrownBy(() -> session.agents().select("nope"))
        .hasMessage("Custom agent 'nope' not found");
  }

  @Test
  void aSessionWithoutAgentsIsOfferedNoTaskTool() {
    Session session = bench.create(bench.options());
    assertThat(session.toolNames()).containsExactly("look", "write");
    assertThat(bench.told.types()).doesNotContain("session.custom_agents_updated~");
  }

  @Test
  void theSessionsFilterHoldsForTheTaskToolAndForAgents() {
    bench.gpt.enqueue(Reply.text("Ok."));
    Session session =
        bench.create(selecting(null).toolFilter(new ToolFilter(List.of("look"), List.of())));
    assertThat(session.toolNames()).containsExactly("look");
    assertThat(
            bench
                .create(
                    selecting(null)
                        .id("s-2")
                        .toolFilter(new ToolFilter(null, List.of("builtin:*"))))
                .toolNames())
        .containsExactly("look");
  }
}
