package dev.latchkey.conformance.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.Message;
import dev.latchkey.providers.MessageAssembler;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.ModelRequest;
import dev.latchkey.providers.ModelStream;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.ProviderJson;
import dev.latchkey.providers.Providers;
import dev.latchkey.providers.RetryListener;
import dev.latchkey.providers.net.Network;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.junit.SimulatorExtension;
import dev.latchkey.simulator.script.Reply;
import dev.latchkey.simulator.traffic.RecordedRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The examples of the page of providers, used as they stand: the simulator poses as each provider
 * under its own name (as the proxy that plain HTTP goes through), and must be asked rightly.
 */
@ExtendWith(SimulatorExtension.class)
class ProviderExamplesTest {
  private static final String PAGE = "docs/providers.md";

  /** What each provider of the page must be asked; the first example of a section is meant. */
  private static final Map<String, String> ASKED = asked();

  private static Map<String, String> asked() {
    Map<String, String> asked = new LinkedHashMap<>();
    asked.put("OpenAI", "api.openai.com/v1/chat/completions");
    asked.put(
        "Azure OpenAI, native endpoint",
        "my-resource.openai.azure.com/openai/deployments/m/chat/completions?api-version=2024-10-21");
    asked.put(
        "Azure AI Foundry, OpenAI-compatible endpoint",
        "your-resource.openai.azure.com/openai/v1/responses");
    asked.put("Anthropic", "api.anthropic.com/v1/messages");
    asked.put("Ollama", "local/v1/chat/completions");
    asked.put("Foundry Local", "local/v1/chat/completions");
    asked.put("vLLM, LiteLLM and other compatible servers", "local/v1/chat/completions");
    asked.put("A token instead of a key", "my-custom-endpoint.example.com/v1/chat/completions");
    return asked;
  }

  static Stream<Block> examples() throws IOException {
    return Block.all().stream()
        .filter(block -> block.page().equals(PAGE) && block.is("json"))
        .filter(block -> block.text().contains("\"baseUrl\""));
  }

  @ParameterizedTest
  @MethodSource("examples")
  @DisplayName("B1: every example of the page is answered, at its provider's own address")
  void everyExampleIsAnswered(Block block, Simulator sim) throws IOException {
    sim.enqueue(Reply.text("2+2 makes 4."));

    assertThat(answer(config(block, sim), sim)).isEqualTo("2+2 makes 4.");

    String expected = ASKED.get(block.section());
    if (expected != null && isFirst(block)) {
      assertThat(asked(sim.lastRequest(), sim)).isEqualTo(expected);
    }
  }

  @Test
  void everyProviderHasAnExample() throws IOException {
    assertThat(examples().map(Block::section)).containsAll(ASKED.keySet());
  }

  private static boolean isFirst(Block block) throws IOException {
    return examples()
        .filter(other -> other.section().equals(block.section()))
        .findFirst()
        .filter(block::equals)
        .isPresent();
  }

  private static ProviderConfig config(Block block, Simulator sim) throws IOException {
    ObjectNode provider = (ObjectNode) new JsonMapper().readTree(block.text());
    String address =
        provider
            .path("baseUrl")
            .asText()
            .replace("https://", "http://")
            .replaceFirst("http://localhost:\\d+", sim.baseUrl())
            .replaceFirst("^foundry-local$", sim.baseUrl() + "/v1");
    if (provider.path("transport").asText().equals("websockets")) {
      // the proxy would have to tunnel it, and the simulator is no real one
      address = address.replaceFirst("http://[^/]+", sim.baseUrl());
    }
    return ProviderJson.read(provider.put("baseUrl", address));
  }

  private static String asked(RecordedRequest request, Simulator sim) {
    String host = request.headers().first("host").orElseThrow();
    boolean local = sim.baseUrl().endsWith(host);
    String query = request.query().isEmpty() ? "" : "?" + request.query();
    return (local ? "local" : host) + request.path() + query;
  }

  private static String answer(ProviderConfig config, Simulator sim) {
    Network network = Network.of(Map.of("HTTP_PROXY", sim.baseUrl()));
    String wire = config.wireName("m");
    ModelRequest request =
        ModelRequest.builder(wire == null ? "m" : wire)
            .messages(List.of(Message.user("What is 2+2?")))
            .variables(Map.of("session.id", "s"))
            .build();
    MessageAssembler assembler = new MessageAssembler();
    try (Providers providers = Providers.open(CallPolicy.DEFAULT, network);
        ModelStream stream = providers.connect(config).stream(request, RetryListener.NONE)) {
      ModelEvent event;
      do {
        event = stream.next();
        assembler.accept(event);
      } while (!event.terminal());
      assertThat(event).isInstanceOf(ModelEvent.Finished.class);
    }
    return assembler.content().stream()
        .map(block -> block instanceof Content.Text text ? text.text() : "")
        .reduce("", String::concat);
  }
}
