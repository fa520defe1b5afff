package dev.latchkey.providers.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.Providers;
import dev.latchkey.providers.Secret;
import dev.latchkey.providers.TokenLimits;
import dev.latchkey.providers.catalogue.FactsBuilder;
import dev.latchkey.providers.catalogue.Known;
import dev.latchkey.providers.catalogue.ModelFacts;
import dev.latchkey.providers.catalogue.Origin;
import dev.latchkey.providers.discovery.DiscoveredModel.Listing;
import dev.latchkey.providers.discovery.LocalServers.Candidate;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.script.Reply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    return providers.models(config(type));
  }

  private ProviderConfig config(String type) {
    return ProviderConfig.builder(sim.baseUrl() + (type.equals("openai") ? "/v1" : ""))
        .type(type)
        .apiKey(Secret.of("test-key"))
        .build();
  }

  private static DiscoveredModel model(String id, FactsBuilder said, Listing listing) {
    return new DiscoveredModel(id, id, null, said.build(), listing);
  }

  private static FactsBuilder said() {
    return ModelFacts.said(Origin.LIVE);
  }

  @Test
  void listsWhatACompatibleServerOffers() {
    serve(Map.of("/v1/models", "{\"data\":[{\"id\":\"a\"},{\"id\":\"b\",\"owned_by\":\"x\"}]}"));
    assertThat(list("openai"))
        .containsExactly(
            DiscoveredModel.named("a", Listing.OPENAI), DiscoveredModel.named("b", Listing.OPENAI));
  }

  @Test
  void readsVllmOpenRouterAndFoundryLocalLimits() {
    serve(
        Map.of(
            "/v1/models",
            """
            {"data":[{"id":"q","owned_by":"vllm","max_model_len":32768,"root":"Qwen/Qwen3-8B"},
             {"id":"r","name":"R","context_length":9,"top_provider":{"max_completion_tokens":4},
              "supported_parameters":["tools"],"architecture":{"input_modalities":["image"]}},
             {"id":"f","maxInputTokens":3000,"maxOutputTokens":1000,"toolCalling":true,
              "vision":false}]}
            """));
    assertThat(list("openai"))
        .containsExactly(
            new DiscoveredModel(
                "q", "q", "Qwen/Qwen3-8B", said().contextWindow(32768).build(), Listing.VLLM),
            new DiscoveredModel(
                "r",
                "R",
                null,
                said()
                    .outputTokens(4)
                    .contextWindow(9)
                    .tools(true)
                    .effort(false)
                    .vision(true)
                    .build(),
                Listing.OPENAI),
            model(
                "f",
                said().promptTokens(3000).outputTokens(1000).tools(true).vision(false),
                Listing.FOUNDRY_LOCAL));
  }

  /** The window is the largest there could be, the one that is set, or the one that is loaded. */
  @DisplayName("B2: models are asked for live")
  @ParameterizedTest
  @CsvSource({"'', '', 8192", "num_ctx 4096, '', 4096", "num_ctx 4096, 2048, 2048"})
  void asksOllamaForEachModel(String parameters, String loaded, int window) {
    String running = "{\"name\":\"llama3:latest\",\"context_length\":%s}".formatted(loaded);
    serve(
        Map.of(
            "/v1/models",
            "{\"data\":[{\"id\":\"llama3\",\"owned_by\":\"library\"}]}",
            "/api/ps",
            "{\"models\":[%s]}".formatted(loaded.isEmpty() ? "" : running),
            "/api/show",
            """
            {"model_info":{"llama.context_length":8192,"llama.block_count":32},
             "parameters":"stop \\"<|end|>\\"\\n%s",
             "capabilities":["completion","tools","thinking"]}
            """
                .formatted(parameters)));
    assertThat(list("openai"))
        .containsExactly(
            model(
                "llama3",
                said().contextWindow(window).tools(true).effort(true).vision(false).chat(true),
                Listing.OLLAMA));
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
        .containsExactly(model("q", said().contextWindow(4096).vision(true), Listing.LM_STUDIO));
    serve(
        Map.of(
            "/v1/models",
            "{\"data\":[{\"id\":\"a\",\"owned_by\":\"openai\"},{\"id\":\"b\"}]}",
            "/model/info",
            """
            {"data":[{"model_name":"a","litellm_params":{"model":"openai/gpt-4o"},
             "model_info":{"max_input_tokens":7,"max_output_tokens":3,
             "supports_function_calling":true}}]}
            """));
    assertThat(list("openai"))
        .containsExactly(
            new DiscoveredModel(
                "a",
                "a",
                "openai/gpt-4o",
                said().promptTokens(7).outputTokens(3).tools(true).build(),
                Listing.LITELLM),
            DiscoveredModel.named("b", Listing.OPENAI));
    assertThat(list("openai").getFirst().facts().vision())
        .isEqualTo(new Known<>(true, Origin.CATALOGUE));
  }

  @Test
  void listsAnthropicModels() {
    serve(
        Map.of(
            "/v1/models",
            """
            {"data":[{"type":"model","id":"claude","display_name":"Claude",
             "max_input_tokens":200000,"max_tokens":64000}]}
            """));
    assertThat(list("anthropic"))
        .containsExactly(
            new DiscoveredModel(
                "claude",
                "Claude",
                null,
                said().contextWindow(200_000).outputTokens(64_000).build(),
                Listing.ANTHROPIC));
    assertThat(sim.lastRequest().headers().first("x-api-key")).hasValue("test-key");
    assertThat(sim.lastRequest().headers().first("anthropic-version")).isPresent();
  }

  @Test
  void listsAzureDeploymentsWhereTheyAreStillListed() {
    serve(
        Map.of(
            "/openai/deployments",
            """
            {"data":[{"id":"prod-chat","model":"gpt-4o","status":"succeeded","object":"deployment"},
             {"id":"broken","model":"gpt-4o","status":"failed"}],"object":"list"}
            """));
    List<DiscoveredModel> deployments = list("azure");

    assertThat(deployments)
        .containsExactly(
            new DiscoveredModel(
                "prod-chat",
                "prod-chat (gpt-4o)",
                "gpt-4o",
                ModelFacts.UNKNOWN,
                Listing.AZURE_DEPLOYMENTS));
    assertThat(sim.lastRequest().query()).contains("api-version=2022-12-01");
    assertThat(providers.facts(config("azure"), "prod-chat").contextWindow())
        .isEqualTo(new Known<>(128_000, Origin.CATALOGUE));
  }

  @Test
  void listsAzuresModelsElsewhere() {
    serve(
        Map.of(
            "/openai/v1/models",
            """
            {"data":[{"id":"gpt-4o","capabilities":{"chat_completion":true}},
             {"id":"ada","capabilities":{"chat_completion":false,"embeddings":true}}]}
            """));
    assertThat(list("azure"))
        .containsExactly(
            model("gpt-4o", said().chat(true), Listing.AZURE),
            model("ada", said().chat(false), Listing.AZURE));
  }

  /** What a list says counts from then on, below the user and above the table. */
  @Test
  void knowsWhatWasListedLast() {
    ProviderConfig limited =
        ProviderConfig.builder(sim.baseUrl() + "/v1")
            .limits(new TokenLimits(null, 77, null))
            .build();
    assertThat(providers.facts(limited, "gpt-4o").contextWindow())
        .isEqualTo(new Known<>(128_000, Origin.CATALOGUE));

    serve(Map.of("/v1/models", "{\"data\":[{\"id\":\"gpt-4o\",\"max_model_len\":9000}]}"));
    providers.models(limited);

    ModelFacts known = providers.facts(limited, "gpt-4o");
    assertThat(known.contextWindow()).isEqualTo(new Known<>(9000, Origin.LIVE));
    assertThat(known.outputTokens()).isEqualTo(new Known<>(77, Origin.USER));
    assertThat(known.vision()).isEqualTo(new Known<>(true, Origin.CATALOGUE));
    assertThat(known.promptLimit()).isEqualTo(new Known<>(8923, Origin.LIVE));
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
