package dev.latchkey.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.conformance.client.NeedsNode;
import dev.latchkey.conformance.client.ProviderRow;
import dev.latchkey.conformance.client.SessionSpec;
import dev.latchkey.conformance.client.TypeScript;
import dev.latchkey.conformance.client.TypeScriptClient;
import dev.latchkey.conformance.client.TypeScriptSession;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.junit.SimulatorExtension;
import dev.latchkey.simulator.script.Reply;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Request handlers of official clients that share one server. */
@NeedsNode
@ExtendWith(SimulatorExtension.class)
class SharedHandlersIT {
  private static TypeScript sdk;
  private static int port;

  @BeforeAll
  static void open() throws Exception {
    sdk = TypeScript.start(SharedHandlersIT.class);
    port = sdk.listen();
  }

  @AfterAll
  static void close() throws Exception {
    sdk.close();
  }

  private static SessionSpec spec(Simulator simulator) {
    return SessionSpec.of("gpt-4.1", ProviderRow.OPENAI_COMPLETIONS.config(simulator));
  }

  private static SessionSpec joining() {
    return new SessionSpec(Map.of(), List.of(), "undecided");
  }

  private static boolean performed(Simulator simulator) {
    return simulator.lastRequest().headers().contains("x-performed-by");
  }

  @Test
  void aSessionIsPerformedByItsClientWhoeverJoinsUntilThatHasGone(Simulator simulator)
      throws IOException {
    simulator.enqueue(Reply.text("One."), Reply.text("Two."), Reply.text("Three."));
    TypeScriptClient performing = sdk.performing(port);
    TypeScriptClient other = sdk.connect(port);
    TypeScriptSession session = performing.create(spec(simulator));
    TypeScriptSession joined = other.resume(session.id(), joining());

    assertThat(joined.ask("First?")).isEqualTo("One.");
    assertThat(performed(simulator)).isTrue();

    session.play("disconnect", Map.of());
    assertThat(joined.ask("Second?")).isEqualTo("Two.");
    assertThat(performed(simulator)).isTrue();

    performing.vanish();
    assertThatThrownBy(() -> joined.ask("Third?"))
        .hasMessageContaining("The client that performs this session's requests");
    assertThat(simulator.requests()).hasSize(2);

    sdk.performing(port).resume(session.id(), joining());
    assertThat(joined.ask("Third, please?")).isEqualTo("Three.");
    assertThat(performed(simulator)).isTrue();
  }

  @Test
  void clientsWithAndWithoutAHandlerKeepToTheirOwnSessions(Simulator simulator) throws IOException {
    simulator.enqueue(Reply.text("One."), Reply.text("Two."), Reply.text("Three."));
    TypeScriptSession one = sdk.performing(port).create(spec(simulator));
    TypeScriptSession two = sdk.performing(port).create(spec(simulator));
    TypeScriptSession three = sdk.connect(port).create(spec(simulator));

    assertThat(one.ask("First?")).isEqualTo("One.");
    assertThat(performed(simulator)).isTrue();
    assertThat(two.ask("First?")).isEqualTo("Two.");
    assertThat(performed(simulator)).isTrue();
    assertThat(three.ask("First?")).isEqualTo("Three.");
    assertThat(performed(simulator)).isFalse();
  }
}
