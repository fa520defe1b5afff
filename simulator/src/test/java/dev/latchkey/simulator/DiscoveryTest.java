package dev.latchkey.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.simulator.script.SimulatedModel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiscoveryTest {
  private final Simulator sim =
      Simulator.start(SimulatorOptions.defaults().models(new SimulatedModel("m1", 8192, 1024)));
  private final Client client = new Client(sim);

  @AfterEach
  void stop() {
    sim.close();
  }

  private String get(String path, String... headers) {
    return client.get(path, headers).body().replace('"', '\'');
  }

  @Test
  void listsModelsAsEveryServerDoes() {
    String openAi =
        "{'id':'m1','object':'model','created':1767225600,'owned_by':'simulator',"
            + "'max_model_len':8192}";
    assertThat(get("/v1/models")).isEqualTo("{'object':'list','data':[" + openAi + "]}");
    assertThat(get("/v1/models/m1")).isEqualTo(openAi);
    assertThat(get("/v1/models", "anthropic-version", "2023-06-01"))
        .isEqualTo(
            "{'data':[{'type':'model','id':'m1','display_name':'m1',"
                + "'created_at':'2026-01-01T00:00:00Z','max_input_tokens':8192,"
                + "'max_tokens':1024}],'has_more':false,'first_id':'m1','last_id':'m1'}");
    assertThat(get("/api/tags")).startsWith("{'models':[{'name':'m1','model':'m1'");
    assertThat(get("/api/version")).isEqualTo("{'version':'0.0.0-simulated'}");
    assertThat(get("/model/info")).contains("'max_input_tokens':8192,'max_output_tokens':1024");
    assertThat(get("/openai/deployments?api-version=1")).contains("'object':'deployment'");
    assertThat(client.post("/api/show", "{\"model\":\"m1\"}").body())
        .contains("\"simulated.context_length\":8192");
    assertThat(client.post("/v1/messages/count_tokens", "{}").body()).contains("input_tokens");
    assertThat(sim.modelCalls()).isEmpty();
    assertThat(sim.requestCount()).isEqualTo(9);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/v1/messages",
        "/v1//chat/completions",
        "/v1/chat/completions/chat/completions",
        "/openai/openai/v1/chat/completions",
        "/v1/completions",
        "/messages",
        "/openai/deployments/d/chat/completions",
        "/openai/responses",
      })
  void answers404OnPathsNobodyServes(String path) {
    assertThat(client.post(path, "{\"model\":\"m\",\"messages\":[]}").statusCode()).isIn(404, 400);
  }

  @ParameterizedTest
  @CsvSource({
    "/chat/completions, COMPLETIONS",
    "/api/projects/p/openai/v1/chat/completions, COMPLETIONS",
    "/gw/openai/deployments/d/chat/completions?api-version=1, COMPLETIONS",
    "/openai/responses?api-version=1, RESPONSES",
    "/v1/responses, RESPONSES",
    "/anthropic/v1/messages, ANTHROPIC",
  })
  void servesUnderAnyPrefix(String path, String wire) {
    String shape =
        path.contains("responses") ? "/responses" : wire.equals("ANTHROPIC") ? "/messages" : "";
    String body = Bodies.user(shape, "hi", false);
    assertThat(client.post(path, body, "anthropic-version", "1").statusCode()).isEqualTo(200);
    assertThat(sim.lastRequest().wire().name()).isEqualTo(wire);
  }
}
