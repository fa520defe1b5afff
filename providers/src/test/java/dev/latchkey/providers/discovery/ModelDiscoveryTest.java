package dev.latchkey.providers.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.Providers;
import dev.latchkey.providers.Secret;
import dev.latchkey.providers.TokenLimits;
import dev.latchkey.providers.discovery.DiscoveredModel.Ability;
import dev.latchkey.providers.discovery.DiscoveredModel.Origin;
import dev.latchkey.providers.discovery.LocalServers.Candidate;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.script.Reply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ModelDiscoveryTest {
  private final Simulator sim = Simulator.start();
  private final Providers providers = Providers.open(CallPolicy.DEFAULT);

  @AfterEach
  void close() {
    providers.close();
    sim.close();
  }

  /** Answers by path; 404 for all others. */
  private void serve(Map<String, String> answers) {
    sim.onRequest(request -> {
      String answer = answers.get(request.path());
      return answer == null ? Reply.status(404) : Reply.http(200, "application/json", answer);
    });
  }

  private List<DiscoveredModel> list(String type) {
    return providers.models(
        ProviderConfig.builder(sim.baseUrl() + (type.equals("openai") ? "/v1" : ""))
            .type(type)
            .apiKey(Secret.of("test-key"))
            .build());
  }

  private static DiscoveredModel model(
      String id, String name, @Nullable Integer output, @Nullable Integer window, Origin origin) {
    return new DiscoveredModel(id, name, new TokenLimits(null, output, window), Set.of(), origin);
  }

  @Test
  void listsWhatACompatibleServerOffers() {
    serve(Map.of("/v1/models", "{\"data\":[{\"id\":\"a\"},{\"id\":\"b\",\"owned_by\":\"x\"}]}"));
    assertThat(list("openai"))
        .containsExactly(
            model("a", "a", null, null, Origin.OPENAI), model("b", "b", null, null, Origin.OPENAI));
  }

  @Test
  void readsVllmAndOpenRouterLimits() {
    serve(
        Map.of(
            "/v1/models",
            """
            {"data":[{"id":"q","owned_by":"vllm","max_model_len":32768},
             {"id":"r","name":"R","context_length":9,"top_provider":{"max_completion_tokens":4},
              "supported_parameters":["tools"],"architecture":{"input_modalities":["image"]}}]}
            """));
    assertThat(list("openai"))
        .containsExactly(
            model("q", "q", null, 32768, Origin.VLLM),
            new DiscoveredModel(
                "r",
                "R",
                new TokenLimits(null, 4, 9),
                Set.of(Ability.TOOLS, Ability.VISION),
                Origin.OPENAI));
  }

  @Test
  void asksOllamaForEachModel() {
    serve(
        Map.of(
            "/v1/models",
            "{\"data\":[{\"id\":\"llama3\",\"owned_by\":\"library\"}]}",
            "/api/show",
            """
            {"model_info":{"llama.context_length":8192,"llama.block_count":32},
             "capabilities":["completion","tools","thinking"]}
            """));
    assertThat(list("openai"))
        .containsExactly(
            new DiscoveredModel(
                "llama3",
                "llama3",
                new TokenLimits(null, null, 8192),
                Set.of(Ability.TOOLS, Ability.REASONING),
                Origin.OLLAMA));
  }

  @Test
  void asksLmStudioAndLiteLlmForMore() {
    serve(
        Map.of(
            "/v1/models",
            "{\"data\":[{\"id\":\"q\",\"owned_by\":\"organization_owner\"}]}",
            "/api/v0/models",
            "{\"data\":[{\"id\":\"q\",\"type\":\"vlm\",\"max_context_length\":4096}]}"));
    assertThat(list("openai"))
        .containsExactly(
            new DiscoveredModel(
                "q",
                "q",
                new TokenLimits(null, null, 4096),
                Set.of(Ability.VISION),
                Origin.LM_STUDIO));
    serve(
        Map.of(
            "/v1/models",
            "{\"data\":[{\"id\":\"a\",\"owned_by\":\"openai\"},{\"id\":\"b\"}]}",
            "/model/info",
            """
            {"data":[{"model_name":"a","model_info":{"max_input_tokens":7,"max_output_tokens":3,
             "supports_function_calling":true}}]}
            """));
    assertThat(list("openai"))
        .containsExactly(
            new DiscoveredModel(
                "a", "a", new TokenLimits(7, 3, null), Set.of(Ability.TOOLS), Origin.LITELLM),
            model("b", "b", null, null, Origin.OPENAI));
  }

  @Test
  void listsAnthropicModels() {
    serve(
        Map.of(
            "/v1/models",
            "{\"data\":[{\"type\":\"model\",\"id\":\"claude\",\"display_name\":\"Claude\"}]}"));
    assertThat(list("anthropic"))
        .containsExactly(model("claude", "Claude", null, null, Origin.ANTHROPIC));
    assertThat(sim.lastRequest().headers().first("x-api-key")).hasValue("test-key");
    assertThat(sim.lastRequest().headers().first("anthropic-version")).isPresent();
  }

  @Test
  void saysWhyThereIsNoListing() {
    serve(Map.of());
    assertThatThrownBy(() -> list("openai")).isInstanceOf(ModelException.NotFound.class);
    serve(Map.of("/v1/models", "<html>login</html>"));
    assertThatThrownBy(() -> list("openai")).isInstanceOf(ModelException.BadResponse.class);
  }

  @Test
  void findsServersOfThisMachineThatOfferModels() {
    serve(
        Map.of(
            "/v1/models",
            """
            {"data":[{"id":"a","owned_by":"library"},{"id":"embed","owned_by":"library"}]}
            """));
    Candidate running = new Candidate("Ollama", () -> Optional.of(sim.baseUrl() + "/v1"));
    Candidate down = new Candidate("Down", () -> Optional.of("http://127.0.0.1:1/v1"));
    Candidate other = new Candidate("Other", () -> Optional.of(sim.baseUrl() + "/other"));
    Candidate missing = new Candidate("Missing", Optional::empty);

    List<LocalServer> found = LocalServers.find(providers, List.of(down, other, missing, running));

    assertThat(found).extracting(LocalServer::name).containsExactly("Ollama");
    assertThat(found.getFirst().models()).extracting(DiscoveredModel::id).contains("a");
  }
}
