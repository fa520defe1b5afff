package dev.latchkey.runtime.engine;

import static dev.latchkey.runtime.engine.AgentBench.reviewer;
import static dev.latchkey.runtime.engine.AgentBench.task;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.copilot.generated.ShutdownType;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.runtime.ModelRegistry;
import dev.latchkey.runtime.Session;
import dev.latchkey.runtime.UserInput;
import dev.latchkey.simulator.script.Reply;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sub-agents of sessions over WebSockets. */
class SubagentSocketTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final AgentBench bench = new AgentBench();
  private Session session;

  @BeforeEach
  void create() {
    ProviderConfig provider =
        ProviderConfig.builder(bench.gpt.baseUrl() + "/v1")
            .wireApi("responses")
            .transport("websockets")
            .build();
    session =
        bench.create(
            bench
                .options(reviewer().build())
                .registry(ModelRegistry.EMPTY)
                .provider(provider)
                .model("gpt-5"));
    bench.gpt.enqueue(task("reviewer", ""), Reply.toolCall("look", "{}"));
    session.send(UserInput.of("Review it"));
    bench.told.await("external_tool.requested", 1);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void closesItsSocketWhenItEndsAndLeavesTheSessionsAlone() throws InterruptedException {
    assertThat(bench.gpt.openSockets()).isEqualTo(2);
    bench.gpt.enqueue(Reply.text("Looks fine."), Reply.text("Reviewed."));
    bench.answer(session, 1, "a tree");
    bench.told.awaitIdle();

    assertThat(bench.gpt.awaitOpenSockets(1, PATIENCE)).isTrue();
    assertThat(bench.gpt.modelCalls())
        .extracting(call -> call.body().has("previous_response_id"))
        .containsExactly(false, false, true, true);
    session.close(ShutdownType.ROUTINE, null);
    assertThat(bench.gpt.awaitOpenSockets(0, PATIENCE)).isTrue();
  }

  @Test
  void closesItsSocketWhenItIsAborted() throws InterruptedException {
    session.abort("user_initiated");

    assertThat(bench.gpt.awaitOpenSockets(1, PATIENCE)).isTrue();
  }
}
