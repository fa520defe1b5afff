package dev.latchkey.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.conformance.client.Latchkey;
import dev.latchkey.conformance.client.NeedsNode;
import dev.latchkey.conformance.client.NodeDriver;
import dev.latchkey.conformance.client.ProviderRow;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.junit.SimulatorExtension;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Releases of the official TypeScript SDK of other years, unchanged, on the same server. */
@NeedsNode
@ExtendWith(SimulatorExtension.class)
class SdkVersionsIT {
  @ParameterizedTest
  @ValueSource(strings = {"copilot-sdk-0.2", "copilot-sdk-1.0.0", "@github/copilot-sdk"})
  void startsAnswersAndResumes(String name, Simulator simulator) throws Exception {
    Latchkey latchkey = Latchkey.named("SdkVersionsIT-" + name.replace('/', '-'));
    NodeDriver node = NodeDriver.start();
    JsonNode result;
    try {
      result =
          node.play(
              "versions.play",
              Map.of(
                  "package",
                  name,
                  "command",
                  latchkey.command().toString(),
                  "home",
                  latchkey.home().toString(),
                  "work",
                  latchkey.work().toString(),
                  "provider",
                  ProviderRow.OPENAI_COMPLETIONS.config(simulator)));
    } finally {
      node.close();
      latchkey.close();
    }

    assertThat(result.get("answer").asText()).isEqualTo("hello");
    assertThat(result.get("helped").asText()).contains("sunny in simulated city");
    assertThat(result.get("streamed").asText()).isEqualTo("hello" + result.get("helped").asText());
    assertThat(result.get("types"))
        .extracting(JsonNode::asText)
        .startsWith("session.start")
        .contains("user.message", "tool.execution_complete", "assistant.message");
    assertThat(result.get("sessions")).extracting(JsonNode::asBoolean).containsExactly(true);
  }
}
